import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { POST, Refused, Submission, Unreachable, forget, ifMatch, reading, recall, whenSignInIsOld, whenSignedOut } from '$lib/api';
import { speak } from '$lib/language.svelte';

const city = { id: '1', slug: 'graz', name: 'Graz' };
const answers: ((request: Request) => Response)[] = [];
const asked: Request[] = [];

const json = (body: unknown, init: ResponseInit = {}): Response =>
  new Response(JSON.stringify(body), { ...init, headers: { 'content-type': 'application/json', ...init.headers } });

function problem(status: number, more: object = {}): Response {
  const body = {
    type: '/problems/already-a-member',
    title: 'Already a member',
    status,
    detail: 'Graz ist schon dabei.',
    instance: '/',
    request_id: 'r1',
    errors: [],
    ...more,
  };
  return json(body, { status, headers: { 'content-type': 'application/problem+json' } });
}

beforeEach(() => {
  forget();
  answers.length = asked.length = 0;
  vi.stubGlobal('fetch', (request: Request) => {
    asked.push(request);
    const answer = answers.shift();
    return answer ? Promise.resolve(answer(request)) : Promise.reject(new TypeError('network'));
  });
});

afterEach(async () => {
  vi.unstubAllGlobals();
  await speak('en');
});

const graz = (): ReturnType<typeof reading<'/v1/public/cities/{city}'>> => reading('/v1/public/cities/{city}', { path: { city: 'graz' } });

test('what was read is remembered and revalidated by its ETag', async () => {
  answers.push(
    () => json(city, { headers: { etag: '"1-a"' } }),
    (request) => new Response(null, { status: request.headers.get('if-none-match') === '"1-a"' ? 304 : 500 }),
  );
  expect(recall(graz())).toBeUndefined();
  expect(await graz().read()).toEqual(city);
  expect(recall(graz())).toEqual(city);
  expect(await graz().read()).toEqual(city);
  expect(asked).toHaveLength(2);
});

const tooOld = (): Response => problem(403, { type: '/problems/sign-in-again' });

test('what wants a fresh sign-in is sent again as it was, once the person has signed in again', async () => {
  const asks = vi.fn(() => Promise.resolve(true));
  whenSignInIsOld(asks);
  answers.push(tooOld, () => json({ id: '2' }, { status: 201 }));
  const body = { network_id: '1', person_id: '2', role: 'board_member' as const };
  await POST('/v1/roles', { params: { header: { 'Idempotency-Key': 'the-same-key' } }, body });
  expect(asks).toHaveBeenCalledOnce();
  expect(asked.map((request) => request.headers.get('idempotency-key'))).toEqual(['the-same-key', 'the-same-key']);
  expect(await asked[1]!.json()).toEqual(body);
});

test('whoever does not sign in again meets the refusal, and nobody is asked twice', async () => {
  whenSignInIsOld(() => Promise.resolve(false));
  answers.push(tooOld);
  await expect(graz().read()).rejects.toMatchObject({ kind: 'sign-in-again' });
  const asks = vi.fn(() => Promise.resolve(true));
  whenSignInIsOld(asks);
  answers.push(tooOld, tooOld);
  await expect(graz().read()).rejects.toMatchObject({ kind: 'sign-in-again' });
  expect(asks).toHaveBeenCalledOnce();
});

test('an answer still on its way to one reader is not kept for the next', async () => {
  answers.push(() => json(city, { headers: { etag: '"1"' } }));
  const onItsWay = graz().read();
  forget();
  await onItsWay;
  expect(recall(graz())).toBeUndefined();
});

test('nothing read by one reader is shown to the next', async () => {
  answers.push(() => json(city, { headers: { etag: '"1"' } }));
  await graz().read();
  forget();
  expect(recall(graz())).toBeUndefined();
});

test('the service is asked in the language of the screens', async () => {
  await speak('de');
  answers.push(() => json(city));
  await graz().read();
  expect(asked[0]!.headers.get('accept-language')).toBe('de');
});

test('empty filters are left out of the address', () => {
  const { address } = reading('/v1/public/cities', { query: { q: 'köln', country_code: '' } });
  expect(address).toBe(`${location.origin}/v1/public/cities?q=k%C3%B6ln`);
});

test('a refusal keeps the sentence of the service, its request and its fields', async () => {
  answers.push(() =>
    problem(422, { errors: [{ pointer: '/lead_contact/mail', in: null, name: null, code: 'pattern', detail: 'Keine Adresse.' }] }),
  );
  const refused = await graz()
    .read()
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Refused);
  expect(refused).toMatchObject({
    sentence: 'Graz ist schon dabei.',
    kind: 'already-a-member',
    requestId: 'r1',
    status: 422,
    fields: { 'lead_contact.mail': 'Keine Adresse.' },
  });
});

test('silence, and an answer that is not the service’s, are both nobody answering', async () => {
  await expect(graz().read()).rejects.toBeInstanceOf(Unreachable);
  answers.push(() => new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'x-request-id': 'r9' } }));
  await expect(graz().read()).rejects.toMatchObject({ requestId: 'r9', sentence: '' });
});

test('a session that ended is told, a wrong code is not', async () => {
  const told = vi.fn();
  whenSignedOut(told);
  answers.push(() => problem(401));
  await expect(POST('/v1/sessions', { body: { email: 'a@b.example', code: '000000' } })).rejects.toBeInstanceOf(Refused);
  expect(told).not.toHaveBeenCalled();
  answers.push(() => problem(401));
  await expect(reading('/v1/me').read()).rejects.toBeInstanceOf(Refused);
  expect(told).toHaveBeenCalledOnce();
});

test('a write names the version that was on the screen', () => {
  expect(ifMatch({ version: 7 })).toEqual({ 'If-Match': '"7"' });
});

test('the same wish sent again has the same key; another wish, or one accepted before, has another', () => {
  const submission = new Submission();
  const first = submission.header({ city: 'graz' });
  expect(first['Idempotency-Key']).toMatch(/^[0-9a-f]{32}$/);
  expect(submission.header({ city: 'graz' })).toEqual(first);
  const other = submission.header({ city: 'bologna' });
  expect(other).not.toEqual(first);
  submission.accepted();
  expect(submission.header({ city: 'bologna' })).not.toEqual(other);
});
