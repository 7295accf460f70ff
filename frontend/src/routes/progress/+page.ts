import { enter } from '$lib/language.svelte';
import type { PageLoad } from './$types';

export const load: PageLoad = async () => {
  await Promise.all([enter('plans'), enter('progress')]);
};
