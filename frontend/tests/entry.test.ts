/** A round through the action items: what a row sends, and when. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EntryRow, loose, tally } from '../src/routes/working-groups/[slug]/action-items/entry/entry.svelte';
import { progressOf } from '../src/routes/working-groups/[slug]/action-items/[[item]]/item';
import { whyWords } from '$lib/names-of-work';

const item = { id: 'i', title: 'Write', stage: 'planned', percent: null } as never;
let sent: { body: Record<string, unknown>; key: string | null }[] = [];
let answers: (() => Response)[] = [];

const json = (body: unknown, status = 201): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status < 300 ? 'application/json' : 'application/problem+json' },
  });

beforeEach(() => {
  sent = [];
  answers = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push({ body: (await request.json()) as Record<string, unknown>, key: request.headers.get('idempotency-key') });
    const answer = answers.shift();
    if (!answer) throw new TypeError('network');
    return answer();
  });
});
afterEach(() => vi.unstubAllGlobals());

test('a row says only what was written, and a stage chosen twice is taken back', async () => {
  const row = new EntryRow(item);
  expect([row.choose('completed'), row.choose('completed'), row.written]).toEqual([true, false, false]);
  row.choose('in_progress');
  row.percent = '40';
  row.text = ' Done ';
  answers.push(() => json({ id: 'u1', unchanged: false, stage: 'in_progress', percent: 40 }));
  expect(await row.record()).toBe(true);
  expect(sent[0]!.body).toEqual({ action_item_id: 'i', stage: 'in_progress', percent: 40, text: 'Done' });
  expect([row.state, row.stageNow, row.percentNow, row.fresh]).toEqual(['recorded', 'in_progress', 40, false]);
});

test('what was not heard is sent again under the same key', async () => {
  const row = new EntryRow(item);
  row.text = 'Done';
  expect(await row.record()).toBe(false);
  expect([row.state, row.fresh]).toEqual(['failed', true]);
  answers.push(() => json({ id: 'u1', unchanged: false }));
  expect(await row.record()).toBe(true);
  expect(sent[0]!.key).toBe(sent[1]!.key);
});

test('a correction and an undo name the update that they replace', async () => {
  const row = new EntryRow(item);
  row.text = 'Done';
  answers.push(() => json({ id: 'u1', unchanged: false }));
  await row.record();
  row.text = 'Almost done';
  expect(row.fresh).toBe(true);
  answers.push(() => json({ id: 'u2', unchanged: false }));
  await row.record();
  expect(sent[1]!.body).toMatchObject({ text: 'Almost done', corrects_id: 'u1' });
  answers.push(() => json({ id: 'u3', unchanged: true }));
  await row.undo();
  expect(sent[2]!.body).toEqual({ action_item_id: 'i', unchanged: true, corrects_id: 'u2' });
  expect([row.state, row.undoable, row.written]).toEqual(['undone', false, false]);
});

test('a refusal stays with its row, and the round counts it', async () => {
  const [row, other] = [new EntryRow(item), new EntryRow(item)];
  row.text = 'Done';
  answers.push(() => json({ detail: 'The group is completed.', type: '/problems/group-completed', status: 409, request_id: 'r' }, 409));
  await row.record();
  answers.push(() => json({ id: 'u', unchanged: true }));
  await other.unchanged();
  expect(row.trouble?.sentence).toBe('The group is completed.');
  expect(tally([row, other])).toEqual({ done: 1, failed: 1, all: 2 });
});

test('what is written and not on record is kept, and nothing else', async () => {
  const [row, other] = [new EntryRow(item), new EntryRow(item)];
  row.text = 'Done';
  expect(loose([row, other])).toEqual({ i: { stage: '', percent: '', text: 'Done', obstacle: '' } });
  answers.push(() => json({ id: 'u1', unchanged: false }));
  await row.record();
  expect(loose([row, other])).toEqual({});
});

test('a step on the item’s own page says a number as a number', () => {
  expect(progressOf('i', { percent: ' 20', text: '', stage: '' })).toEqual({ action_item_id: 'i', percent: 20 });
});

test('why something is late has words, and a later reason is shown as it is', () => {
  expect(whyWords({ code: 'past_due', days: 6 })).toBe('6 days past its date');
  expect(whyWords({ code: 'some_thing', days: 1 })).toBe('some thing');
  expect(whyWords(null)).toBe('');
});
