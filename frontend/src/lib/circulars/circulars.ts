/** Knows how a circular is written on screen, whom it can be for, and how both are sent to the service. */
import { reading, type Reading } from '$lib/api';
import type { components } from '$lib/contract';
import type { Values } from '$lib/editing.svelte';
import { everything } from '$lib/everything';
import { byWord, country, languageName, list } from '$lib/format';
import { m } from '$lib/language.svelte';
import { kindOfCity, roleName, stageName } from '$lib/names';
import type { FieldSpec } from '$lib/parts/fields';

type Schemas = components['schemas'];
type Option = { value: string; label: string };
export type Circular = Schemas['Circular'];
export type Recipient = Schemas['CircularRecipient'];
type Audience = Schemas['CircularAudience'];

const roles = [
  'coordinator', 'lead_contact', 'political_head', 'department_contact', 'group_coordinator', 'organisation_contact', 'board_member',
  'scientific_advisor', 'national_network_coordinator', 'office_staff', 'office_admin',
]; // prettier-ignore
const stages = ['proposed', 'constituted', 'completed', 'withdrawn'];
const kinds = ['city', 'other_local_authority'];
const lines = (value: string | undefined): string[] => (value ?? '').split('\n').filter(Boolean);

const duties: Record<string, () => string> = {
  undeclared: () => m.circular_duty_undeclared(),
  report_missing: () => m.circular_duty_report(),
  declaration_missing: () => m.circular_duty_declaration(),
  call_unanswered: () => m.circular_duty_call(),
};
export const dutyName = (duty: string): string => duties[duty]?.() ?? duty;

export const stageOf = ({ stage }: Circular): { tone: 'open' | 'done'; label: string } =>
  stage === 'sent' ? { tone: 'done', label: m.circular_was_sent() } : { tone: 'open', label: m.circular_draft() };

export const recipientStage = ({ stage }: Recipient): { tone: 'open' | 'standing' | 'done' | 'gone'; label: string } =>
  (
    ({
      ready: { tone: 'standing', label: m.circular_ready() },
      queued: { tone: 'open', label: m.notice_queued() },
      sent: { tone: 'done', label: m.notice_sent() },
    }) as const
  )[stage as 'ready'] ?? { tone: 'gone', label: m.notice_not_sent() };

/** What a circular can be narrowed by: the countries of the network's cities, its working groups. */
export interface Choices {
  countries: Option[];
  groups: Option[];
}

export function choicesReading(network_id: string): Reading<Choices> {
  const cities = (after?: string): Reading<Schemas['CityPage']> => reading('/v1/cities', { query: { network_id, limit: 100, after } });
  const groups = (after?: string): Reading<Schemas['WorkingGroupPage']> =>
    reading('/v1/working-groups', { query: { network_id, limit: 100, after } });
  return {
    address: `${cities().address}#choices`,
    read: async (afresh) => {
      const [known, all] = await Promise.all([everything(cities, afresh), everything(groups, afresh)]);
      const codes = [...new Set(known.map(({ country_code }) => country_code))];
      return {
        countries: codes.map((value) => ({ value, label: country(value) })).toSorted(byWord(({ label }) => label)),
        groups: all.map(({ id, title }) => ({ value: id, label: title })),
      };
    },
  };
}

/** A version for each language; the first one has to be written. */
const versionsIn = (languages: string[]): FieldSpec[] =>
  languages.flatMap((code, place): FieldSpec[] => [
    { id: `subject_${code}`, label: m.circular_subject({ language: languageName(code) }), max: 500, optional: place > 0 },
    { id: `body_${code}`, label: m.circular_body({ language: languageName(code) }), rows: 10, max: 20_000, optional: place > 0 },
  ]);

/** The fields of a letter to the members of one group: those who speak for them. */
export function groupFields(languages: string[]): { fields: FieldSpec[]; further: FieldSpec[] } {
  const versions = versionsIn(languages);
  const options = ['coordinator', 'lead_contact', 'organisation_contact'].map((value) => ({ value, label: roleName(value) }));
  return {
    fields: [
      { id: 'title', label: m.circular_title(), help: m.circular_title_help(), max: 200 },
      ...versions.slice(0, 2),
      { id: 'roles', label: m.circular_roles(), options, several: true },
    ],
    further: versions.slice(2),
  };
}

