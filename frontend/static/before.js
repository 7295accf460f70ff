// Runs before the first paint, so that a chosen theme never flashes and the page's language is right from the start.
try {
  const theme = localStorage.getItem('coalition.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  const language = localStorage.getItem('coalition.language');
  if (language) document.documentElement.lang = language;
} catch {
  // Storage may be forbidden; the system's theme and the browser's language then apply.
}
