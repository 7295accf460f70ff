import { enter } from '$lib/language.svelte';
import type { PageLoad } from './$types';

export const load: PageLoad = () => enter('me');
