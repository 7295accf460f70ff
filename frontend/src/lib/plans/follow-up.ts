/** Knows what a city notes of its work at a plan as it is written on screen, and what the service expects. */
import { PATCH, POST, ifMatch, reading, type Reading } from '$lib/api';
import type { components } from '$lib/contract';
import { linesOf, patched, said, type Values } from '$lib/editing.svelte';
import { m } from '$lib/language.svelte';
import type { FieldSpec } from '$lib/parts/fields';
import { sharedOptions } from './plan';

type Schemas = components['schemas'];
export type Meeting = Schemas['PlanMeeting'];
export type Contact = Schemas['PlanContact'];
export type Option = { value: string; label: string };
type Words = Record<string, () => string>;
type Body = Record<string, unknown>;
type Key = { 'Idempotency-Key': string };

/** How one kind of note is written: its fields, its values, and what is sent. */
export interface Written<T> {
  fields: (departments: Option[]) => { fields: FieldSpec[]; further: FieldSpec[] };
  values: (note?: T) => Values;
  create: (body: Body, header: Key) => Promise<unknown>;
  change: (note: { id: string }, version: { version: number }, body: Body) => Promise<unknown>;
  read: (id: string) => Reading<T>;
}

const named = (words: Words, value: string): string => words[value]?.() ?? value.replaceAll('_', ' ');
export const kinds = ['department_meeting', 'steering_committee', 'consultation', 'review'] as const;
export const kindName = (kind: string): string =>
  named(
    {
      department_meeting: m.followup_kind_departments,
      steering_committee: m.followup_kind_steering,
      consultation: m.followup_kind_consultation,
      review: m.followup_kind_review,
    },
    kind,
  );
export const kindOptions = (): Option[] => kinds.map((value) => ({ value, label: kindName(value) }));

const ways = ['in_person', 'phone', 'mail', 'video', 'letter', 'other'] as const;
export const wayName = (way: string): string =>
  named(
    {
      in_person: m.followup_way_in_person,
      phone: m.followup_way_phone,
      mail: m.followup_way_mail,
      video: m.followup_way_video,
      letter: m.followup_way_letter,
      other: m.followup_way_other,
    },
    way,
  );

/** The reader's present day, as the service writes days. */
export const today = (): string => new Intl.DateTimeFormat('sv').format(new Date());

/** What the service keeps as a list stands in a form with a line for each. */
const listed = (changes: Values): Body =>
  Object.fromEntries(Object.entries(changes).flatMap(([name, value]) => (name.endsWith('_ids') ? [[name, linesOf(value)]] : [])));
export const bodyOf = (values: Values): Body => ({ ...said(values), ...listed(values) });
export const patchOf = (changes: Values): Body => ({ ...patched(changes), ...listed(changes) });

const shared = (): FieldSpec => ({
  id: 'shared_with',
  label: m.plan_shared_with(),
  help: m.followup_shared_help(),
  options: sharedOptions(),
});

export const meetings: Written<Meeting> = {
  fields: (departments) => ({
    fields: [
      { id: 'kind', label: m.followup_kind(), options: kindOptions() },
      { id: 'planned_on', label: m.followup_planned_on(), type: 'date', optional: true },
      { id: 'held_on', label: m.followup_held_on(), type: 'date', optional: true },
      ...(departments.length > 0
        ? [{ id: 'department_ids', label: m.followup_departments(), optional: true, several: true, options: departments }]
        : []),
      { id: 'present', label: m.followup_present(), optional: true, rows: 2, max: 20000 },
      { id: 'decisions', label: m.followup_decisions(), help: m.followup_decisions_help(), optional: true, rows: 3, max: 20000 },
    ],
    further: [
      { id: 'place', label: m.followup_place(), optional: true },
      { id: 'agenda', label: m.followup_agenda(), optional: true, rows: 3, max: 20000 },
      { id: 'notes', label: m.followup_notes(), optional: true, rows: 5, max: 20000 },
      shared(),
    ],
  }),
  values: (meeting) => ({
    kind: meeting?.kind ?? 'department_meeting',
    planned_on: meeting?.planned_on ?? '',
    held_on: meeting?.held_on ?? '',
    department_ids: meeting?.department_ids.join('\n') ?? '',
    present: meeting?.present ?? '',
    decisions: meeting?.decisions ?? '',
    place: meeting?.place ?? '',
    agenda: meeting?.agenda ?? '',
    notes: meeting?.notes ?? '',
    shared_with: meeting?.shared_with ?? 'nobody',
  }),
  create: (body, header) => POST('/v1/plan-meetings', { params: { header }, body: body as Schemas['PlanMeetingCreate'] }),
  change: ({ id }, version, body) =>
    PATCH('/v1/plan-meetings/{plan_meeting}', {
      params: { path: { plan_meeting: id }, header: ifMatch(version) },
      body: body as Schemas['PlanMeetingPatch'],
    }),
  read: (id) => reading('/v1/plan-meetings/{plan_meeting}', { path: { plan_meeting: id } }),
};

export const contacts: Written<Contact> = {
  fields: (departments) => ({
    fields: [
      { id: 'contacted_on', label: m.followup_contacted_on(), type: 'date' },
      { id: 'with_whom', label: m.followup_with_whom(), help: m.followup_with_whom_help() },
      { id: 'way', label: m.followup_way(), options: ways.map((value) => ({ value, label: wayName(value) })) },
      { id: 'note', label: m.followup_note(), optional: true, rows: 4, max: 20000 },
      { id: 'next_step', label: m.followup_next_step(), optional: true },
      { id: 'next_step_on', label: m.followup_next_step_on(), type: 'date', optional: true },
    ],
    further: [
      ...(departments.length > 0
        ? [
            {
              id: 'department_id',
              label: m.plan_department(),
              optional: true,
              options: [{ value: '', label: m.plan_open() }, ...departments],
            },
          ]
        : []),
      shared(),
    ],
  }),
  values: (contact) => ({
    contacted_on: contact?.contacted_on ?? today(),
    with_whom: contact?.with_whom ?? '',
    way: contact?.way ?? 'phone',
    note: contact?.note ?? '',
    next_step: contact?.next_step ?? '',
    next_step_on: contact?.next_step_on ?? '',
    department_id: contact?.department_id ?? '',
    shared_with: contact?.shared_with ?? 'nobody',
  }),
  create: (body, header) => POST('/v1/plan-contacts', { params: { header }, body: body as Schemas['PlanContactCreate'] }),
  change: ({ id }, version, body) =>
    PATCH('/v1/plan-contacts/{plan_contact}', {
      params: { path: { plan_contact: id }, header: ifMatch(version) },
      body: body as Schemas['PlanContactPatch'],
    }),
  read: (id) => reading('/v1/plan-contacts/{plan_contact}', { path: { plan_contact: id } }),
};
