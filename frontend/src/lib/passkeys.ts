/** Knows whether this browser can have passkeys here; how it does is in webauthn.ts, which is loaded when somebody uses one. */
import { session } from './session.svelte';

/** The service offers them at its address, and the browser knows them. */
export function passkeysWork(): boolean {
  return (session.service?.sign_in?.passkeys ?? false) && 'PublicKeyCredential' in globalThis;
}
