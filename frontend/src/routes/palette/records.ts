/** Knows how the palette finds cities, groups and people: each by `q`, in the order of the service. */
import { GET, answerOf } from '$lib/api';
import type { components } from '$lib/contract';
import { country } from '$lib/format';
import { m } from '$lib/language.svelte';
import type { Choice, Pile } from './choices';

type Me = components['schemas']['Me'];
type Person = components['schemas']['Person'];

const limit = 5;

/** Where a person is seen by this reader: among an office's people, among their city's, or as oneself; nowhere else. */
export function placeOf(person: Person, me: Me): string | undefined {
  if (person.id === me.id) return '/me';
  const at = `person=${person.id}`;
  if (me.office_of.some(({ id }) => id === person.network_id)) return `/office/people?network=${person.network_id}&${at}`;
  const own = me.acts_for.find(({ city, network_id }) => city.id === person.city_id && network_id === person.network_id);
  return own && `/cities/${own.city.slug}/people?${at}`;
}

/** Ask for what is called so. Whoever is not signed in finds what is public. */
export async function recordsCalled(q: string, me: Me | null, signal: AbortSignal): Promise<Pile[]> {
  const asked = { params: { query: { q, limit } }, signal };
  const [groups, cities, people] = await Promise.all([
    me ? answerOf(GET('/v1/working-groups', asked)) : answerOf(GET('/v1/public/working-groups', asked)),
    me ? answerOf(GET('/v1/cities', asked)) : answerOf(GET('/v1/public/cities', asked)),
    me ? answerOf(GET('/v1/people', asked)) : undefined,
  ]);
  const ofGroups = groups.items.map(({ slug, title }) => choice(`/working-groups/${slug}`, title));
  const ofCities = cities.items.map(({ slug, name, country_code }) => choice(`/cities/${slug}`, name, country(country_code)));
  const ofPeople = (people?.items ?? []).flatMap((person) => {
    const place = placeOf(person, me!);
    return place ? [choice(place, person.name, person.mail ?? undefined)] : [];
  });
  return [
    { name: m.working_groups(), choices: ofGroups },
    { name: m.cities(), choices: ofCities },
    { name: m.palette_people(), choices: ofPeople },
  ];
}

const choice = (go: string, words: string, about?: string): Choice => ({ id: `record-${go}`, words, about, go });
