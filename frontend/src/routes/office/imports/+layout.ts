import { enter } from '$lib/language.svelte';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = () => enter('imports');
