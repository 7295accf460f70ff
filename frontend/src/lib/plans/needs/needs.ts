/** Knows how what a city asks for its plan is written on screen: what it found, who advised it, what is there already. */
import { PATCH, POST, ifMatch, reading } from '$lib/api';
import type { components } from '$lib/contract';
import { day } from '$lib/format';
import { m } from '$lib/language.svelte';
import type { FieldSpec } from '$lib/parts/fields';
import { today, type Option, type Written } from '../follow-up';
import { sharedOptions } from '../plan';

type Schemas = components['schemas'];
export type Assessment = Schemas['NeedsAssessment'];
export type Finding = Schemas['NeedsFinding'];
export type Consultation = Schemas['PlanConsultation'];
export type Item = Schemas['PlanInventoryItem'];
type Body = Record<string, unknown>;
type Words = Record<string, () => string>;

const named = (words: Words, value: string): string => words[value]?.() ?? value.replaceAll('_', ' ');
const optionsOf = (words: Words): Option[] => Object.keys(words).map((value) => ({ value, label: named(words, value) }));
const chosen = (id: string, label: string, options: Option[]): FieldSpec[] =>
  options.length > 0 ? [{ id, label, optional: true, options: [{ value: '', label: m.plan_open() }, ...options] }] : [];

const methods = (): Words => ({
  focus_group: m.needs_focus_group,
  world_cafe: m.needs_world_cafe,
  survey: m.needs_survey,
  interview: m.needs_interview,
  hearing: m.needs_hearing,
  other: m.needs_other,
});
export const methodName = (method: string): string => named(methods(), method);
const consultationKinds = (): Words => ({
  draft_circulated: m.needs_kind_draft,
  network_advice: m.needs_kind_network,
  scientific_advice: m.needs_kind_science,
});
export const consultationName = (kind: string): string => named(consultationKinds(), kind);
const itemKinds = (): Words => ({ service: m.needs_service, organisation: m.needs_organisation, measure: m.needs_measure });
export const itemName = (kind: string): string => named(itemKinds(), kind);

/** What a note says, to its city and to everybody else alike. */
type Told = { label: string; value: string | null | undefined }[];
export const toldOfAssessment = (asked: Schemas['PublicNeedsAssessment']): Told => {
  const when = [asked.starts_on, asked.ends_on].flatMap((each) => (each ? [day(each)] : [])).join(' – ');
  return [
    { label: m.needs_method(), value: [methodName(asked.method), when].filter(Boolean).join(', ') },
    { label: m.needs_participants(), value: asked.participants },
    { label: m.needs_count(), value: asked.participant_count?.toString() },
    { label: m.needs_questions(), value: asked.questions },
  ];
};
export const toldOfConsultation = (asked: Schemas['PublicConsultation']): Told => [
  { label: m.followup_kind(), value: `${consultationName(asked.kind)}, ${day(asked.asked_on)}` },
  { label: m.needs_question(), value: asked.question },
  { label: m.needs_answered_on(), value: asked.answered_on && day(asked.answered_on) },
  { label: m.needs_answer(), value: asked.answer },
  { label: m.needs_came_of_it(), value: asked.what_came_of_it },
];
export const toldOfItem = (item: Schemas['PublicInventoryItem'], cell: string | null): Told => [
  { label: m.followup_kind(), value: itemName(item.kind) },
  { label: m.needs_provider(), value: item.provider },
  { label: m.needs_cell(), value: cell },
  { label: m.needs_description(), value: item.description },
];

const shared = (): FieldSpec => ({
  id: 'shared_with',
  label: m.plan_shared_with(),
  help: m.followup_shared_help(),
  options: sharedOptions(),
});

/** What a form holds as text and the service takes as a number or as a cell; null and what was not sent stay so. */
function taken(body: Body): Body {
  const cell = typeof body['cell'] === 'string' ? body['cell'].split('.').map(Number) : undefined;
  return {
    ...body,
    ...(typeof body['participant_count'] === 'string' && { participant_count: Number(body['participant_count']) }),
    ...(cell && { cell: { commitment: cell[0], track: cell[1] } }),
  };
}

export const assessments: Written<Assessment> = {
  fields: () => ({
    fields: [
      { id: 'title', label: m.needs_title(), max: 200 },
      { id: 'method', label: m.needs_method(), options: optionsOf(methods()) },
      { id: 'starts_on', label: m.needs_from(), type: 'date', optional: true },
      { id: 'ends_on', label: m.needs_to(), type: 'date', optional: true },
      { id: 'participants', label: m.needs_participants(), help: m.needs_participants_help(), optional: true, rows: 3, max: 20000 },
      { id: 'participant_count', label: m.needs_count(), type: 'number', optional: true },
      { id: 'questions', label: m.needs_questions(), optional: true, rows: 4, max: 20000 },
    ],
    further: [shared()],
  }),
  values: (asked) => ({
    title: asked?.title ?? '',
    method: asked?.method ?? 'focus_group',
    starts_on: asked?.starts_on ?? '',
    ends_on: asked?.ends_on ?? '',
    participants: asked?.participants ?? '',
    participant_count: asked?.participant_count?.toString() ?? '',
    questions: asked?.questions ?? '',
    shared_with: asked?.shared_with ?? 'nobody',
  }),
  create: (body, header) => POST('/v1/needs-assessments', { params: { header }, body: taken(body) as Schemas['NeedsAssessmentCreate'] }),
  change: ({ id }, version, body) =>
    PATCH('/v1/needs-assessments/{needs_assessment}', {
      params: { path: { needs_assessment: id }, header: ifMatch(version) },
      body: taken(body) as Schemas['NeedsAssessmentPatch'],
    }),
  read: (id) => reading('/v1/needs-assessments/{needs_assessment}', { path: { needs_assessment: id } }),
};

