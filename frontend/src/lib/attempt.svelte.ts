/** Knows one act at the service while it runs: whether it is running, and what stood in its way. */
import { untrack } from 'svelte';
import { Refused, Submission, type Trouble } from './api';
import { asTrouble } from './resource.svelte';

export class Attempt {
  busy = $state(false);
  trouble = $state.raw<Trouble>();
  readonly submission = new Submission();

  /** Sentences by field, where the service said which one it minds. */
  get fields(): Record<string, string> {
    return this.trouble instanceof Refused ? this.trouble.fields : {};
  }

  /** True when the service said that somebody else was faster: what is shown is no longer so. */
  get stale(): boolean {
    return this.trouble instanceof Refused && this.trouble.status === 412;
  }

  /** Do the work once at a time. Resolves to true when the service accepted it. An effect that calls this depends on nothing in it. */
  async at(work: () => Promise<unknown>): Promise<boolean> {
    if (untrack(() => this.busy)) return false;
    this.busy = true;
    this.trouble = undefined;
    try {
      await untrack(work);
      this.submission.accepted();
      return true;
    } catch (error) {
      this.trouble = asTrouble(error);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
