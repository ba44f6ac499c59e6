// Any element with data-theme-set="light|dark|system" chooses the theme, in static and interactive pages alike.
document.addEventListener('click', event => {
  const button = event.target.closest?.('[data-theme-set]');
  if (!button) return;
  const theme = button.dataset.themeSet;
  document.documentElement.dataset.theme = theme;
  document.cookie = `poscloud-theme=${theme};path=/;max-age=31536000;samesite=lax`;
});
