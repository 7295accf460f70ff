import { enter, speak } from '$lib/language.svelte';

await Promise.all([...(['circulars', 'filters', 'me', 'office', 'palette', 'people', 'working-groups'] as const).map(enter), speak('en')]);
