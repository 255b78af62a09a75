// The list renews itself while the page is looked at.
const every = 2000;

const renew = async () => {
  if (document.visibilityState === 'hidden') return;
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
  if (!answer.ok) return;
  const main = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
  const shown = document.querySelector('main');
  if (main.innerHTML !== shown.innerHTML && !shown.contains(document.activeElement)) shown.replaceChildren(...main.childNodes);
};

setInterval(() => renew().catch(() => {}), every);
