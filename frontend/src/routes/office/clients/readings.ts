/** Knows what the screen of systems reads: the machines of a network, their mandates, and the cities to choose from. */
import { reading, type Reading } from '$lib/api';
import type { components } from '$lib/contract';
import { everything } from '$lib/everything';
import type { Mandate } from '$lib/people/mandates';

export type Client = components['schemas']['ApiClient'];
export type Endpoint = components['schemas']['WebhookEndpoint'];
export type Delivery = components['schemas']['WebhookDelivery'];

export interface Known {
  clients: Client[];
  /** Those in effect, by the client's id. */
  mandates: Map<string, Mandate[]>;
  cities: Map<string, string>;
}

export function knownReading(network: string): Reading<Known> {
  const expand = ['you_may' as const];
  const of = { network_id: network, stage: 'in_effect' as const, limit: 100, expand };
  const read = async (afresh?: boolean): Promise<Known> => {
    const [clients, mandates, cities] = await Promise.all([
      everything((after) => reading('/v1/api-clients', { query: { limit: 100, expand, after } }), afresh),
      everything((after) => reading('/v1/mandates', { query: { ...of, after } }), afresh),
      everything((after) => reading('/v1/cities', { query: { network_id: network, limit: 100, after } }), afresh),
    ]);
    return {
      clients: clients.filter(({ network_id }) => network_id === network).reverse(),
      mandates: Map.groupBy(mandates, ({ client }) => client.id),
      cities: new Map(cities.map(({ id, name }) => [id, name])),
    };
  };
  return { address: `clients of ${network}`, read };
}
