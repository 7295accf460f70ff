/** Knows in which order the open actions are gone through in a meeting, and what is said of one. */
import { byWord } from '$lib/format';
import type { Action } from './plan';

export interface Said {
  stage: Action['stage'];
  /** One line of what was said; may be empty. */
  line: string;
}
export interface Group {
  /** The department's id; empty for the actions of none. */
  id: string;
  name: string;
  actions: Action[];
}

/** The actions by department, the departments by name and those of none at the end. */
export function byDepartment(actions: Action[], names: Map<string, string>, none: string): Group[] {
  const groups = new Map<string, Group>();
  for (const action of actions) {
    const id = action.department_id ?? '';
    const group = groups.get(id) ?? { id, name: names.get(id) ?? none, actions: [] };
    group.actions.push(action);
    groups.set(id, group);
  }
  const all = [...groups.values()].sort(byWord(({ name }) => name));
  return [...all.filter(({ id }) => id), ...all.filter(({ id }) => !id)];
}
