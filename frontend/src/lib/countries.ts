/** Knows which countries there are to choose from: the codes of ISO 3166-1, named in the reader's language. Which are right, the service says. */
import { byWord, country } from './format';

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** Codes that browsers can name although ISO 3166-1 does not assign them. */
const notAssigned = new Set('AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ'.split(' '));

export function countries(): { value: string; label: string }[] {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  const assigned = codes.filter((code) => !notAssigned.has(code) && names.of(code) && new Intl.Locale(`und-${code}`).region === code);
  return assigned.map((code) => ({ value: code, label: country(code) })).sort(byWord(({ label }) => label));
}
