/** Knows where the focus goes when what was pressed has given way to a form, and when the form has given way again. */
import { tick } from 'svelte';
import type { Attachment } from 'svelte/attachments';

/** A form that takes the place of its opener takes the focus too: it would be lost otherwise. */
export const landing: Attachment<HTMLElement> = (form) => {
  if (document.activeElement === document.body) form.querySelector<HTMLElement>('input, select, textarea')?.focus();
};

/** Back to the heading of the part of the page that one is in. */
export async function toStart(): Promise<void> {
  await tick();
  if (document.activeElement === document.body) document.querySelector<HTMLElement>('[data-start]')?.focus({ preventScroll: true });
}
