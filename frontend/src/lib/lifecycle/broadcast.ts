/** Knows what the office may do with the notice of a new group while it is held. */
import type { components } from '$lib/contract';

export type Point = components['schemas']['ContactPoint'];

export type Asked = { act: 'add' } | { act: 'send' } | { act: 'correct'; point: Point };
