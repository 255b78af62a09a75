// What every page needs: the reader's time zone, a theme change without leaving the page, dialogs, the undo toast.
const year = 60 * 60 * 24 * 365;
const remember = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=${year}; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`; };

remember('zone', Intl.DateTimeFormat().resolvedOptions().timeZone);

for (const link of document.querySelectorAll('[data-theme-choice]')) {
  link.addEventListener('click', event => {
    event.preventDefault();
    const theme = link.dataset.themeChoice;
    remember('theme', theme);
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    document.querySelector('meta[name="color-scheme"]').content = theme === 'system' ? 'light dark' : theme;
    for (const other of document.querySelectorAll('[data-theme-choice]')) other.removeAttribute('aria-current');
    link.setAttribute('aria-current', 'true');
    link.closest('[popover]')?.hidePopover();
  });
}

// browsers that do not know commandfor yet
if (!('command' in HTMLButtonElement.prototype)) {
  document.addEventListener('click', event => {
    const button = event.target.closest('button[commandfor][command="show-modal"]');
    if (button) document.getElementById(button.getAttribute('commandfor')).showModal();
  });
}

for (const toast of document.querySelectorAll('.toast[data-seconds]')) {
  const [shown, spoken] = toast.querySelectorAll('span');
  const end = performance.now() + toast.dataset.seconds * 1000;
  const timer = setInterval(() => {
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    shown.textContent = toast.dataset.text.replace('{0}', left);
    if (left === 30 || left === 10) spoken.textContent = shown.textContent;
    if (left > 0) return;
    clearInterval(timer);
    toast.remove();
  }, 1000);
  document.addEventListener('keydown', event => {
    const typing = event.target.closest?.('input, textarea, select, [contenteditable]');
    if (event.key === 'z' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && toast.isConnected) toast.querySelector('form').requestSubmit();
  });
}
