/**
 * Knows how a browser makes and proves a passkey. Loaded when somebody uses one.
 *
 * Bytes travel as base64url. What the browser itself refuses is told by a word, what the service refuses is thrown.
 */
import { POST, answerOf } from './api';
import type { components } from './contract';

type Registration = components['schemas']['PasskeyRegistration'];
type Challenge = components['schemas']['PasskeyChallenge'];
type Made = Omit<components['schemas']['PasskeyCreate'], 'name'>;
type Proof = components['schemas']['PasskeyProof'];

const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));

const text = (buffer: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const known = (ids: string[]): PublicKeyCredentialDescriptor[] => ids.map((id) => ({ type: 'public-key', id: bytes(id) }));

/** Why there is no answer: the person closed the browser's window or took too long; the device has one already; it cannot. */
export type NoPasskey = 'closed' | 'already' | 'failed';

const reasons: Record<string, NoPasskey> = { NotAllowedError: 'closed', AbortError: 'closed', InvalidStateError: 'already' };

async function asked<T extends AuthenticatorResponse>(
  asking: Promise<Credential | null>,
): Promise<{ id: string; response: T } | NoPasskey> {
  try {
    const { rawId, response } = (await asking) as PublicKeyCredential;
    return { id: text(rawId), response: response as T };
  } catch (error) {
    return reasons[(error as Error).name] ?? 'failed';
  }
}

/** Have the device make a passkey for whoever is signed in. */
export async function makePasskey(): Promise<Made | NoPasskey> {
  const wanted: Registration = await answerOf(POST('/v1/passkey-registrations'));
  const made = await asked<AuthenticatorAttestationResponse>(
    navigator.credentials.create({
      publicKey: {
        challenge: bytes(wanted.challenge),
        rp: { id: wanted.rp_id, name: wanted.rp_name },
        user: { id: bytes(wanted.user_id), name: wanted.user_name, displayName: wanted.user_display_name },
        pubKeyCredParams: wanted.algorithms.map((alg) => ({ type: 'public-key', alg })),
        excludeCredentials: known(wanted.exclude),
        authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
        attestation: 'none',
        timeout: wanted.timeout_seconds * 1000,
      },
    }),
  );
  if (typeof made === 'string') return made;
  return { client_data: text(made.response.clientDataJSON), attestation_object: text(made.response.attestationObject) };
}

/** Have a device prove the passkey it has for this service; the person says which. */
export async function provePasskey(): Promise<Proof | NoPasskey> {
  const wanted: Challenge = await answerOf(POST('/v1/passkey-challenges'));
  const proven = await asked<AuthenticatorAssertionResponse>(
    navigator.credentials.get({
      publicKey: {
        challenge: bytes(wanted.challenge),
        rpId: wanted.rp_id,
        allowCredentials: known(wanted.allow),
        userVerification: 'required',
        timeout: wanted.timeout_seconds * 1000,
      },
    }),
  );
  if (typeof proven === 'string') return proven;
  const { clientDataJSON, authenticatorData, signature, userHandle } = proven.response;
  return {
    credential_id: proven.id,
    client_data: text(clientDataJSON),
    authenticator_data: text(authenticatorData),
    signature: text(signature),
    user_handle: userHandle && userHandle.byteLength > 0 ? text(userHandle) : null,
  };
}
