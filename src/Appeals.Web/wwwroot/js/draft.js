// Saves a step of the draft while it is being written, and says so. The form works without this.
//   <form data-autosave> with a hidden field Version; <p role="status" data-saved data-offline="…" data-signed-out="…">
// A version that another tab has overtaken ends autosaving; the next press of the button shows both sides.

const pause = 1200;
const form = document.querySelector('form[data-autosave]');
if (form) watch(form, form.querySelector('[data-saved]'));

function watch(form, said) {
  let timer = 0, running = null, again = false, ended = false;

  const say = text => { if (said.textContent !== text) said.textContent = text; };

  const save = async () => {
    const response = await fetch(form.action, {
      method: 'POST', redirect: 'manual', headers: { 'X-Autosave': '1', Accept: 'application/json' }, body: new URLSearchParams(new FormData(form)),
    });
    if (response.type === 'opaqueredirect') return say(said.dataset.signedOut);
    if (response.status === 409) ended = true;
    if (!response.headers.get('Content-Type')?.includes('json')) return;
    const answer = await response.json();
    if (answer.version) form.elements.Version.value = answer.version;
    say(answer.said);
  };

  const run = () => {
    if (ended) return;
    if (running) { again = true; return; }
    running = save().catch(() => say(said.dataset.offline)).finally(() => {
      running = null;
      if (again) { again = false; run(); }
    });
  };

  form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(run, pause); });
  form.addEventListener('change', () => { clearTimeout(timer); timer = setTimeout(run, 100); });

  // a save under way would make the version in the form old
  form.addEventListener('submit', event => {
    clearTimeout(timer);
    again = false;
    if (!running) { ended = true; return; }
    event.preventDefault();
    running.then(() => form.requestSubmit(event.submitter));
  });

  // layers of a file that has just been read: only new lists are added, nothing that was ticked is touched
  document.addEventListener('live:analysisDone', async () => {
    const page = new DOMParser().parseFromString(await (await fetch(location.href, { cache: 'no-store' })).text(), 'text/html');
    for (const place of form.querySelectorAll('[data-layers]')) {
      for (const list of page.getElementById(place.id)?.children ?? [])
        if (![...place.children].some(known => known.dataset.source === list.dataset.source)) place.append(document.importNode(list, true));
    }
  });
}
