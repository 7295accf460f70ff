/**
 * Knows the service: the one fetch of these screens.
 *
 * - A refusal is thrown as `Refused` with the service's problem, whose sentence is shown verbatim; no answer at all is `Unreachable`.
 * - Signed-in answers are `no-store`, so what was read is remembered here, by address, and revalidated by ETag: a 304 costs no body.
 * - A write that changes a subject names the version the person was looking at (`ifMatch`).
 * - A form's submission carries one Idempotency-Key until its words change or it is accepted (`Submission`).
 */
import createClient, { createFinalURL, createQuerySerializer, defaultPathSerializer } from 'openapi-fetch';
import type { PathsWithMethod } from 'openapi-typescript-helpers';
import type { components, paths } from './contract';
import { spoken } from './language.svelte';

export type Problem = components['schemas']['ProblemDetails'];
/** What an act would do; no screen asks for it as yet, so that an answer is what the act did. */
type DryRun = components['schemas']['DryRun'];

/** The service said no. `message` is its sentence in the reader's language. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }

  get sentence(): string {
    return this.problem.detail;
  }

  get status(): number {
    return this.problem.status;
  }

  get requestId(): string {
    return this.problem.request_id;
  }

  /** The kind of refusal, as the last part of its type: 'already-a-member'. */
  get kind(): string {
    return this.problem.type.split('/').at(-1) ?? '';
  }

  /** Sentences by the field they speak of: '/lead_contact/mail' → { 'lead_contact.mail': … }. */
  get fields(): Record<string, string> {
    const named = (this.problem.errors ?? []).filter((error) => error.pointer);
    return Object.fromEntries(named.map((error) => [error.pointer!.replace(/^[#/]+/, '').replaceAll('/', '.'), error.detail]));
  }
}

/** Nobody answered: the network, the service or something between is down. */
export class Unreachable extends Error {
  /** Nobody said anything; the screen has its own words for that. */
  readonly sentence = '';

  constructor(readonly requestId: string | null = null) {
    super('no answer');
  }
}

export type Trouble = Refused | Unreachable;

interface Remembered {
  etag: string | null;
  text: string;
}

const memory = new Map<string, Remembered>();
const memoryLimit = 300;
let readers = 0;
let signedOut = (): void => undefined;

/** Forget everything read: another reader or another language sees other answers. */
export function forget(): void {
  readers += 1;
  memory.clear();
  underway.clear();
  askedAhead.clear();
}

/** Be told when the service no longer knows who is calling. */
export function whenSignedOut(listener: () => void): void {
  signedOut = listener;
}

let signInAgain = (): Promise<boolean> => Promise.resolve(false);

/** Be asked when the service wants a fresh sign-in for what is grave; the answer says whether the person did. */
export function whenSignInIsOld(ask: () => Promise<boolean>): void {
  signInAgain = ask;
}

function remember(address: string, etag: string | null, text: string): void {
  memory.delete(address);
  memory.set(address, { etag, text });
  if (memory.size > memoryLimit) memory.delete(memory.keys().next().value!);
}

async function refusal(answer: Response): Promise<Trouble> {
  if (!answer.headers.get('content-type')?.includes('json')) return new Unreachable(answer.headers.get('x-request-id'));
  const problem = (await answer.json()) as Problem;
  return problem.detail ? new Refused(problem) : new Unreachable(answer.headers.get('x-request-id'));
}

/** Where whoever shows something invalid is refused, and nobody was signed in before. */
const letsIn = /\/v1\/(sessions|invitation-\w+|progress-(previews|answers|link-renewals))$/;

/** What static/before.js asked before this code was here, by address. Each answer is taken once. */
const askedAhead = (globalThis as { askedAhead?: Map<string, Promise<Response>> }).askedAhead ?? new Map<string, Promise<Response>>();

function send(request: Request): Promise<Response> {
  const answer = request.method === 'GET' && askedAhead.get(request.url);
  askedAhead.delete(request.url);
  return answer || fetch(request);
}

async function exchange(request: Request, second = false): Promise<Response> {
  const again = request.clone();
  const reads = request.method === 'GET';
  const reader = readers;
  const known = reads ? memory.get(request.url) : undefined;
  request.headers.set('Accept-Language', spoken.language);
  if (known?.etag) request.headers.set('If-None-Match', known.etag);

  const answer = await send(request).catch(() => {
    throw new Unreachable();
  });
  if (answer.status === 304 && known) return new Response(known.text, { headers: { 'content-type': 'application/json' } });
  if (!answer.ok) {
    const trouble = await refusal(answer);
    if (answer.status === 401 && !letsIn.test(request.url)) signedOut();
    // The act is repeated as it was sent, once the person has signed in again.
    if (!second && trouble instanceof Refused && trouble.kind === 'sign-in-again' && (await signInAgain())) return exchange(again, true);
    throw trouble;
  }
  // An answer on its way to the reader before is not kept for this one.
  if (reads && reader === readers) remember(request.url, answer.headers.get('etag'), await answer.clone().text());
  return answer;
}

const origin = globalThis.location?.origin ?? '';
const client = createClient<paths>({ baseUrl: origin, fetch: (request) => exchange(request) });

/** The typed requests. Each resolves to the service's answer or throws `Refused` or `Unreachable`; screens read by `reading`. */
export const { GET, POST, PATCH, DELETE } = client;

/** Fetch a file and hand it to the browser to keep, as a link would; but a wish for a fresh sign-in is met on the way. */
export async function download(path: string): Promise<void> {
  const answer = await exchange(new Request(new URL(path, origin)));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? '';
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Read what is no record but a text of another kind. */
export async function textAt(path: string): Promise<string> {
  return (await exchange(new Request(new URL(path, origin)))).text();
}

/** Take the body out of a write's answer. */
export async function answerOf<T>(sent: Promise<{ data?: T }>): Promise<Exclude<T, DryRun>> {
  return (await sent).data as Exclude<T, DryRun>;
}

type Readable = PathsWithMethod<paths, 'get'>;
type Parameters<P extends Readable> = Omit<paths[P]['get']['parameters'], 'header' | 'cookie'>;
type Answer<P extends Readable> = paths[P]['get'] extends { responses: { 200: { content: { 'application/json': infer T } } } } ? T : never;

/** Something that can be read: its address, which is its name in memory, and the act of reading it. */
export interface Reading<T> {
  address: string;
  /** Ask for it. Who asks while the same question is under way shares its answer, unless it has to be asked afresh. */
  read: (afresh?: boolean) => Promise<T>;
}

const underway = new Map<string, Promise<unknown>>();

/** Name what is to be read; nothing is asked yet. Query values that are empty are left out. */
export function reading<P extends Readable>(path: P, parameters?: Parameters<P>): Reading<Answer<P>> {
  const { path: inPath, query } = (parameters ?? {}) as { path?: Record<string, unknown>; query?: Record<string, unknown> };
  const given = Object.fromEntries(Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== ''));
  const params = { path: inPath, query: given };
  const address = createFinalURL(path, {
    baseUrl: origin,
    params,
    querySerializer: createQuerySerializer(),
    pathSerializer: defaultPathSerializer,
  });
  const get = client.GET as unknown as (path: string, init: object) => Promise<{ data: Answer<P> }>;

  const ask = (): Promise<Answer<P>> => {
    const asked = get(path, { params }).then(({ data }) => data);
    const done = asked.finally(() => underway.get(address) === done && underway.delete(address));
    underway.set(address, done);
    return done;
  };
  const read = (afresh = false): Promise<Answer<P>> => (!afresh && (underway.get(address) as Promise<Answer<P>> | undefined)) || ask();
  return { address, read };
}

/** What was last read there, at once; undefined when it was never read. */
export function recall<T>({ address }: Reading<T>): T | undefined {
  const known = memory.get(address);
  return known && (JSON.parse(known.text) as T);
}

/** Read ahead, as when a pointer rests on a link. Failure is left to the page itself. */
export function readAhead(...readings: Reading<unknown>[]): void {
  for (const { address, read } of readings) if (!memory.has(address)) read().catch(() => undefined);
}

/** The precondition of a change: the version that was on the screen. */
export function ifMatch(subject: { version: number }): { 'If-Match': string } {
  return { 'If-Match': `"${subject.version}"` };
}

/** One Idempotency-Key for one submission: sent again unchanged, it is the same wish; changed or accepted, it is another. */
export class Submission {
  #key = '';
  #words = '';

  header(words: unknown): { 'Idempotency-Key': string } {
    const said = JSON.stringify(words);
    if (said !== this.#words) {
      this.#words = said;
      this.#key = newKey();
    }
    return { 'Idempotency-Key': this.#key };
  }

  accepted(): void {
    this.#words = '';
  }
}

/** 128 random bits in hex; `crypto.randomUUID` exists only on https and localhost. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
