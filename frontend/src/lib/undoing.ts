/** Knows how an act is taken back that several screens offer: by the act of the service that goes the other way. */
import { POST, ifMatch } from './api';
import type { components } from './contract';

type Schemas = components['schemas'];

/** Whoever has just joined a group or was admitted to it leaves again, with what the leaving has to say. */
export async function leftAgain(
  membership: Schemas['Membership'],
  body: Schemas['EndingCreate'],
  changed: () => Promise<void>,
): Promise<void> {
  const params = { path: { membership_id: membership.id }, header: ifMatch(membership) };
  await POST('/v1/memberships/{membership_id}/ending', { params, body });
  await changed();
}
