import { speak } from '$lib/language.svelte';

await speak('en');
