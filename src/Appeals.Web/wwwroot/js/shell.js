// What every page needs: the reader's time zone, and a theme change without leaving the page.
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
