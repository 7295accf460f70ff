/** Knows what the palette offers before anybody asks the service: the acts of the page on screen, and the screens one may open. */
import { recall } from '$lib/api';
import type { components } from '$lib/contract';
import { listOf, type SavedFilter } from '$lib/filters/filters';
import { m } from '$lib/language.svelte';
import { folded } from '$lib/people/readings';
import { groupReading } from '$lib/screen.svelte';

type Me = components['schemas']['Me'];

export interface Choice {
  id: string;
  words: string;
  /** What kind of thing it is, or where. */
  about?: string;
  /** An address, or the act itself. */
  go: string | (() => void);
}

/** Choices under one name. */
export interface Pile {
  name: string;
  choices: Choice[];
}

const screen = (go: string, words: string, about?: string): Choice => ({ id: go, words, about, go });

/** What a control says to whoever does not see it. */
const wordsOf = (control: HTMLElement): string =>
  (control.getAttribute('aria-label') ?? control.textContent ?? '').replace(/\s+/g, ' ').trim();

const rank = (control: HTMLElement): number => Number(control.dataset.act === 'undo');

/**
 * The acts of the page: its controls that lead to an operation. A page shows exactly those that `you_may` allows on the record it
 * shows, so the palette asks nobody again; and a control that asks before it acts does so from here too.
 */
export function actsOn(page: ParentNode): Choice[] {
  // What can be taken back stands last on the page, and comes first here.
  const controls = [...page.querySelectorAll<HTMLElement>('[data-act]:not([aria-disabled="true"])')].sort((a, b) => rank(b) - rank(a));
  const press = (control: HTMLElement) => (): void => {
    control.focus();
    control.click();
  };
  return controls
    .filter((control) => control.checkVisibility?.() ?? true)
    .map((control, place) => ({ id: `act-${place}`, words: wordsOf(control), about: control.dataset.about, go: press(control) }));
}

/** The parts of the group on screen, and what may be begun in them. */
export function ofGroup(slug: string, signedIn: boolean): Choice[] {
  const at = `/working-groups/${slug}`;
  const group = recall(groupReading(slug));
  const may = (operation: string): boolean => group?.you_may?.includes(operation) ?? false;
  const parts = [screen(at, m.tab_about(), group?.title), screen(`${at}/members`, m.tab_members(), group?.title)];
  if (!signedIn) return parts;
  return [
    ...parts,
    screen(`${at}/meetings`, m.tab_meetings(), group?.title),
    screen(`${at}/action-items`, m.tab_action_items(), group?.title),
    screen(`${at}/action-items/entry`, m.entry_open(), group?.title),
    screen(`${at}/outputs`, m.tab_outputs(), group?.title),
    screen(`${at}/year`, m.tab_year(), group?.title),
    ...(may('create_meeting') ? [screen(`${at}/meetings?new`, m.meeting_new(), group?.title)] : []),
    ...(may('create_action_item') ? [screen(`${at}/action-items?new`, m.item_new(), group?.title)] : []),
    ...(may('create_output') ? [screen(`${at}/outputs?new`, m.output_new(), group?.title)] : []),
  ];
}

/** Every screen that the reader may open without a record to start from, under the words that lead to it elsewhere. */
export function screens(me: Me | null): Choice[] {
  return [
    ...(me ? [screen('/desk', m.nav_desk())] : []),
    screen('/', m.directory_title()),
    screen('/working-groups', m.nav_working_groups()),
    screen('/cities', m.nav_cities()),
    screen('/cities?view=map', m.view_map(), m.nav_cities()),
    screen('/reports', m.public_reports()),
    screen('/outputs', m.public_outputs()),
    screen('/plans/practices', m.prac_practices()),
    ...(me ? [screen('/plans', m.net_covers())] : []),
    ...(me ? [screen('/plans/practices/questions', m.prac_questions())] : []),
    ...(me ? [screen('/working-groups/ideas', m.ideas())] : []),
    ...(me?.you_may.includes('propose_working_group') ? [screen('/working-groups/propose', m.propose_long())] : []),
    ...(me?.acts_for ?? []).flatMap(({ city }) => ofCity(city)),
    ...(me?.office_of.length ? ofOffice(me) : []),
    ...(me ? [screen('/me', m.my_account())] : [screen('/sign-in', m.sign_in())]),
    screen('/privacy', m.footer_privacy()),
    screen('/accessibility', m.footer_accessibility()),
    { id: '/docs', words: m.footer_api(), go: () => location.assign('/docs') },
  ];
}

