/** Knows the way to the identity provider and back: what was meant is kept in this window until the browser returns. */
const key = 'coalition.provider';

/** What the person was about: to go on at a page, or to link an identity with the account that is signed in. */
export interface Errand {
  next: string;
  link?: boolean;
}

/** Go there; the service has said where that is. */
export function leaveForProvider({ location: address }: { location: string }, errand: Errand): void {
  sessionStorage.setItem(key, JSON.stringify(errand));
  location.assign(address);
}

/** What the provider sent the browser back with. `code` is empty when it let nobody in. */
export interface Returned {
  code: string;
  state: string;
  errand: Errand;
}

/** Take what stands in the address, if the provider has sent the browser here; it is taken once. */
export function returned(address: URL): Returned | undefined {
  const state = address.searchParams.get('state');
  if (!state) return undefined;
  const kept = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  const errand = kept ? (JSON.parse(kept) as Errand) : { next: '/desk' };
  return { code: address.searchParams.get('code') ?? '', state, errand };
}
