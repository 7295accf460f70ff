/** Knows how a half-written form outlives a closed window: kept in this browser, per reader, until it is sent, thrown away or signed out. */

const mark = 'coalition.draft.';

/** Throw away every draft of a reader. */
export function dropDrafts(reader: string): void {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(mark) && name.endsWith(`.${reader}`));
    for (const name of names) localStorage.removeItem(name);
  } catch {
    // Without storage there are no drafts.
  }
}

export class Draft<T extends object> {
  value: T;
  /** True when something was found from an earlier visit. */
  found = $state(false);
  #key: string;
  #empty: () => T;

  constructor(name: string, reader: string, empty: () => T) {
    this.#key = `${mark}${name}.${reader}`;
    this.#empty = empty;
    const kept = this.#read();
    this.found = kept !== null;
    this.value = $state({ ...empty(), ...kept }) as T;
    $effect(() => {
      const words = JSON.stringify(this.value);
      const waiting = setTimeout(() => this.#write(words), 300);
      return () => clearTimeout(waiting);
    });
  }

  /** Throw the draft away, here and in the form. */
  clear(): void {
    this.found = false;
    Object.assign(this.value, this.#empty());
    this.#write(null);
  }

  #read(): Partial<T> | null {
    try {
      return JSON.parse(localStorage.getItem(this.#key) ?? 'null') as Partial<T> | null;
    } catch {
      return null;
    }
  }

  #write(words: string | null): void {
    try {
      if (words === null || words === JSON.stringify(this.#empty())) localStorage.removeItem(this.#key);
      else localStorage.setItem(this.#key, words);
    } catch {
      // Without storage there are no drafts; the form still works.
    }
  }
}
