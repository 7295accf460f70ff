/** Knows whether the screens are light or dark: as the system says, or as chosen for this browser. */
export const themes = ['system', 'light', 'dark'] as const;
export type ThemeName = (typeof themes)[number];

const kept = 'coalition.theme';

function isTheme(word: string | null): word is ThemeName {
  return themes.some((theme) => theme === word);
}

class Theme {
  #name = $state<ThemeName>('system');

  constructor() {
    try {
      const word = localStorage.getItem(kept);
      if (isTheme(word)) this.#name = word;
    } catch {
      // Without storage the system decides.
    }
  }

  get name(): ThemeName {
    return this.#name;
  }

  set name(name: ThemeName) {
    this.#name = name;
    if (name === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = name;
    try {
      localStorage.setItem(kept, name);
    } catch {
      // The choice then lasts until the page is left.
    }
  }
}

export const theme = new Theme();
