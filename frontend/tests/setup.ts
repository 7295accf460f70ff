import { enter, speak } from '$lib/language.svelte';

await Promise.all([enter('filters'), enter('office'), enter('palette'), enter('working-groups'), speak('en')]);
