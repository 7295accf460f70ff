/** Knows how a group looks to its two kinds of reader, in one shape for the screen. */
import type { components } from './contract';

type Schemas = components['schemas'];
export type OwnGroup = Schemas['WorkingGroup'];
export type PublicGroup = Schemas['PublicWorkingGroup'];
export type Formation = Schemas['Formation'];
export type Membership = Schemas['Membership'];

export interface MemberRow {
  id: string;
  slug: string;
  name: string;
  countryCode: string | null;
  leads: boolean;
  since: string | null;
  demonstration: boolean;
  /** Present when signed in: what may be done about it. */
  membership?: Membership;
}

export interface GroupView {
  slug: string;
  title: string;
  aims: string | null;
  stage: string;
  constitutedOn: Schemas['PartialDate'] | null;
  proposedOn: Schemas['PartialDate'] | null;
  rhythm: string | null;
  mode: string | null;
  channel: string | null;
  lead: { slug: string; name: string } | null;
  contacts: { kind: string; value: string }[];
  source: string | null;
  demonstration: boolean;
}

export function viewOf(group: OwnGroup | PublicGroup): GroupView {
  const own = 'version' in group;
  const lead = own ? group.lead_city : (group.lead?.city ?? null);
  return {
    slug: group.slug,
    title: group.title,
    aims: group.aims,
    stage: group.stage,
    constitutedOn: group.constituted_on,
    proposedOn: own ? group.proposed_on : null,
    rhythm: group.rhythm,
    mode: group.mode,
    channel: own ? group.channel : null,
    lead: lead && { slug: lead.slug, name: lead.name },
    contacts: own ? [] : (group.lead?.contacts ?? []),
    source: group.source,
    demonstration: group.demonstration,
  };
}

/** Lead city first, then the cities by name; then the organisations that take part. */
export function memberRows(memberships: Membership[], leadId: string | undefined): { cities: MemberRow[]; associates: MemberRow[] } {
  const rows = memberships.map((membership) => ({
    id: membership.id,
    slug: membership.member.slug,
    name: membership.member.name,
    countryCode: membership.member.country_code,
    leads: membership.city_id !== null && membership.city_id === leadId,
    since: membership.start_date,
    demonstration: membership.demonstration,
    membership,
  }));
  return { cities: rows.filter((row) => row.membership.city_id), associates: rows.filter((row) => !row.membership.city_id) };
}

export function publicRows(group: PublicGroup): { cities: MemberRow[]; associates: MemberRow[] } {
  const row = (member: Schemas['PublicName']): MemberRow => ({
    id: member.slug,
    slug: member.slug,
    name: member.name,
    countryCode: member.country_code,
    leads: member.slug === group.lead?.city.slug,
    since: null,
    demonstration: false,
  });
  return { cities: group.cities.map(row), associates: group.associates.map(row) };
}
