import { enter, speak } from '$lib/language.svelte';

await Promise.all([enter('office'), enter('working-groups'), speak('en')]);
