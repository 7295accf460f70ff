/** Knows what is said of a city when it is added, and how that becomes the two wishes: to know the city, and its membership. */
import type { components } from '$lib/contract';
import { countries } from '$lib/countries';
import { m } from '$lib/language.svelte';
import type { FieldSpec } from '$lib/parts/fields';

type Schemas = components['schemas'];
export type Found = Schemas['CatalogueCity'];
type Values = Record<string, string>;

export const emptyCity = (network: string): Values => ({
  name: '',
  country_code: '',
  kind: 'city',
  latitude: '',
  longitude: '',
  network_id: network,
  start_date: '',
  reason: '',
});

export function fieldsOf(how: { byHand: boolean; known: boolean; offices: { id: string; name: string }[] }): FieldSpec[] {
  const kinds = [
    { value: 'city', label: m.kind_city() },
    { value: 'other_local_authority', label: m.kind_other_local_authority() },
  ];
  const place: FieldSpec[] = [
    { id: 'country_code', label: m.country(), options: [{ value: '', label: m.choose() }, ...countries()] },
    { id: 'latitude', label: m.latitude(), optional: true, max: 12 },
    { id: 'longitude', label: m.longitude(), optional: true, max: 12 },
  ];
  const city: FieldSpec[] = [
    { id: 'name', label: m.city_name(), help: m.city_name_help(), max: 200 },
    { id: 'kind', label: m.city_kind(), options: kinds },
    ...(how.byHand ? place : []),
  ];
  const networks = how.offices.map(({ id, name }) => ({ value: id, label: name }));
  return [
    ...(how.known ? [] : city),
    ...(networks.length > 1 ? [{ id: 'network_id', label: m.network(), options: networks }] : []),
    { id: 'start_date', label: m.member_from(), help: m.member_from_help(), type: 'date', optional: true },
    { id: 'reason', label: m.reason(), help: m.member_reason_help(), optional: true },
  ];
}

/** A number as people write it; what is none goes as it is, for the service to answer. */
const degrees = (text: string): number => {
  const number = Number(text.trim().replace(',', '.'));
  return (Number.isFinite(number) ? number : text) as number;
};

export function cityOf(values: Values, found?: Found): Schemas['CityCreate'] {
  const said = { name: values.name?.trim(), kind: values.kind as 'city' };
  if (found) return { geonames_id: found.geonames_id, ...said } as Schemas['CityCreate'];
  return {
    ...said,
    country_code: values.country_code,
    ...(values.latitude?.trim() && { latitude: degrees(values.latitude) }),
    ...(values.longitude?.trim() && { longitude: degrees(values.longitude) }),
  } as Schemas['CityCreate'];
}

export function membershipOf(values: Values, city: string): Schemas['MembershipCreate'] {
  return {
    network_id: values.network_id ?? '',
    city_id: city,
    ...(values.start_date && { start_date: values.start_date }),
    ...(values.reason?.trim() && { reason: values.reason.trim() }),
  } as Schemas['MembershipCreate'];
}
