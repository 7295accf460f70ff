/** Knows how dates, numbers, countries and lists are written in the reader's language. */
import { spoken } from './language.svelte';

/** English here is European: 22 November 2026. */
export const locale = (): string => (spoken.language === 'en' ? 'en-GB' : spoken.language);

export interface PartialDate {
  value: string;
  precision: string;
}

const dateParts: Record<string, Intl.DateTimeFormatOptions> = {
  year: { year: 'numeric' },
  month: { year: 'numeric', month: 'long' },
  day: { year: 'numeric', month: 'long', day: 'numeric' },
};

/** A calendar date such as '2026-11-22', without a time zone to shift it. */
export function day(value: string): string {
  return partialDate({ value, precision: 'day' });
}

/** A date known in part: only what is known is written. */
export function partialDate(date: PartialDate): string {
  const [year = '', month = '01', dayOfMonth = '01'] = date.value.split('-');
  const moment = new Date(`${year}-${month}-${dayOfMonth}T00:00:00Z`);
  return new Intl.DateTimeFormat(locale(), { ...dateParts[date.precision], timeZone: 'UTC' }).format(moment);
}

/** A moment in the reader's own zone, with the zone said. */
export function moment(value: string): string {
  const parts: Intl.DateTimeFormatOptions = { ...dateParts.day, hour: '2-digit', minute: '2-digit', timeZoneName: 'short' };
  return new Intl.DateTimeFormat(locale(), parts).format(new Date(value));
}

/** A number of days: '1 day', '30 days'. */
export function days(count: number): string {
  return new Intl.NumberFormat(locale(), { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(count);
}

/** A country's name for its ISO 3166-1 alpha-2 code. */
export function country(code: string): string {
  return new Intl.DisplayNames([locale()], { type: 'region', fallback: 'code' }).of(code) ?? code;
}

/** A language's name for its ISO 639-1 code. */
export function languageName(code: string): string {
  return new Intl.DisplayNames([locale()], { type: 'language', fallback: 'code' }).of(code) ?? code;
}

export function list(words: string[]): string {
  return new Intl.ListFormat(locale(), { type: 'conjunction' }).format(words);
}

/** Alphabetical order as readers of the language expect it. */
export function byWord<T>(word: (item: T) => string): (a: T, b: T) => number {
  const { compare } = new Intl.Collator(locale(), { sensitivity: 'base' });
  return (a, b) => compare(word(a), word(b));
}

export function number(value: number): string {
  return new Intl.NumberFormat(locale()).format(value);
}

/** So many of a hundred. */
export function percent(value: number): string {
  return new Intl.NumberFormat(locale(), { style: 'percent' }).format(value / 100);
}

/** An amount as the service writes it: a decimal string and a currency's code. */
export function money({ amount, currency }: { amount: string; currency: string }): string {
  return new Intl.NumberFormat(locale(), { style: 'currency', currency }).format(Number(amount));
}

/** How big a file is, in the unit one would say it in. */
export function fileSize(bytes: number): string {
  const big = bytes >= 1_000_000;
  const options: Intl.NumberFormatOptions = { style: 'unit', unit: big ? 'megabyte' : 'kilobyte', maximumFractionDigits: big ? 1 : 0 };
  return new Intl.NumberFormat(locale(), options).format(Math.max(bytes, 1000) / (big ? 1_000_000 : 1_000));
}
