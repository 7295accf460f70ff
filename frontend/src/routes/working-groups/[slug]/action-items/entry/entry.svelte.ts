/** Knows the round of a meeting through its action items: one row each, recorded on its own, corrected by another update. */
import { POST, Submission, answerOf, type Trouble } from '$lib/api';
import type { components } from '$lib/contract';
import { asTrouble } from '$lib/resource.svelte';

type Schemas = components['schemas'];
export type Item = Schemas['ActionItem'];
type Create = Schemas['ProgressUpdateCreate'];
type Update = Schemas['ProgressUpdate'];

export type State = 'open' | 'saving' | 'recorded' | 'unchanged' | 'undone' | 'failed';

export class EntryRow {
  stage = $state('');
  percent = $state('');
  text = $state('');
  obstacle = $state('');
  state = $state<State>('open');
  trouble = $state.raw<Trouble>();
  /** The update that stands for this row, once there is one. */
  recorded = $state.raw<Update>();
  #submission = new Submission();
  #said = '';

  constructor(readonly item: Item) {}

  get written(): boolean {
    return [this.stage, this.percent, this.text, this.obstacle].some((value) => value.trim() !== '');
  }

  /** Whether something is written that is not on record. */
  get fresh(): boolean {
    return this.written && !(this.state === 'recorded' && JSON.stringify(this.body()) === this.#said);
  }

  /** Where the item stands now: what was recorded here, else what the service said. */
  get stageNow(): string {
    return this.recorded?.stage ?? this.item.stage;
  }

  get percentNow(): number | null {
    return this.recorded?.percent ?? this.item.percent;
  }

  /** A stage is chosen; chosen again it is taken back. */
  choose(stage: string): boolean {
    this.stage = this.stage === stage ? '' : stage;
    return this.stage === stage;
  }

  body(): Create {
    const stage = this.stage as Create['stage'];
    return {
      action_item_id: this.item.id,
      ...(stage && { stage }),
      ...(this.percent !== '' && { percent: Number(this.percent) }),
      ...(this.text.trim() && { text: this.text.trim() }),
      ...(this.obstacle.trim() && { obstacle: this.obstacle.trim() }),
    } as Create;
  }

  /** Record what is written; on a row that was recorded before, this corrects it. */
  record(): Promise<boolean> {
    return this.#send(this.body(), 'recorded');
  }

  unchanged(): Promise<boolean> {
    return this.#send({ action_item_id: this.item.id, unchanged: true } as Create, 'unchanged');
  }

  /** Nothing on record is ever removed: an update that says “unchanged” takes the place of the one that was wrong. */
  undo(): Promise<boolean> {
    return this.#send({ action_item_id: this.item.id, unchanged: true } as Create, 'undone');
  }

  get undoable(): boolean {
    return this.recorded !== undefined && !this.recorded.unchanged;
  }

  async #send(said: Create, then: State): Promise<boolean> {
    if (this.state === 'saving') return false;
    const body = { ...said, ...(this.recorded && { corrects_id: this.recorded.id }) };
    this.state = 'saving';
    this.trouble = undefined;
    try {
      this.recorded = await answerOf(POST('/v1/progress-updates', { params: { header: this.#submission.header(body) }, body }));
      this.#submission.accepted();
      if (then !== 'recorded') this.stage = this.percent = this.text = this.obstacle = '';
      this.#said = JSON.stringify(said);
      this.state = then;
      return true;
    } catch (error) {
      this.trouble = asTrouble(error);
      this.state = 'failed';
      return false;
    }
  }
}

export type Written = Record<string, { stage: string; percent: string; text: string; obstacle: string }>;

/** What is written in a round and not on record, to be kept in this browser until it is. */
export function loose(rows: EntryRow[]): Written {
  const fresh = rows.filter((row) => row.fresh);
  return Object.fromEntries(fresh.map(({ item, stage, percent, text, obstacle }) => [item.id, { stage, percent, text, obstacle }]));
}

/** What is left open at the end of a round, and what was done. */
export function tally(rows: EntryRow[]): { done: number; failed: number; all: number } {
  const done = rows.filter(({ state }) => state === 'recorded' || state === 'unchanged').length;
  return { done, failed: rows.filter(({ state }) => state === 'failed').length, all: rows.length };
}
