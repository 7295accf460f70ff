// Runs before the first paint, so that a chosen theme never flashes and the page's language is right from the start.
// In the built pages it also sends for what this address will need, all at once, and asks who is here meanwhile.
(() => {
  const ahead = /* filled in by the build */ null;

  function kept(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      // Storage may be forbidden; the system's theme and the browser's language then apply.
      return null;
    }
  }

  const theme = kept('coalition.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  const chosen = kept('coalition.language');
  if (chosen) document.documentElement.lang = chosen;
  if (!ahead) return;

  // The same choice as in src/lib/language.svelte.ts; a wrong one would only cost a request.
  const wanted = [chosen, ...navigator.languages.map((tag) => tag.split('-')[0]), 'en'];
  const language = wanted.find((tag) => tag && Object.hasOwn(ahead.words, tag));
  const route = ahead.routes.find(([addresses]) => new RegExp(addresses).test(location.pathname));
  const [, first, ...within] = location.pathname.split('/');
  const here = (room) => room.split('/').every((part, depth) => !part || (depth ? within.includes(part) : part === first));
  const words = Object.entries(ahead.words[language] || {}).flatMap(([room, numbers]) => (here(room) ? numbers : []));
  for (const number of new Set([...words, ...(route ? route[1] : [])])) {
    const file = ahead.files[number];
    const link = document.createElement('link');
    link.rel = file.endsWith('.js') ? 'modulepreload' : 'preload';
    if (link.rel === 'preload') {
      // As the app will ask for it; otherwise the browser fetches it twice.
      link.as = 'style';
      link.crossOrigin = '';
    }
    link.href = `/${file}`;
    document.head.append(link);
  }

  const questions = [kept('coalition.service') ? '' : '/v1', kept('coalition.signed-in') ? '/v1/me' : ''].filter(Boolean);
  const ask = (path) => {
    const answer = fetch(path, { headers: { 'Accept-Language': language } });
    answer.catch(() => undefined);
    return [location.origin + path, answer];
  };
  globalThis.askedAhead = new Map(questions.map(ask));
})();