/** What the people of a city go to: its own page, its people and its plan. */
function ofCity({ slug, name }: { slug: string; name: string }): Choice[] {
  const at = `/cities/${slug}`;
  return [
    screen(at, name),
    screen(`${at}/people`, m.people_of_city(), name),
    screen(`${at}/plan`, m.plan(), name),
    screen(`${at}/plan/actions`, m.plan_actions(), name),
    screen(`${at}/plan/actions?new`, m.plan_action_new(), name),
    screen(`${at}/plan/timeline`, m.ind_timeline(), name),
    screen(`${at}/plan/indicators`, m.ind_indicators(), name),
    screen(`${at}/plan/follow-up`, m.followup(), name),
    screen(`${at}/plan/meeting`, m.followup_entry(), name),
    screen(`${at}/plan/needs`, m.needs(), name),
    screen(`${at}/plan/risks`, m.risks(), name),
    screen(`${at}/plan/asking`, m.ask_page(), name),
  ];
}

function ofOffice(me: Me): Choice[] {
  const may = (operation: string): boolean => me.you_may.includes(operation);
  return [
    screen('/office/notices', m.notices(), m.office()),
    screen('/office/circulars', m.circulars(), m.office()),
    screen('/office/circulars/new', m.circular_new(), m.office()),
    screen('/office/assemblies', m.assemblies(), m.office()),
    screen('/office/groups', m.lists_tab(), m.office()),
    screen('/office/obligations', m.owed_tab(), m.office()),
    ...(may('create_assembly') ? [screen('/office/assemblies?new', m.assembly_new(), m.office())] : []),
    screen('/office/people', m.people(), m.office()),
    screen('/office/clients', m.clients(), m.office()),
    screen('/office/activity', m.activity(), m.office()),
    ...(me.roles.some(({ role }) => role === 'office_admin') ? [screen('/office/activity/accesses', m.accesses(), m.office())] : []),
    screen('/office/redactions', m.redactions(), m.office()),
    screen('/office/networks', m.networks(), m.office()),
    ...me.office_of.flatMap(({ slug, name }) => [
      screen(`/office/networks/${slug}`, name, m.office()),
      screen(`/office/networks/${slug}/by-laws`, m.by_laws_new(), name),
    ]),
    ...(may('create_city') ? [screen('/office/cities/add', m.add_city(), m.office())] : []),
    screen('/office/imports', m.imports(), m.office()),
    screen('/office/partners', m.partners(), m.office()),
  ];
}

/** The filters that the reader keeps, each with the list it belongs to. */
export function filters(kept: SavedFilter[]): Choice[] {
  const lists: Record<string, () => string> = {
    '': m.directory_title,
    'working-groups': m.nav_working_groups,
    cities: m.nav_cities,
    'action-items': m.tab_action_items,
    outputs: m.tab_outputs,
    activity: m.activity,
  };
  const about = (address: string): string | undefined => lists[listOf(address).split('/').at(-1) ?? '']?.();
  return kept.map(({ id, name, address }) => ({ id: `filter-${id}`, words: name, about: about(address), go: address }));
}

/** The choices in which every word that was typed stands. */
export function fitting(choices: Choice[], words: string): Choice[] {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  return choices.filter((choice) => {
    const said = folded(`${choice.words} ${choice.about ?? ''}`);
    return wanted.every((word) => said.includes(word));
  });
}