/** The fields of the form: what it is called, a version for each language, whom it is for. */
export function circularFields(
  languages: string[],
  choices: Choices | undefined,
  ofCall: boolean,
): { fields: FieldSpec[]; further: FieldSpec[] } {
  const versions = versionsIn(languages);
  // Which call has no answer says the address that the call leads to.
  const missing = Object.keys(duties)
    .filter((duty) => duty !== 'call_unanswered' || ofCall)
    .map(named(dutyName));
  const any = { value: '', label: m.circular_anybody() };
  return {
    fields: [
      { id: 'title', label: m.circular_title(), help: m.circular_title_help(), max: 200 },
      ...versions.slice(0, 2),
      { id: 'roles', label: m.circular_roles(), options: roles.map((value) => ({ value, label: roleName(value) })), several: true },
      { id: 'duty', label: m.circular_duty(), optional: true, options: [any, ...missing] },
    ],
    further: [
      ...versions.slice(2),
      { id: 'country_codes', label: m.circular_countries(), optional: true, options: choices?.countries ?? [], several: true },
      { id: 'city_kinds', label: m.circular_kinds(), optional: true, options: kinds.map(named(kindOfCity)), several: true },
      { id: 'working_group_ids', label: m.circular_groups(), optional: true, options: choices?.groups ?? [], several: true },
      { id: 'group_stages', label: m.circular_group_stages(), optional: true, options: stages.map(named(stageName)), several: true },
    ],
  };
}

const named =
  (name: (value: string) => string) =>
  (value: string): Option => ({ value, label: name(value) });

/** What is in the form at first: what the address asks for, or what the circular says. */
export function valuesOf(circular: Circular | undefined, asked: URLSearchParams): Values {
  const meant = circular?.meant_for;
  const said = Object.fromEntries(
    (circular?.texts ?? []).flatMap(({ language, subject, body }) => [
      [`subject_${language}`, subject],
      [`body_${language}`, body],
    ]),
  );
  return {
    title: circular?.title ?? '',
    ...said,
    roles: (meant?.roles ?? (asked.get('duty') && !asked.get('call') ? ['coordinator', 'lead_contact'] : ['coordinator'])).join('\n'),
    duty: meant ? (meant.duty ?? '') : (asked.get('duty') ?? ''),
    assembly_id: meant ? (meant.assembly_id ?? '') : (asked.get('assembly') ?? ''),
    call_id: meant ? (meant.call_id ?? '') : (asked.get('call') ?? ''),
    country_codes: (meant?.country_codes ?? []).join('\n'),
    city_kinds: (meant?.city_kinds ?? []).join('\n'),
    working_group_ids: (meant?.working_group_ids ?? asked.getAll('group')).join('\n'),
    group_stages: (meant?.group_stages ?? []).join('\n'),
    membership_stages: (meant?.membership_stages ?? ['active']).join('\n'),
  };
}

/** What the form says, as the service takes it. A version without a subject or a text is no version. */
export function circularOf(values: Values): {
  title: string;
  texts: Schemas['CircularText'][];
  meant_for: Schemas['CircularAudienceWish'];
} {
  const languages = Object.keys(values)
    .filter((id) => id.startsWith('subject_'))
    .map((id) => id.slice('subject_'.length));
  const texts = languages.map((language) => ({
    language,
    subject: values[`subject_${language}`]?.trim() ?? '',
    body: values[`body_${language}`]?.trim() ?? '',
  }));
  const meant_for = {
    ...Object.fromEntries(
      ['roles', 'country_codes', 'city_kinds', 'working_group_ids', 'group_stages', 'membership_stages'].map((id) => [
        id,
        lines(values[id]),
      ]),
    ),
    duty: values.duty || null,
    assembly_id: (values.duty && values.assembly_id) || null,
    call_id: (values.duty === 'call_unanswered' && values.call_id) || null,
  } as Schemas['CircularAudienceWish'];
  return { title: values.title?.trim() ?? '', texts: texts.filter(({ subject, body }) => subject || body), meant_for };
}

/** Whom it is for, in a few words. */
export function audienceWords(meant: Audience): string {
  const said = [
    list(meant.roles.map(roleName)),
    list(meant.country_codes.map(country)),
    list(meant.city_kinds.map(kindOfCity)),
    list(meant.group_stages.map(stageName)),
    meant.working_group_ids.length > 0 ? m.circular_in_groups({ count: meant.working_group_ids.length }) : '',
    meant.duty ? dutyName(meant.duty) : '',
  ];
  return said.filter(Boolean).join(' · ');
}
