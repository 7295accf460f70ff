/** Knows the sentences that confirm an act, each shown for a while and read out politely. */
interface Toast {
  id: number;
  words: string;
}

class Toasts {
  shown = $state.raw<Toast[]>([]);
  #count = 0;

  say(words: string): void {
    const toast = { id: ++this.#count, words };
    this.shown = [...this.shown, toast];
    setTimeout(() => this.drop(toast.id), 6000);
  }

  drop(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
