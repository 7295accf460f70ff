/** Knows times of day in named time zones: a meeting has its own zone, and the reader may be in another. */
import { m } from './language.svelte';
import { locale } from './format';

export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Every zone this browser knows, those of Europe first. */
export function zones(): string[] {
  const all = Intl.supportedValuesOf('timeZone');
  const near = all.filter((zone) => zone.startsWith('Europe/'));
  return [...new Set([ownZone(), ...near, 'UTC', ...all])];
}

function parts(moment: Date, zone: string): Record<string, string> {
  const options: Intl.DateTimeFormatOptions = {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  };
  return Object.fromEntries(new Intl.DateTimeFormat('en-GB', options).formatToParts(moment).map(({ type, value }) => [type, value]));
}

/** How many milliseconds a zone's clock is ahead of UTC at a moment. */
function ahead(moment: number, zone: string): number {
  const { year, month, day, hour, minute, second } = parts(new Date(moment), zone);
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) - moment;
}

/** The moment at which a zone's clock shows that day and time. In the hour that a zone skips, the clock before it counts. */
export function instant(day: string, time: string, zone: string): string {
  const wall = Date.parse(`${day}T${time}:00Z`);
  const first = wall - ahead(wall, zone);
  return new Date(wall - ahead(first, zone)).toISOString().replace('.000Z', 'Z');
}

/** What a zone's clock and calendar show at a moment: '2026-11-22' and '14:30'. */
export function wall(moment: string, zone: string): { day: string; time: string } {
  const { year, month, day, hour, minute } = parts(new Date(moment), zone);
  return { day: `${year}-${month}-${day}`, time: `${hour}:${minute}` };
}

function said(moment: string, zone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale(), { ...options, timeZone: zone }).format(new Date(moment));
}

const dayParts: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' };
const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };

export const dayIn = (moment: string, zone: string): string => said(moment, zone, dayParts);

/** A zone as people say it: 'Vienna time (CET)'. */
export function zoneName(zone: string, moment: string): string {
  const short = new Intl.DateTimeFormat(locale(), { timeZone: zone, timeZoneName: 'short' }).formatToParts(new Date(moment));
  const letters = short.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const place = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
  return zone === 'UTC' ? 'UTC' : m.zone_of({ place, letters });
}

export interface Span {
  starts_at: string;
  ends_at: string | null;
  time_zone: string;
}

function clocks({ starts_at, ends_at }: Span, zone: string): string {
  const from = said(starts_at, zone, clock);
  return ends_at ? m.from_to({ from, to: said(ends_at, zone, clock) }) : m.at_time({ time: from });
}

/** When something is, in its own zone: 'Tuesday, 1 December 2026, 14:30–16:00, Vienna time (CET)'. */
export function when(span: Span): string {
  return m.when_in({
    day: dayIn(span.starts_at, span.time_zone),
    time: clocks(span, span.time_zone),
    zone: zoneName(span.time_zone, span.starts_at),
  });
}

/** The same in the reader's zone, where its clock shows another time; else nothing. */
export function whenHere(span: Span): string {
  const here = ownZone();
  const moment = Date.parse(span.starts_at);
  if (ahead(moment, here) === ahead(moment, span.time_zone)) return '';
  const sameDay = wall(span.starts_at, here).day === wall(span.starts_at, span.time_zone).day;
  const time = sameDay ? clocks(span, here) : `${dayIn(span.starts_at, here)}, ${clocks(span, here)}`;
  return m.when_here({ time, zone: zoneName(here, span.starts_at) });
}
