/** Knows what is said of a mandate, wherever it is shown. */
import type { components } from '../contract';
import { day } from '../format';
import { m } from '../language.svelte';

export type Mandate = components['schemas']['Mandate'];

export const restsOn = ({ basis }: Mandate): string => basis ?? m.mandate_with_client();
export const term = ({ start_date, end_date }: Mandate): string => m.from_to({ from: day(start_date), to: day(end_date) });
