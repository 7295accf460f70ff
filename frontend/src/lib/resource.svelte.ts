/** Knows how a screen holds what it reads: shown at once from memory, revalidated, kept while it is read again. */
import { untrack } from 'svelte';
import { Refused, Unreachable, recall, type Reading, type Trouble } from './api';

const stale = 30_000;

/** Anything thrown that the service did not say is a fault of ours and must not be hidden. */
export function asTrouble(error: unknown): Trouble {
  if (error instanceof Refused || error instanceof Unreachable) return error;
  throw error;
}

/** One thing a screen reads. Made while a component is set up; follows what `name` depends on. */
export class Resource<T> {
  data = $state.raw<T>();
  trouble = $state.raw<Trouble>();
  busy = $state(true);
  address = $state('');
  #current: Reading<T> | undefined;
  #run = 0;
  #readAt = 0;

  constructor(name: () => Reading<T> | undefined) {
    $effect(() => {
      const wanted = name();
      untrack(() => this.#turnTo(wanted));
      return () => void (this.#run += 1);
    });
    $effect(() => {
      const again = (): void => void (this.trouble && this.refresh());
      const seen = (): void => void (!document.hidden && Date.now() - this.#readAt > stale && this.refresh());
      addEventListener('online', again);
      document.addEventListener('visibilitychange', seen);
      return () => {
        removeEventListener('online', again);
        document.removeEventListener('visibilitychange', seen);
      };
    });
  }

  /** Nothing to show yet, and nothing went wrong: draw the skeleton. */
  get waiting(): boolean {
    return this.data === undefined && !this.trouble;
  }

  /** Read again; what is shown stays until the answer is there. */
  async refresh(): Promise<void> {
    if (this.#current) await this.#read(this.#current, true);
  }

  async #read(wanted: Reading<T>, afresh: boolean): Promise<void> {
    const run = (this.#run += 1);
    this.busy = true;
    let data: T | undefined;
    let trouble: Trouble | undefined;
    try {
      data = await wanted.read(afresh);
    } catch (error) {
      trouble = asTrouble(error);
    }
    // Something else is wanted by now, or nobody is looking any more.
    if (run !== this.#run) return;
    this.busy = false;
    this.#readAt = Date.now();
    this.trouble = trouble;
    if (!(trouble instanceof Unreachable)) this.data = data;
  }

  #turnTo(wanted: Reading<T> | undefined): void {
    const samePlace = wanted?.address.split('?')[0] === this.address.split('?')[0];
    this.#current = wanted;
    this.address = wanted?.address ?? '';
    if (!wanted) return;
    const known = recall(wanted);
    if (known !== undefined) this.data = known;
    else if (!samePlace) this.data = undefined;
    this.trouble = undefined;
    void this.#read(wanted, false);
  }
}

/** A list that grows page by page. `name` gives the reading of the first page, or of the one after an id. */
export class Listing<T> {
  first: Resource<{ items: T[]; next: string | null }>;
  moreTrouble = $state.raw<Trouble>();
  moreBusy = $state(false);
  #name: (after?: string) => Reading<{ items: T[]; next: string | null }> | undefined;
  #rest = $state.raw<{ of: string; items: T[]; next: string | null }>({ of: '', items: [], next: null });

  constructor(name: (after?: string) => Reading<{ items: T[]; next: string | null }> | undefined) {
    this.#name = name;
    this.first = new Resource(() => name());
  }

  get #isRest(): boolean {
    return this.#rest.of === this.first.address;
  }

  get items(): T[] {
    const start = this.first.data?.items ?? [];
    return this.#isRest ? [...start, ...this.#rest.items] : start;
  }

  get next(): string | null {
    return this.#isRest ? this.#rest.next : (this.first.data?.next ?? null);
  }

  async more(): Promise<void> {
    const of = this.first.address;
    const page = this.next && this.#name(this.next);
    if (!page || this.moreBusy) return;
    this.moreBusy = true;
    this.moreTrouble = undefined;
    try {
      const { items, next } = await page.read();
      if (of === this.first.address) this.#rest = { of, items: [...(this.#isRest ? this.#rest.items : []), ...items], next };
    } catch (error) {
      this.moreTrouble = asTrouble(error);
    } finally {
      this.moreBusy = false;
    }
  }
}