/** How a finding of an assessment is written, with the actions of the plan that it may have led to. */
export const findingsOf = (needs_assessment_id: string, actions: Option[]): Written<Finding> => ({
  fields: () => ({
    fields: [
      { id: 'finding', label: m.needs_finding(), rows: 4, max: 20000 },
      ...(actions.length > 0
        ? [{ id: 'plan_action_ids', label: m.needs_led_to(), help: m.needs_led_to_help(), optional: true, several: true, options: actions }]
        : []),
    ],
    further: [shared()],
  }),
  values: (found) => ({
    finding: found?.finding ?? '',
    plan_action_ids: found?.plan_action_ids.join('\n') ?? '',
    shared_with: found?.shared_with ?? 'nobody',
  }),
  create: (body, header) =>
    POST('/v1/needs-findings', { params: { header }, body: { ...body, needs_assessment_id } as unknown as Schemas['NeedsFindingCreate'] }),
  change: ({ id }, version, body) =>
    PATCH('/v1/needs-findings/{needs_finding}', {
      params: { path: { needs_finding: id }, header: ifMatch(version) },
      body: body as Schemas['NeedsFindingPatch'],
    }),
  read: (id) => reading('/v1/needs-findings/{needs_finding}', { path: { needs_finding: id } }),
});

export const consultationsWith = (people: Option[], organisations: Option[]): Written<Consultation> => ({
  fields: () => ({
    fields: [
      { id: 'kind', label: m.followup_kind(), options: optionsOf(consultationKinds()) },
      { id: 'asked_on', label: m.needs_asked_on(), type: 'date' },
      { id: 'of_whom', label: m.needs_of_whom(), help: m.needs_of_whom_help() },
      { id: 'question', label: m.needs_question(), optional: true, rows: 3, max: 20000 },
      { id: 'answered_on', label: m.needs_answered_on(), type: 'date', optional: true },
      { id: 'answer', label: m.needs_answer(), optional: true, rows: 4, max: 20000 },
      { id: 'what_came_of_it', label: m.needs_came_of_it(), optional: true, rows: 3, max: 20000 },
    ],
    further: [
      ...chosen('person_id', m.needs_person(), people),
      ...chosen('organisation_id', m.needs_organisation(), organisations),
      shared(),
    ],
  }),
  values: (asked) => ({
    kind: asked?.kind ?? 'draft_circulated',
    asked_on: asked?.asked_on ?? today(),
    of_whom: asked?.of_whom ?? '',
    question: asked?.question ?? '',
    answered_on: asked?.answered_on ?? '',
    answer: asked?.answer ?? '',
    what_came_of_it: asked?.what_came_of_it ?? '',
    person_id: asked?.person_id ?? '',
    organisation_id: asked?.organisation_id ?? '',
    shared_with: asked?.shared_with ?? 'nobody',
  }),
  create: (body, header) => POST('/v1/plan-consultations', { params: { header }, body: body as Schemas['PlanConsultationCreate'] }),
  change: ({ id }, version, body) =>
    PATCH('/v1/plan-consultations/{plan_consultation}', {
      params: { path: { plan_consultation: id }, header: ifMatch(version) },
      body: body as Schemas['PlanConsultationPatch'],
    }),
  read: (id) => reading('/v1/plan-consultations/{plan_consultation}', { path: { plan_consultation: id } }),
});

export const inventoryWith = (cells: Option[], organisations: Option[]): Written<Item> => ({
  fields: () => ({
    fields: [
      { id: 'kind', label: m.followup_kind(), options: optionsOf(itemKinds()) },
      { id: 'name', label: m.needs_name(), max: 200 },
      { id: 'provider', label: m.needs_provider(), optional: true },
      ...chosen('cell', m.needs_cell(), cells),
      { id: 'description', label: m.needs_description(), optional: true, rows: 3, max: 20000 },
      { id: 'url', label: m.needs_link(), type: 'url', optional: true },
    ],
    further: [...chosen('organisation_id', m.needs_organisation(), organisations), shared()],
  }),
  values: (item) => ({
    kind: item?.kind ?? 'service',
    name: item?.name ?? '',
    provider: item?.provider ?? '',
    cell: item?.cell ? `${item.cell.commitment}.${item.cell.track}` : '',
    description: item?.description ?? '',
    url: item?.url ?? '',
    organisation_id: item?.organisation_id ?? '',
    shared_with: item?.shared_with ?? 'nobody',
  }),
  create: (body, header) =>
    POST('/v1/plan-inventory-items', { params: { header }, body: taken(body) as Schemas['PlanInventoryItemCreate'] }),
  change: ({ id }, version, body) =>
    PATCH('/v1/plan-inventory-items/{plan_inventory_item}', {
      params: { path: { plan_inventory_item: id }, header: ifMatch(version) },
      body: taken(body) as Schemas['PlanInventoryItemPatch'],
    }),
  read: (id) => reading('/v1/plan-inventory-items/{plan_inventory_item}', { path: { plan_inventory_item: id } }),
});
