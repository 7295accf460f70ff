/** Knows how tasks lie on the desk: in piles of one urgency, in the service's order, and by what name each act goes. */
import type { components } from '$lib/contract';
import { m } from '$lib/language.svelte';

export type Task = components['schemas']['Task'];

export interface Pile {
  urgency: string;
  tasks: Task[];
}

/** Neighbours of the same urgency, put together; the order stays. */
export function piles(tasks: Task[]): Pile[] {
  const found: Pile[] = [];
  for (const task of tasks) {
    const last = found.at(-1);
    if (last?.urgency === task.urgency) last.tasks.push(task);
    else found.push({ urgency: task.urgency, tasks: [task] });
  }
  return found;
}

type Words = Record<string, () => string>;

export const urgencyName = (urgency: string): string =>
  (({ overdue: m.urgency_overdue, soon: m.urgency_soon, when_you_can: m.urgency_when_you_can }) as Words)[urgency]?.() ??
  urgency.replaceAll('_', ' ');

/** What the button says: the act itself where it has a short word, else that it is opened. */
export const actName = (act: string): string =>
  (
    ({
      join_working_group: m.task_act_join,
      hand_over_lead: m.task_act_lead,
      send_broadcast: m.task_act_notice,
      launch_network: m.task_act_launch,
      record_progress: m.task_act_progress,
      start_report: m.task_act_report,
      update_report: m.task_act_report,
      submit_report: m.task_act_report,
      table_report: m.task_act_table,
      declare_working_group: m.task_act_declare,
      record_minutes: m.task_act_minutes,
      get_meeting: m.task_act_meeting,
      close_assembly: m.task_act_close,
      answer_support_request: m.task_act_answer,
      answer_call_for_interest: m.task_act_answer,
      admit_participation_request: m.task_act_answer,
      decide_funding_request: m.task_act_decide,
    }) as Words
  )[act]?.() ?? m.task_act_open();
