/** Knows how an output is written on screen, and what the service expects. */
import type { components } from '$lib/contract';
import { patched, said, type Values } from '$lib/editing.svelte';
import { languageName } from '$lib/format';
import { m } from '$lib/language.svelte';
import { outputKindName, outputKinds, outputStageName } from '$lib/names-of-work';
import type { FieldSpec } from '$lib/parts/fields';

type Schemas = components['schemas'];
export type Output = Schemas['Output'];

export const emptyOutput = (): Values => ({
  title: '',
  kind: 'policy_paper',
  description: '',
  stage: 'in_preparation',
  languages: '',
  url: '',
});

export const valuesOf = (output: Output): Values => ({
  title: output.title,
  kind: output.kind,
  description: output.description ?? '',
  languages: output.languages.join(' '),
  url: output.url ?? '',
});

const codes = (languages: string): string[] =>
  languages
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean);

export function outputOf(values: Values, working_group_id: string): Schemas['OutputCreate'] {
  const { languages, ...rest } = said(values);
  return { working_group_id, ...rest, languages: codes(languages ?? '') } as Schemas['OutputCreate'];
}

export function patchOf({ languages, ...rest }: Values): Schemas['OutputPatch'] {
  return { ...patched(rest), ...(languages !== undefined && { languages: codes(languages) }) } as Schemas['OutputPatch'];
}

export function outputFields(isNew: boolean): FieldSpec[] {
  const stages = ['planned', 'in_preparation'].map((value) => ({ value, label: outputStageName(value) }));
  return [
    { id: 'title', label: m.title(), max: 200 },
    { id: 'kind', label: m.output_kind(), options: outputKinds.map((value) => ({ value, label: outputKindName(value) })) },
    ...(isNew ? [{ id: 'stage', label: m.stage(), options: stages }] : []),
    { id: 'description', label: m.description(), optional: true, rows: 4, max: 20000 },
    { id: 'languages', label: m.languages(), help: m.languages_help(), optional: true, max: 80 },
    { id: 'url', label: m.output_url(), help: m.output_url_help(), type: 'url', optional: true },
  ];
}

export const inLanguages = (languages: readonly string[]): string => languages.map(languageName).join(', ');
