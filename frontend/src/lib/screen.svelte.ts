/** Knows the working group whose tabs are on screen: read once for all of them, and read again after an act. */
import { createContext } from 'svelte';
import { reading, type Reading } from './api';
import { memberRows, publicRows, viewOf, type GroupView, type MemberRow, type Membership, type OwnGroup, type PublicGroup } from './group';
import { Resource } from './resource.svelte';
import { session } from './session.svelte';

/** A group as members see it. */
export function groupReading(slug: string): Reading<OwnGroup> {
  return reading('/v1/working-groups/{working_group}', { path: { working_group: slug } });
}

/** Who is in a group. */
export function membersReading(slug: string): Reading<{ items: Membership[]; next: string | null }> {
  const query = { limit: 100, expand: ['you_may' as const] };
  return reading('/v1/working-groups/{working_group}/members', { path: { working_group: slug }, query });
}

export class GroupScreen {
  own: Resource<OwnGroup>;
  open: Resource<PublicGroup>;
  members: Resource<{ items: Membership[]; next: string | null }>;

  constructor(slug: () => string) {
    const open = (): Reading<PublicGroup> => reading('/v1/public/working-groups/{working_group}', { path: { working_group: slug() } });
    this.own = new Resource(() => (session.signedIn ? groupReading(slug()) : undefined));
    this.open = new Resource(() => (session.signedIn ? undefined : open()));
    this.members = new Resource(() => (session.signedIn ? membersReading(slug()) : undefined));
  }

  /** What was asked for this kind of reader. */
  get asked(): Resource<OwnGroup> | Resource<PublicGroup> {
    return session.signedIn ? this.own : this.open;
  }

  get view(): GroupView | undefined {
    return this.asked.data && viewOf(this.asked.data);
  }

  /** The group as members see it. Only the tabs that ask a stranger to sign in first may count on it. */
  get data(): OwnGroup {
    return this.own.data!;
  }

  get base(): string {
    return `/working-groups/${this.view?.slug ?? ''}`;
  }

  /** Who is in it, cities and organisations apart; undefined until it is known. */
  get rows(): { cities: MemberRow[]; associates: MemberRow[] } | undefined {
    if (session.signedIn) return this.members.data && memberRows(this.members.data.items, this.own.data?.lead_city?.id);
    return this.open.data && publicRows(this.open.data);
  }

  /** The member cities as choices of a field. */
  get cityOptions(): { value: string; label: string }[] {
    const cities = (this.members.data?.items ?? []).filter(({ city_id }) => city_id);
    return cities.map(({ member }) => ({ value: member.id, label: member.name })).sort((a, b) => a.label.localeCompare(b.label));
  }

  may(operation: string): boolean {
    return this.own.data?.you_may?.includes(operation) ?? false;
  }

  async changed(): Promise<void> {
    await Promise.all([this.own.refresh(), this.members.refresh()]);
  }
}

export const [getGroup, setGroup] = createContext<GroupScreen>();
