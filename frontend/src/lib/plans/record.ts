/** Records what is said of an action in a meeting: how it stands, as its progress, and in the meeting that it was spoken of. */
import { POST, answerOf, reading, type Submission } from '$lib/api';
import type { Said } from './entry';
import { meetings, type Meeting } from './follow-up';
import type { Action } from './plan';

export async function record({ id }: Action, meeting: Meeting, { stage, line }: Said, key: Submission): Promise<Action> {
  const text = line.trim();
  // What is said in a room is the city's, until it shares it.
  const body = { plan_action_id: id, stage, ...(text && { text }), shared_with: 'nobody' as const };
  await answerOf(POST('/v1/plan-action-updates', { params: { header: key.header(body) }, body }));
  await meetings.change(meeting, meeting, { plan_action_ids: [...new Set([...meeting.plan_action_ids, id])] });
  return reading('/v1/plan-actions/{plan_action}', { path: { plan_action: id } }).read(true);
}
