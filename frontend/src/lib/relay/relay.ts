/** Knows whom strangers can write to, and how the service is told so. */
import { POST } from '../api';
import type { components } from '../contract';

export type Message = components['schemas']['PublicMessageCreate'];

/** A public page, and who speaks for it by name. */
export interface To {
  kind: 'working-groups' | 'cities' | 'networks';
  slug: string;
  name: string;
}

type Taken = Promise<{ data?: components['schemas']['PublicMessage'] }>;

/** Hand a message to the relay; it leaves when its sender confirms it. */
export function write({ kind, slug }: To, body: Message): Taken {
  if (kind === 'cities') return POST('/v1/public/cities/{city}/messages', { params: { path: { city: slug } }, body });
  if (kind === 'networks') return POST('/v1/public/networks/{network}/messages', { params: { path: { network: slug } }, body });
  return POST('/v1/public/working-groups/{working_group}/messages', { params: { path: { working_group: slug } }, body });
}
