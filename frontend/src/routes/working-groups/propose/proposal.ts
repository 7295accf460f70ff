/** Knows what a proposal on screen is made of, and how it becomes what the service expects. */
import type { components } from '$lib/contract';
import { m } from '$lib/language.svelte';
import { emptyContact, type Contact } from '$lib/parts/contact';
import type { CityWord } from '$lib/parts/onBehalf';

type Create = components['schemas']['WorkingGroupCreate'];

export interface Proposal {
  city: string;
  title: string;
  aims: string;
  channel: NonNullable<Create['channel']>;
  contact: Contact;
  rhythm: string;
  mode: '' | NonNullable<Create['mode']>;
  /** Other cities that are named, and which of them is to lead; none: the city that proposes. */
  named: string[];
  lead: string;
}

export const emptyProposal = (): Proposal => ({
  city: '',
  title: '',
  aims: '',
  channel: 'direct',
  contact: emptyContact(),
  rhythm: '',
  mode: '',
  named: [],
  lead: '',
});

/** What is needed before it makes sense to ask the service; everything else is the service's to say. */
export function unfinished(proposal: Proposal, hasCity: boolean): Record<string, string> {
  const missing: Record<string, string> = {};
  if (!hasCity) missing.city = m.choose_city();
  if (!proposal.title.trim()) missing.title = m.title_missing();
  if (!proposal.contact.name.trim()) missing['contact-name'] = m.contact_name_missing();
  if (!proposal.contact.mail.trim()) missing['contact-mail'] = m.contact_mail_missing();
  return missing;
}

export function proposalOf(proposal: Proposal, city: string, network: string, word: CityWord | undefined, continues?: string): Create {
  return {
    network_id: network,
    city_id: city,
    title: proposal.title.trim(),
    channel: proposal.channel,
    lead_contact: { ...proposal.contact, name: proposal.contact.name.trim(), mail: proposal.contact.mail.trim() },
    ...(proposal.aims.trim() && { aims: proposal.aims.trim() }),
    ...(proposal.rhythm.trim() && { rhythm: proposal.rhythm.trim() }),
    ...(proposal.mode && { mode: proposal.mode }),
    ...(continues && { continues_id: continues }),
    ...(proposal.named.length > 0 && { invited_city_ids: proposal.named.filter((id) => id !== city) }),
    ...(proposal.lead && proposal.lead !== city && { lead_city_id: proposal.lead }),
    ...(word && { on_behalf_of: word }),
  };
}

const ids: Record<string, string> = {
  city_id: 'city',
  invited_city_ids: 'invited',
  lead_city_id: 'lead',
  'lead_contact.name': 'contact-name',
  'lead_contact.mail': 'contact-mail',
  'lead_contact.visibility': 'visibility',
  'on_behalf_of.channel': 'told-by',
  'on_behalf_of.date': 'told-on',
};

/** The same sentences for the summary, where the field's name is not in sight. */
export function named(sentences: Record<string, string>): Record<string, string> {
  const labels: Record<string, string> = {
    city: m.for_city(),
    title: m.title(),
    aims: m.aims(),
    channel: m.proposed_through(),
    'contact-name': m.contact_name(),
    'contact-mail': m.contact_mail(),
    visibility: m.contact_visibility(),
    rhythm: m.rhythm(),
    invited: m.other_cities_title(),
    lead: m.lead_city(),
    mode: m.mode(),
    'told-by': m.told_by(),
    'told-on': m.told_on(),
  };
  return Object.fromEntries(
    Object.entries(sentences).map(([id, sentence]) => [id, m.field_problem({ field: labels[id] ?? id, sentence })]),
  );
}

/** The service's sentences, by the id of the field on screen. */
export function byField(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, sentence]) => [ids[name] ?? name, sentence]));
}
