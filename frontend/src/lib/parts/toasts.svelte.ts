/** Knows the sentences that confirm an act, each shown for a while and read out politely, and how the latest act is taken back. */
interface Toast {
  id: number;
  words: string;
  /** Take it back, by another act at the service. */
  undo?: () => Promise<unknown>;
}

const seen = 6000;
const undoable = 10_000;

class Toasts {
  shown = $state.raw<Toast[]>([]);
  #count = 0;

  /**
   * What can be taken back stays until somebody points at the page, and ten seconds from then: whoever works with keys or a screen
   * reader has as long as they need. The next act that can be taken back takes its place.
   */
  say(words: string, undo?: () => Promise<unknown>): void {
    const id = ++this.#count;
    this.shown = [...this.shown.filter((toast) => !undo || !toast.undo), { id, words, undo }];
    if (undo) addEventListener('pointermove', () => this.#fade(id, undoable), { once: true });
    else this.#fade(id, seen);
  }

  drop(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }

  /** Nothing goes from under somebody's hands. */
  #fade(id: number, after: number): void {
    setTimeout(() => {
      if (document.querySelector(`[data-toast="${id}"]:is(:hover, :focus-within)`)) this.#fade(id, after);
      else this.drop(id);
    }, after);
  }
}

export const toasts = new Toasts();
