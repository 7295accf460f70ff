/** Knows the link's secret while this tab is open, and the word by which this browser is known to have answered; both die with a day. */
const ofTab = 'coalition.progress';
const ofBrowser = 'coalition.progress-browser';
const aDay = 86_400_000;

/** In memory too: without storage the page still works until it is left. */
let held = { token: '', spoke: false };
let word = '';

export function take(token: string): string {
  try {
    if (token) sessionStorage.setItem(ofTab, token);
    else token = sessionStorage.getItem(ofTab) ?? '';
  } catch {
    token ||= held.token;
  }
  if (token !== held.token) held = { token, spoke: false };
  return token;
}

/** True once for each link: the page speaks the contact's language at first, and then the one that is chosen. */
export function speaksFirst(): boolean {
  const first = !held.spoke;
  held.spoke = true;
  return first;
}

export function browser(): string {
  if (word) return word;
  word = [...crypto.getRandomValues(new Uint8Array(24))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  try {
    const [former, made] = (localStorage.getItem(ofBrowser) ?? '').split(' ');
    if (former && Date.now() - Number(made) < 50 * aDay) word = former;
    else localStorage.setItem(ofBrowser, `${word} ${Date.now()}`);
  } catch {
    // Without storage a correction is possible until the page is left.
  }
  return word;
}
