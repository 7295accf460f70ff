import { spoken, speak } from '$lib/language.svelte';
import { session } from '$lib/session.svelte';

export const ssr = false;
export const prerender = false;

/** The words and the reader are known before anything is drawn, so that nothing changes under the eyes. */
export async function load(): Promise<void> {
  await Promise.all([speak(spoken.language), session.start()]);
  await session.speakTheirs();
}
