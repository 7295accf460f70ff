/** Knows the plan whose pages are on screen: the city's present one, the frame of its cells, and all of its actions. */
import { createContext } from 'svelte';
import { reading, type Reading } from '$lib/api';
import type { components, paths } from '$lib/contract';
import { everything } from '$lib/everything';
import { spoken } from '$lib/language.svelte';
import { Resource } from '$lib/resource.svelte';
import { session } from '$lib/session.svelte';
import type { Action, Frame, Plan } from './plan';

type Schemas = components['schemas'];
type Asked = NonNullable<paths['/v1/plan-actions']['get']['parameters']['query']>;

/** All actions of a plan that the service keeps to: a plan has some dozens, and a page that left some out would tell of gaps. */
export function actionsReading(plan_id: string, asked: Asked = {}): Reading<Action[]> {
  const page = (after?: string): Reading<{ items: Action[]; next: string | null }> =>
    reading('/v1/plan-actions', { query: { plan_id, ...asked, limit: 100, after } });
  return { address: `${page().address}#all`, read: (afresh) => everything(page, afresh) };
}

export class PlanScreen {
  city: Resource<Schemas['City']>;
  plans: Resource<Schemas['PlanPage']>;
  frame: Resource<Frame>;
  /** Which of several plans is on screen; else the present one. */
  chosen = $state<string>();
  #slug: () => string;

  constructor(slug: () => string) {
    this.#slug = slug;
    this.city = new Resource(() => (session.signedIn ? reading('/v1/cities/{city}', { path: { city: slug() } }) : undefined));
    this.plans = new Resource(() => {
      const city_id = this.city.data?.id;
      return city_id ? reading('/v1/plans', { query: { city_id, limit: 100, expand: ['you_may'] } }) : undefined;
    });
    this.frame = new Resource(() => (session.signedIn ? reading('/v1/plan-frames/{frame}', { path: { frame: 'ten_points' } }) : undefined));
  }

  get base(): string {
    return `/cities/${this.#slug()}/plan`;
  }

  /** The one that was begun last and has not been superseded; else the last of all. */
  get plan(): Plan | undefined {
    const all = this.plans.data?.items ?? [];
    const chosen = all.find(({ id }) => id === this.chosen);
    return chosen ?? all.find(({ stage }) => stage !== 'superseded') ?? all[0];
  }

  /** For which network the reader speaks for the city. */
  get speaks(): string | undefined {
    return session.me?.acts_for.find(({ city }) => city.slug === this.#slug())?.network_id;
  }

  may(operation: string): boolean {
    return this.plan?.you_may?.includes(operation) ?? false;
  }

  commitment(number: number | string): string {
    return nameOf(this.frame.data?.commitments, number);
  }

  track(number: number | string): string {
    return nameOf(this.frame.data?.tracks, number);
  }
}

function nameOf(all: { number: number; names: Schemas['Names'] }[] | undefined, number: number | string): string {
  const found = all?.find((each) => each.number === Number(number));
  return found?.names[spoken.language as keyof Schemas['Names']] ?? String(number);
}

export const [getPlan, setPlan] = createContext<PlanScreen>();
