/** Knows the words for what a machine may, in the order in which they are offered. */
import { m } from './language.svelte';

/** What there is to tick: what no operation asks for yet is left out. */
export const offered = [
  'cities:read', 'cities:write', 'organisations:read', 'organisations:write', 'working-groups:read', 'working-groups:write',
  'memberships:read', 'memberships:write', 'action-items:read', 'action-items:write', 'progress:read', 'progress:write', 'reports:read',
  'reports:write', 'reports:approve', 'people:read', 'people:write', 'changes:read', 'admin',
]; // prettier-ignore

const areaName = (area: string): string => {
  const words: Record<string, () => string> = {
    cities: m.area_cities, organisations: m.area_organisations, 'working-groups': m.area_working_groups,
    memberships: m.area_memberships, 'action-plans': m.area_action_plans, 'action-items': m.area_action_items,
    progress: m.area_progress, reports: m.area_reports, people: m.area_people,
  }; // prettier-ignore
  return words[area]?.() ?? area;
};

/** A scope in words; one that came later than these screens is shown as it is. */
export function scopeName(scope: string): string {
  const whole: Record<string, () => string> = {
    'changes:read': m.scope_changes,
    'webhooks:manage': m.scope_webhooks,
    admin: m.scope_admin,
  };
  const [area = '', may = ''] = scope.split(':');
  const acts: Record<string, typeof m.scope_read> = { read: m.scope_read, write: m.scope_write, approve: m.scope_approve };
  return whole[scope]?.() ?? acts[may]?.({ what: areaName(area) }) ?? scope;
}
