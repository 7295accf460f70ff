/**
 * Knows who is using these screens and which service they talk to.
 *
 * The cookie is out of a script's sight, so a mark in storage says whether asking `/v1/me` is worth a request, and which network is
 * the reader's: visitors who never signed in cause no refused request. The service document is kept too, so that the demonstration's
 * notice never pushes a page down.
 */
import { DELETE, POST, PATCH, Unreachable, answerOf, forget, reading, whenSignInIsOld, whenSignedOut, type Trouble } from './api';
import type { components } from './contract';
import { dropDrafts } from './draft.svelte';
import { chosenLanguage, keepLanguage, languages, speak, spoken } from './language.svelte';
import { asTrouble } from './resource.svelte';

type Me = components['schemas']['Me'];
type Service = components['schemas']['ServiceDocument'];
type Credentials = components['schemas']['SessionCreate'];

const mark = 'coalition.signed-in';
const keptService = 'coalition.service';

const storage = {
  get: (key: string): string | null => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set: (key: string, value: string | null): void => {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch {
      // Without storage one is asked anew on every visit.
    }
  },
};

class Session {
  me = $state.raw<Me | null>(null);
  service = $state.raw<Service>();
  trouble = $state.raw<Trouble>();
  /** True when a session ended by itself while somebody was working. */
  lapsed = $state(false);
  /** Set while the service wants a fresh sign-in: whom to tell whether it was given. */
  proving = $state.raw<(done: boolean) => void>();
  #proof: Promise<boolean> | undefined;

  get signedIn(): boolean {
    return this.me !== null;
  }

  /** Whether somebody was signed in here when last seen: known at once, before the service has been asked. */
  get expected(): boolean {
    return storage.get(mark) !== null;
  }

  /** The network of whoever was signed in here when last seen: what is its can be asked for before `me` is known. */
  get home(): string | undefined {
    const kept = storage.get(mark);
    return kept && kept !== '1' ? kept : undefined;
  }

  /** Learn who is here. Resolves once the first screen can be drawn for the right reader. */
  async start(): Promise<void> {
    this.trouble = undefined;
    const kept = storage.get(keptService);
    if (kept) this.service = JSON.parse(kept) as Service;
    const described = this.#describe();
    await Promise.all([kept ? undefined : described, this.expected ? this.#recognise() : undefined]);
  }

  async signIn(credentials: Credentials): Promise<void> {
    await POST('/v1/sessions', { body: credentials });
    await this.#enter();
  }

  /** Take on the role that an invitation offers; whoever does so is signed in. */
  async accept(token: string, remember: boolean): Promise<void> {
    await POST('/v1/invitation-acceptances', { body: { token, remember } });
    await this.#enter();
  }

  /** Sign in again as the same person, for something grave; says whether it was. What is on the screen stays. */
  async renew(credentials: Credentials): Promise<boolean> {
    const before = this.me?.id;
    await POST('/v1/sessions', { body: credentials });
    this.me = await reading('/v1/me').read(true);
    if (this.me.id !== before) forget();
    return this.me.id === before;
  }

  /** Have the dialog ask for a fresh sign-in; acts that want it at the same time wait for the same one. */
  prove(): Promise<boolean> {
    this.#proof ??= new Promise<boolean>((resolve) => {
      this.proving = (done) => {
        this.proving = this.#proof = undefined;
        resolve(done);
      };
    });
    return this.#proof;
  }

  async #enter(): Promise<void> {
    storage.set(mark, '1');
    forget();
    await this.#meet();
    this.lapsed = false;
    // What was chosen at this browser goes with the person; without a choice the person's language comes here.
    const chosen = chosenLanguage();
    if (chosen) await this.chooseLanguage(chosen);
    else await this.speakTheirs();
  }

  /** Speak the language in which the service writes to this person, so that its sentences and ours match. */
  async speakTheirs(): Promise<void> {
    const theirs = this.me?.language;
    if (!theirs || theirs === spoken.language || !languages.includes(theirs)) return;
    // What was read ahead came in the browser's language.
    forget();
    await speak(theirs);
  }

  async signOut(): Promise<void> {
    const id = this.me?.session_id;
    if (id) await DELETE('/v1/sessions/{session}', { params: { path: { session: id } } });
    // Whoever leaves on purpose leaves nothing half-written behind; a session that lapses keeps it for its return.
    if (this.me) dropDrafts(this.me.id);
    this.leave();
  }

  leave(): void {
    storage.set(mark, null);
    forget();
    this.me = null;
  }

  /** Speak another language, here and in the mails and sentences the service sends this person. */
  async chooseLanguage(language: string): Promise<void> {
    keepLanguage(language);
    forget();
    await speak(language);
    if (!this.me || this.me.language === language) return;
    const spokenByService = language as Me['language'];
    this.me = await answerOf(PATCH('/v1/me', { body: { language: spokenByService } }));
  }

  async #describe(): Promise<void> {
    try {
      this.service = await reading('/v1').read();
      const { name, version, demonstration, languages, sign_in } = this.service;
      storage.set(keptService, JSON.stringify({ name, version, demonstration, languages, sign_in }));
    } catch (error) {
      this.trouble = asTrouble(error);
    }
  }

  async #meet(): Promise<void> {
    this.me = await reading('/v1/me').read();
    storage.set(mark, this.me.roles[0]?.network_id ?? '1');
  }

  async #recognise(): Promise<void> {
    try {
      await this.#meet();
    } catch (error) {
      if (error instanceof Unreachable) this.trouble = error;
      else this.leave();
    }
  }
}

export const session = new Session();

whenSignInIsOld(() => session.prove());

whenSignedOut(() => {
  session.lapsed = session.signedIn;
  session.leave();
});
