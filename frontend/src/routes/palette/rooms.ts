/** Knows the rooms whose words the palette speaks beside those for everywhere; what it names of any other belongs to everywhere. */
import type { Room } from '$lib/language.svelte';

export const rooms = (office: boolean): Room[] => ['palette', 'working-groups', ...(office ? (['office', 'circulars'] as const) : [])];
