// Keeps an open page up to date by server-sent events.
//
//   <main data-live-appeal="AP-7K2M4Q">            listens to one appeal
//   <main data-live-mine>                          listens to all that is mine (a creator's appeals, a platform's queue)
//     <section id="findings" data-live-fragment>   read anew from this page's own address when something changed; needs an id
//     <progress max="100" data-live-progress="ID"> moved in place; ID is the run's, or the file's while it is inspected; none means any
//     <span data-live-percent="ID">                the same as text
//     <p role="status" data-live-status>           its text is taken from the new page and so read out, politely
//   <div data-live-appeal="…" data-live-reload="AnalysisDone">   loads the whole page again, unless somebody is writing in it
//
// Events on the listening element, all bubbling: live:analysisProgress, live:analysisDone, live:appealChanged, live:messageWritten
// (detail: {appeal, subject, percent}); live:refreshed on a fragment that was replaced.

const settle = 400;             // several changes of one moment are one refresh
const patience = 60_000;        // a page in the background gives its connection back after this
const longestPause = 60_000;

for (const region of document.querySelectorAll('[data-live-appeal], [data-live-mine]')) listen(region);

function listen(region) {
  const address = region.dataset.liveAppeal ? `/live/appeals/${encodeURIComponent(region.dataset.liveAppeal)}` : '/live/mine';
  let source = null, refreshing = 0, hiding = 0, failures = 0, retrying = 0;

  const refreshSoon = () => {
    clearTimeout(refreshing);
    refreshing = setTimeout(() => refresh(region).catch(() => {}), settle);
  };

  const open = () => {
    if (source) return;
    source = new EventSource(address);
    source.onopen = () => { failures = 0; };
    source.onerror = () => {
      // while it is CONNECTING the browser tries again by itself, with the last id it saw
      if (source?.readyState !== EventSource.CLOSED) return;
      close();
      if (++failures <= 5) retrying = setTimeout(() => { open(); refreshSoon(); }, Math.min(longestPause, 2000 * 2 ** failures));
    };
    source.addEventListener('resync', refreshSoon);
    source.addEventListener('analysisProgress', event => progress(region, told(region, event)));
    for (const kind of ['analysisDone', 'appealChanged', 'messageWritten'])
      source.addEventListener(kind, event => {
        told(region, event);
        if (reloads(region, kind)) location.reload();
        else refreshSoon();
      });
  };

  const close = () => {
    clearTimeout(retrying);
    source?.close();
    source = null;
  };

  document.addEventListener('visibilitychange', () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(close, patience);
    else if (!source) { failures = 0; open(); refreshSoon(); }
  });
  addEventListener('pagehide', close);
  addEventListener('pageshow', event => { if (event.persisted) { open(); refreshSoon(); } });
  open();
}

function told(region, event) {
  const detail = JSON.parse(event.data);
  region.dispatchEvent(new CustomEvent(`live:${event.type}`, { bubbles: true, detail }));
  return detail;
}

function progress(region, { subject, percent }) {
  if (!subject || percent === null) return;
  for (const bar of region.querySelectorAll(`[data-live-progress="${CSS.escape(subject)}"], [data-live-progress=""]`)) bar.value = percent;
  for (const text of region.querySelectorAll(`[data-live-percent="${CSS.escape(subject)}"]`)) text.textContent = `${percent}%`;
}

function reloads(region, kind) {
  if (region.dataset.liveReload?.toLowerCase() !== kind.toLowerCase()) return false;
  return ![...document.querySelectorAll('textarea, input[type=text], input[type=radio]')].some(field => field.value !== field.defaultValue || field.checked !== field.defaultChecked);
}

async function refresh(region) {
  const fragments = [...region.querySelectorAll('[data-live-fragment][id]')];
  const status = region.querySelector('[data-live-status]');
  if (fragments.length === 0 && !status) return;
  const response = await fetch(location.href, { headers: { Accept: 'text/html' }, cache: 'no-store' });
  // signed out, or the page is gone: leave what is there, the next click says so
  if (!response.ok || response.redirected) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const old of fragments) {
    const fresh = page.getElementById(old.id);
    if (fresh) swap(old, fresh);
  }
  const words = page.querySelector('[data-live-status]')?.textContent;
  if (status && words !== undefined && words !== status.textContent) status.textContent = words;
}

function swap(old, fresh) {
  // what somebody is writing is never taken away; the fragment catches up when they leave it
  if (old.contains(document.activeElement) && document.activeElement.matches('input, textarea, select, [contenteditable]')) {
    old.addEventListener('focusout', () => setTimeout(() => old.isConnected && swap(old, fresh)), { once: true });
    return;
  }
  for (const details of old.querySelectorAll('details[id][open]')) {
    const same = fresh.querySelector(`#${CSS.escape(details.id)}`);
    if (same) same.open = true;
  }
  const adopted = document.importNode(fresh, true);
  if (old.isEqualNode(adopted)) return;
  const focused = old.contains(document.activeElement) ? document.activeElement.id : null;
  old.replaceWith(adopted);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  adopted.dispatchEvent(new CustomEvent('live:refreshed', { bubbles: true }));
}
