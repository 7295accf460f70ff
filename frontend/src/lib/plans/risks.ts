/** Knows how a risk of a plan is written on screen, and what the service expects. */
import { PATCH, POST, ifMatch, reading } from '$lib/api';
import type { components } from '$lib/contract';
import { m } from '$lib/language.svelte';
import type { FieldSpec } from '$lib/parts/fields';
import type { Option, Written } from './follow-up';
import { sharedOptions } from './plan';

type Schemas = components['schemas'];
export type Risk = Schemas['PlanRisk'];
type Words = Record<string, () => string>;

const named = (words: Words, value: string): string => words[value]?.() ?? value.replaceAll('_', ' ');
const optionsOf = (words: Words): Option[] => Object.keys(words).map((value) => ({ value, label: named(words, value) }));

const degrees = (): Words => ({ low: m.risk_low, medium: m.risk_medium, high: m.risk_high });
export const degreeName = (degree: string | null): string => (degree ? named(degrees(), degree) : '');
const standings = (): Words => ({ open: m.risk_open, occurred: m.risk_occurred, closed: m.risk_closed });
export const standingName = (standing: string): string => named(standings(), standing);
export const standingTone = (standing: string): 'open' | 'standing' | 'gone' =>
  standing === 'occurred' ? 'standing' : standing === 'closed' ? 'gone' : 'open';

/** How risks are written, with the phases of the plan library and the people of the city to choose from. */
export const risksWith = (phases: Option[], people: Option[]): Written<Risk> => ({
  fields: () => {
    const open = { value: '', label: m.plan_open() };
    const degree = (id: string, label: string): FieldSpec => ({ id, label, optional: true, options: [open, ...optionsOf(degrees())] });
    return {
      fields: [
        { id: 'phase', label: m.risk_phase(), options: phases },
        { id: 'risk', label: m.risk_risk() },
        { id: 'measure', label: m.risk_measure(), optional: true, rows: 5, max: 20000 },
        degree('likelihood', m.risk_likelihood()),
        degree('weight', m.risk_weight()),
        { id: 'standing', label: m.risk_standing(), options: optionsOf(standings()) },
        { id: 'person_id', label: m.risk_owner(), optional: true, options: [open, ...people] },
        { id: 'review_on', label: m.risk_review_on(), type: 'date', optional: true },
      ],
      further: [{ id: 'shared_with', label: m.plan_shared_with(), help: m.followup_shared_help(), options: sharedOptions() }],
    };
  },
  values: (risk) => ({
    phase: risk?.phase ?? phases[0]?.value ?? '',
    risk: risk?.risk ?? '',
    measure: risk?.measure ?? '',
    likelihood: risk?.likelihood ?? '',
    weight: risk?.weight ?? '',
    standing: risk?.standing ?? 'open',
    person_id: risk?.person_id ?? '',
    review_on: risk?.review_on ?? '',
    shared_with: risk?.shared_with ?? 'nobody',
  }),
  create: (body, header) => POST('/v1/plan-risks', { params: { header }, body: body as Schemas['PlanRiskCreate'] }),
  change: ({ id }, version, body) =>
    PATCH('/v1/plan-risks/{plan_risk}', {
      params: { path: { plan_risk: id }, header: ifMatch(version) },
      body: body as Schemas['PlanRiskPatch'],
    }),
  read: (id) => reading('/v1/plan-risks/{plan_risk}', { path: { plan_risk: id } }),
});
