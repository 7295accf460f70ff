/** Knows how a meeting is written on screen, with day and time on its own zone's clock, and what the service expects instead. */
import type { components } from '$lib/contract';
import { linesOf, patched, said, type Values } from '$lib/editing.svelte';
import { m } from '$lib/language.svelte';
import { modeName } from '$lib/names';
import { visibilityName } from '$lib/names-of-work';
import type { FieldSpec } from '$lib/parts/fields';
import { instant, wall, zones } from '$lib/zones';

type Schemas = components['schemas'];
export type Meeting = Schemas['Meeting'];
/** Whether an act is done to one meeting of a series, or to those that follow it as well. */
export type Which = 'this' | 'following';

export const followingOf = (which: Which): 'true' | 'false' => (which === 'following' ? 'true' : 'false');

export const emptyMeeting = (zone: string): Values => ({
  title: '',
  day: '',
  from: '',
  to: '',
  repeats: '',
  times: '',
  until: '',
  time_zone: zone,
  mode: 'online',
  place: '',
  joining_link: '',
  host_city_id: '',
  agenda: '',
  visibility: 'members',
});

export function valuesOf(meeting: Meeting): Values {
  const begins = wall(meeting.starts_at, meeting.time_zone);
  return {
    title: meeting.title,
    day: begins.day,
    from: begins.time,
    to: meeting.ends_at ? wall(meeting.ends_at, meeting.time_zone).time : '',
    time_zone: meeting.time_zone,
    mode: meeting.mode,
    place: meeting.place ?? '',
    joining_link: meeting.joining_link ?? '',
    host_city_id: meeting.host_city?.id ?? '',
    agenda: meeting.agenda.join('\n'),
    visibility: meeting.visibility,
  };
}

/** An end before the beginning on the clock is on the next day. */
function times({ day, from, to, time_zone }: Values): { starts_at: string; ends_at: string | null } {
  const starts_at = instant(day!, from!, time_zone!);
  if (!to) return { starts_at, ends_at: null };
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return { starts_at, ends_at: instant(to > from! ? day! : next, to, time_zone!) };
}

/** What the choices of the form mean to the service: a pattern, and each or every second. */
const repeated: Record<string, { pattern: Schemas['MeetingRepeats']['pattern']; every: number }> = {
  weekly: { pattern: 'weekly', every: 1 },
  fortnightly: { pattern: 'weekly', every: 2 },
  by_day: { pattern: 'monthly_by_day', every: 1 },
  by_weekday: { pattern: 'monthly_by_weekday', every: 1 },
  by_last: { pattern: 'monthly_by_last_weekday', every: 1 },
};

function repeatsOf({ repeats, times, until }: Values): Pick<Schemas['MeetingCreate'], 'repeats'> {
  const pattern = repeated[repeats ?? ''];
  return pattern ? { repeats: { ...pattern, ...(times && { times: Number(times) }), ...(until && { until }) } } : {};
}

export function meetingOf(values: Values, working_group_id: string): Schemas['MeetingCreate'] {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  const { day, from, to, agenda, repeats, times: count, until, ...rest } = said(values);
  const { starts_at, ends_at } = times(values);
  return {
    working_group_id,
    ...rest,
    starts_at,
    ...(ends_at && { ends_at }),
    agenda: linesOf(agenda ?? ''),
    ...repeatsOf(values),
  } as Schemas['MeetingCreate'];
}

export function patchOf(changes: Values, values: Values): Schemas['MeetingPatch'] {
  const { day, from, to, agenda, time_zone, ...rest } = changes;
  const moved = [day, from, to, time_zone].some((part) => part !== undefined);
  return {
    ...patched(rest),
    ...(moved && { ...times(values), time_zone: values.time_zone }),
    ...(agenda !== undefined && { agenda: linesOf(agenda) }),
  } as Schemas['MeetingPatch'];
}

/** The service speaks of moments and of points of the agenda, the form of a day, two times and one text. */
export function byField(errors: Record<string, string>): Record<string, string> {
  const ids: Record<string, string> = { starts_at: 'day', ends_at: 'to', 'repeats.times': 'times', 'repeats.until': 'until' };
  return Object.fromEntries(
    Object.entries(errors).map(([name, words]) => [name.startsWith('agenda.') ? 'agenda' : (ids[name] ?? name), words]),
  );
}

/** `values` are those of a meeting that is planned anew: only then may it be repeated. */
export function meetingFields(hosts: { value: string; label: string }[], values?: Values): { fields: FieldSpec[]; further: FieldSpec[] } {
  const modes = ['online', 'in_person', 'hybrid'].map((value) => ({ value, label: modeName(value) }));
  const audiences = ['members', 'working_group', 'public'].map((value) => ({ value, label: visibilityName(value) }));
  const choices = [
    { value: '', label: m.series_none() },
    { value: 'weekly', label: m.series_weekly() },
    { value: 'fortnightly', label: m.series_fortnightly() },
    { value: 'by_day', label: m.series_by_day() },
    { value: 'by_weekday', label: m.series_by_weekday() },
    { value: 'by_last', label: m.series_by_last() },
  ];
  const ends: FieldSpec[] = [
    { id: 'times', label: m.series_times(), help: m.series_help(), type: 'number', optional: true },
    { id: 'until', label: m.series_until(), type: 'date', optional: true },
  ];
  return {
    fields: [
      { id: 'title', label: m.title(), max: 200 },
      { id: 'day', label: m.meeting_day(), type: 'date' },
      { id: 'from', label: m.meeting_from(), type: 'time' },
      { id: 'to', label: m.meeting_to(), type: 'time', optional: true },
      ...(values ? [{ id: 'repeats', label: m.series_repeats(), optional: true, options: choices }] : []),
      ...(values?.repeats ? ends : []),
      { id: 'time_zone', label: m.time_zone(), help: m.time_zone_help(), options: zones().map((value) => ({ value, label: value })) },
      { id: 'mode', label: m.meeting_mode(), options: modes },
      { id: 'place', label: m.place(), optional: true },
      { id: 'joining_link', label: m.joining_link(), help: m.joining_link_help(), type: 'url', optional: true },
      { id: 'agenda', label: m.agenda(), help: m.agenda_help(), optional: true, rows: 5, max: 20000 },
    ],
    further: [
      { id: 'host_city_id', label: m.host_city(), optional: true, options: [{ value: '', label: m.no_host() }, ...hosts] },
      { id: 'visibility', label: m.seen_by(), optional: true, options: audiences },
    ],
  };
}
