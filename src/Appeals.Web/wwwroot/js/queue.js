// The queue by keyboard: N takes the next appeal, J and K move, Enter opens.
for (const box of document.querySelectorAll('[data-submit]')) box.addEventListener('change', () => box.form.requestSubmit());

const links = [...document.querySelectorAll('.queue .ref')];
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select, dialog')) return;
  const at = links.indexOf(document.activeElement);
  const key = event.key.toLowerCase();
  if (key === 'j') links[Math.min(at + 1, links.length - 1)]?.focus();
  else if (key === 'k') links[Math.max(at - 1, 0)]?.focus();
  else if (key === 'n') document.querySelector('[data-next]')?.click();
  else return;
  event.preventDefault();
});
