/** Knows the words for the contract's closed and open lists. A value that came later than these screens is shown as it is. */
import { m } from './language.svelte';

type Words = Record<string, () => string>;

function named(words: Words, value: string): string {
  return words[value]?.() ?? value.replaceAll('_', ' ');
}

export const stageName = (stage: string): string =>
  named(
    { proposed: m.stage_proposed, constituted: m.stage_constituted, completed: m.stage_completed, withdrawn: m.stage_withdrawn },
    stage,
  );

export const modeName = (mode: string): string =>
  named({ online: m.mode_online, in_person: m.mode_in_person, hybrid: m.mode_hybrid }, mode);

export const channelName = (channel: string): string =>
  named(
    {
      direct: m.channel_direct,
      steering_committee: m.channel_steering_committee,
      general_assembly: m.channel_general_assembly,
      general_conference: m.channel_general_conference,
    },
    channel,
  );

export const noticeStageName = (stage: string): string =>
  named({ held: m.notice_held, queued: m.notice_queued, sent: m.notice_sent, not_sent: m.notice_not_sent }, stage);

export const kindOfCity = (kind: string): string => named({ city: m.kind_city, other_local_authority: m.kind_other_local_authority }, kind);

/** The names of the registers whose keys cities carry; proper names, the same in every language. */
export const schemeName = (scheme: string): string =>
  ({ geonames: 'GeoNames', wikidata: 'Wikidata', lau: 'LAU', nuts3: 'NUTS 3', unlocode: 'UN/LOCODE' })[scheme] ?? scheme;

export const roleName = (role: string): string =>
  named(
    {
      office_admin: m.role_office_admin,
      office_staff: m.role_office_staff,
      board_member: m.role_board_member,
      scientific_advisor: m.role_scientific_advisor,
      coordinator: m.role_coordinator,
      political_head: m.role_political_head,
      department_contact: m.role_department_contact,
      lead_contact: m.role_lead_contact,
      group_coordinator: m.role_group_coordinator,
      organisation_contact: m.role_organisation_contact,
      national_network_coordinator: m.role_national_network_coordinator,
    },
    role,
  );

export const invitationStageName = (stage: string): string =>
  named(
    {
      open: m.invitation_open,
      accepted: m.invitation_accepted,
      declined: m.invitation_was_declined,
      withdrawn: m.invitation_was_withdrawn,
      expired: m.invitation_expired,
    },
    stage,
  );

/** How a stage looks: still open, standing, done, or gone. */
export const stageTone = (stage: string): 'open' | 'standing' | 'done' | 'gone' =>
  (({ proposed: 'open', constituted: 'standing', completed: 'done' }) as const)[stage] ?? 'gone';

export const contactKindName = (kind: string): string =>
  named({ mail: m.kind_mail, phone: m.kind_phone, address: m.kind_address, website: m.kind_website }, kind);

/** Who sees a contact. */
export const visibilityName = (visibility: string): string =>
  named({ public: m.visibility_public, members: m.visibility_members, office: m.visibility_office }, visibility);
