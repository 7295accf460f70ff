"""WHO MAY DO WHAT: one table, operation → scope of a token and who among the callers. Pure: no database, no clock.

Two layers, both apply: the scope says what a token may, the predicates say what its holder may, and where. What may be
*seen* is not decided here but by the audience of each row (visibility.py); what is *possible now* is the rulebook's.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is calling. Ids only; people have no scopes (None): their roles decide alone."""

    kind: str = 'anonymous'
    id: UUID | None = None
    language: str = 'en'
    scopes: frozenset[str] | None = frozenset()
    everywhere: bool = False
    office_of: frozenset[UUID] = frozenset()
    admin_of: frozenset[UUID] = frozenset()
    board_of: frozenset[UUID] = frozenset()
    adviser_of: frozenset[UUID] = frozenset()
    # In which network for which city, and for which organisation.
    speaks_for: frozenset[tuple[UUID, UUID]] = frozenset()
    organisations: frozenset[tuple[UUID, UUID]] = frozenset()
    member_of: frozenset[UUID] = frozenset()
    lead_contact_of: frozenset[UUID] = frozenset()
    groups: frozenset[UUID] = frozenset()
    # Of a client: the cities for which a mandate lets it act in another's place, the first given first; the groups of each of its cities.
    mandated: tuple[UUID, ...] = ()
    groups_of: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict, hash=False, compare=False)
    session_id: UUID | None = None
    signed_in_at: datetime | None = None
    name: str = ''
    grants: str = ''

    @property
    def key(self) -> str:
        """Name the caller in a way that lasts: whose Idempotency-Keys, whose journal entries."""
        return f'{self.kind}:{self.id}'

    @property
    def cities(self) -> frozenset[UUID]:
        """The cities for which it speaks in some network."""
        return frozenset(city for _, city in self.speaks_for)

    def cities_in(self, networks: Collection[UUID]) -> frozenset[UUID]:
        """Return the cities for which it speaks in one of these networks: a role or mandate says nothing about another one."""
        return frozenset(city for network, city in self.speaks_for if network in networks)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a predicate needs to know about the subject at hand. A city that leads and is suspended does not act (M1): it is not named."""

    networks: frozenset[UUID] = field(default_factory=frozenset)
    city_id: UUID | None = None
    lead_city_id: UUID | None = None
    working_group_id: UUID | None = None
    person_id: UUID | None = None
    client_id: UUID | None = None
    office_role: bool = False
    city_role: bool = False
    associate: bool = False
    organisation_id: UUID | None = None


Predicate = Callable[[Caller, Facts], bool]


@dataclass(frozen=True, slots=True)
class Permission:
    """One row of the table: the scope a token needs (None: any token), and the predicates of which one must hold.

    `grave`: a person must have signed in just now.
    """

    scope: str | None
    whoever: tuple[Predicate, ...]
    grave: bool = False


def anybody(_caller: Caller, _facts: Facts) -> bool:
    """Everybody with credentials."""
    return True


def office(caller: Caller, facts: Facts) -> bool:
    """The office of a network that governs the subject, people or its own client."""
    return caller.everywhere or bool(facts.networks & caller.office_of)


def office_admin(caller: Caller, facts: Facts) -> bool:
    """An administrator of that office."""
    return caller.everywhere or bool(facts.networks & caller.admin_of)


def office_of_shared(caller: Caller, facts: Facts) -> bool:
    """The office of any network the shared record belongs to; of any network at all when it belongs to none yet."""
    return office(caller, facts) or (not facts.networks and bool(caller.office_of))


def operator(caller: Caller, _facts: Facts) -> bool:
    """Who runs the instance: a client made on its command line."""
    return caller.everywhere


def board(caller: Caller, facts: Facts) -> bool:
    """A member of the board of a network that governs the subject."""
    return bool(facts.networks & caller.board_of)


def own_city(caller: Caller, facts: Facts) -> bool:
    """The city itself: its coordinator or its client (M2)."""
    return facts.city_id is not None and facts.city_id in caller.cities_in(facts.networks)


def own_coordinator(caller: Caller, facts: Facts) -> bool:
    """The city's coordinator in person: no machine passes its mandate on."""
    return caller.kind == 'person' and own_city(caller, facts)


def some_city(caller: Caller, _facts: Facts) -> bool:
    """Whoever speaks for a city, whichever."""
    return bool(caller.speaks_for)


def lead_city(caller: Caller, facts: Facts) -> bool:
    """The city that holds the chair, or its lead contact."""
    return (facts.lead_city_id is not None and facts.lead_city_id in caller.cities_in(facts.networks)) or (
        facts.working_group_id is not None and facts.working_group_id in caller.lead_contact_of
    )


def group_member(caller: Caller, facts: Facts) -> bool:
    """A member city of the group, or its lead contact."""
    return facts.working_group_id is not None and facts.working_group_id in caller.groups


def takes_the_lead(caller: Caller, facts: Facts) -> bool:
    """A member city of a group that has no lead, for itself (W7)."""
    own = facts.city_id is None or facts.city_id in caller.cities_in(facts.networks)
    return facts.lead_city_id is None and own and group_member(caller, facts)


def lead_city_of_associate(caller: Caller, facts: Facts) -> bool:
    """The lead city, where an associated organisation is concerned (W6)."""
    return facts.associate and lead_city(caller, facts)


def own_organisation(caller: Caller, facts: Facts) -> bool:
    """The organisation itself: whoever is its contact in a network that governs the subject (W6)."""
    return any((network, facts.organisation_id) in caller.organisations for network in facts.networks)


def oneself(caller: Caller, facts: Facts) -> bool:
    """The person whom the subject is about."""
    return caller.kind == 'person' and facts.person_id is not None and facts.person_id == caller.id


def own_client(caller: Caller, facts: Facts) -> bool:
    """The client itself, for what is its own."""
    return caller.kind == 'client' and facts.client_id is not None and facts.client_id == caller.id


def own_client_there(caller: Caller, facts: Facts) -> bool:
    """The client itself, in a network where it may speak."""
    return own_client(caller, facts) and (caller.everywhere or bool(facts.networks & (caller.office_of | caller.member_of)))


def office_for_itself(caller: Caller, facts: Facts) -> bool:
    """The office, for what is no client's."""
    return facts.client_id is None and office(caller, facts)


def office_as_role_asks(caller: Caller, facts: Facts) -> bool:
    """The office; roles in the office itself are an administrator's to give and to end."""
    return office_admin(caller, facts) if facts.office_role else office(caller, facts)


def own_city_as_role_asks(caller: Caller, facts: Facts) -> bool:
    """The city itself, for a role that it gives its own people."""
    return facts.city_role and own_city(caller, facts)


PERMISSIONS: dict[str, Permission] = {
    # operation                                scope                   who
    'get_me': Permission(None, (anybody,)),
    'update_me': Permission(None, (oneself,)),
    'list_my_tasks': Permission(None, (anybody,)),
    'list_sessions': Permission(None, (anybody,)),
    'end_session': Permission(None, (oneself,)),
    'end_other_sessions': Permission(None, (oneself,)),
    'list_calendar_subscriptions': Permission(None, (anybody,)),
    'create_calendar_subscription': Permission(None, (oneself,)),
    'remove_calendar_subscription': Permission(None, (oneself,)),
    'list_saved_filters': Permission(None, (anybody,)),
    'create_saved_filter': Permission(None, (oneself,)),
    'remove_saved_filter': Permission(None, (oneself,)),
    'list_passkeys': Permission(None, (anybody,)),
    'start_passkey': Permission(None, (oneself,), grave=True),
    'create_passkey': Permission(None, (oneself,), grave=True),
    'remove_passkey': Permission(None, (oneself,), grave=True),
    'list_identities': Permission(None, (anybody,)),
    'start_identity': Permission(None, (oneself,), grave=True),
    'create_identity': Permission(None, (oneself,), grave=True),
    'remove_identity': Permission(None, (oneself,), grave=True),
    'list_networks': Permission(None, (anybody,)),
    'get_network': Permission(None, (anybody,)),
    'create_network': Permission('admin', (operator,)),
    'mirror_network': Permission('admin', (operator,)),
    'update_network': Permission('admin', (office,)),
    'launch_network': Permission('admin', (office_admin,)),
    'get_preparation': Permission('admin', (office,)),
    'list_sync_sources': Permission('admin', (anybody,)),
    'get_sync_source': Permission('admin', (anybody,)),
    'list_mirrored_records': Permission('admin', (anybody,)),
    'get_mirrored_record': Permission('admin', (anybody,)),
    'match_cities': Permission('admin', (office,)),
    'list_imports': Permission('admin', (anybody,)),
    'get_import': Permission('admin', (anybody,)),
    'list_import_rows': Permission('admin', (anybody,)),
    # A city brings what it has into its own plan, and into nothing else.
    'create_import': Permission('admin', (office, own_city)),
    'update_import': Permission('admin', (office, own_city)),
    'decide_import_rows': Permission('admin', (office, own_city)),
    'apply_import': Permission('admin', (office, own_city), grave=True),
    'discard_import': Permission('admin', (office, own_city)),
    'match_mirrored_record': Permission('admin', (office,)),
    'list_by_laws': Permission(None, (anybody,)),
    'make_by_laws': Permission('admin', (office_admin,)),
    'list_cities': Permission('cities:read', (anybody,)),
    'get_city': Permission('cities:read', (anybody,)),
    'create_city': Permission('cities:write', (office_of_shared,)),
    'update_city': Permission('cities:write', (office_of_shared,)),
    'list_city_catalogue': Permission('cities:read', (anybody,)),
    'list_organisations': Permission('organisations:read', (anybody,)),
    'get_organisation': Permission('organisations:read', (anybody,)),
    'create_organisation': Permission('organisations:write', (office_of_shared, some_city)),
    'update_organisation': Permission('organisations:write', (office_of_shared,)),
    'list_people': Permission('people:read', (anybody,)),
    'get_person': Permission('people:read', (anybody,)),
    'create_person': Permission('people:write', (office, own_city)),
    'update_person': Permission('people:write', (office, own_city, oneself)),
    'erase_person': Permission('people:write', (office_admin, oneself), grave=True),
    'get_personal_data': Permission('people:read', (office_admin, oneself), grave=True),
    'list_roles': Permission('people:read', (anybody,)),
    'get_role': Permission('people:read', (anybody,)),
    'give_role': Permission('people:write', (office_as_role_asks,), grave=True),
    'end_role': Permission('people:write', (office_as_role_asks, own_city), grave=True),
    'hand_over_role': Permission('people:write', (office_as_role_asks, own_city, oneself), grave=True),
    'list_invitations': Permission('people:read', (anybody,)),
    'get_invitation': Permission('people:read', (anybody,)),
    'create_invitation': Permission('people:write', (office_as_role_asks, own_city_as_role_asks), grave=True),
    'withdraw_invitation': Permission('people:write', (office_as_role_asks, own_city_as_role_asks)),
    'send_invitation': Permission('people:write', (office_as_role_asks, own_city_as_role_asks)),
    'list_circulars': Permission('people:read', (anybody,)),
    'get_circular': Permission('people:read', (anybody,)),
    'create_circular': Permission('people:write', (office, lead_city)),
    'update_circular': Permission('people:write', (office, lead_city)),
    'get_circular_recipients': Permission('people:read', (office, lead_city)),
    'get_circular_addresses': Permission('people:read', (office, lead_city), grave=True),
    'try_circular': Permission('people:write', (office, lead_city)),
    'send_circular': Permission('people:write', (office, lead_city)),
    'list_contact_points': Permission('people:read', (anybody,)),
    'get_contact_point': Permission('people:read', (anybody,)),
    'create_contact_point': Permission('people:write', (office, own_city, oneself)),
    'update_contact_point': Permission('people:write', (office, oneself)),
    'list_departments': Permission('cities:read', (anybody,)),
    'get_department': Permission('cities:read', (anybody,)),
    'create_department': Permission('cities:write', (office, own_city)),
    'update_department': Permission('cities:write', (office, own_city)),
    'list_working_groups': Permission('working-groups:read', (anybody,)),
    'get_working_group': Permission('working-groups:read', (anybody,)),
    'get_formation': Permission('working-groups:read', (anybody,)),
    'propose_working_group': Permission('working-groups:write', (office, own_city)),
    'update_working_group': Permission('working-groups:write', (office, lead_city)),
    'withdraw_working_group': Permission('working-groups:write', (office, lead_city)),
    'get_broadcast': Permission('working-groups:read', (office,)),
    'update_broadcast': Permission('working-groups:write', (office,)),
    'send_broadcast': Permission('working-groups:write', (office,)),
    'list_leads': Permission('working-groups:read', (anybody,)),
    'hand_over_lead': Permission('working-groups:write', (office, lead_city, takes_the_lead)),
    'list_working_group_members': Permission('memberships:read', (anybody,)),
    'join_working_group': Permission('memberships:write', (office, own_city)),
    'admit_associate': Permission('memberships:write', (office, lead_city)),
    'list_group_invitations': Permission('working-groups:read', (anybody,)),
    'get_group_invitation': Permission('working-groups:read', (anybody,)),
    'create_group_invitation': Permission('working-groups:write', (office, lead_city)),
    'decline_group_invitation': Permission('working-groups:write', (office, own_city)),
    'withdraw_group_invitation': Permission('working-groups:write', (office, lead_city)),
    'list_participation_requests': Permission('working-groups:read', (anybody,)),
    'get_participation_request': Permission('working-groups:read', (anybody,)),
    'create_participation_request': Permission('memberships:write', (office, own_organisation)),
    'admit_participation_request': Permission('memberships:write', (office, lead_city)),
    'refuse_participation_request': Permission('memberships:write', (office, lead_city)),
    'withdraw_participation_request': Permission('memberships:write', (office, own_organisation)),
    'list_calls_for_interest': Permission('working-groups:read', (anybody,)),
    'get_call_for_interest': Permission('working-groups:read', (anybody,)),
    'create_call_for_interest': Permission('working-groups:write', (office, own_city)),
    'update_call_for_interest': Permission('working-groups:write', (office, own_city)),
    'send_call_for_interest': Permission('working-groups:write', (office,)),
    'answer_call_for_interest': Permission('working-groups:write', (office, own_city)),
    'propose_idea': Permission('working-groups:write', (office, own_city)),
    'withdraw_call_for_interest': Permission('working-groups:write', (office, own_city)),
    'list_memberships': Permission('memberships:read', (anybody,)),
    'get_membership': Permission('memberships:read', (anybody,)),
    'create_membership': Permission('memberships:write', (office,)),
    'admit_member': Permission('memberships:write', (office,)),
    'suspend_membership': Permission('memberships:write', (office,)),
    'reactivate_membership': Permission('memberships:write', (office,)),
    'end_membership': Permission('memberships:write', (office, own_city, lead_city_of_associate, own_organisation)),
    # Each act of a batch is asked for by itself.
    'apply_membership_batch': Permission('memberships:write', (anybody,)),
    'replace_working_group_members': Permission('memberships:write', (office,)),
    'replace_network_members': Permission('memberships:write', (office,)),
    'list_meetings': Permission('working-groups:read', (anybody,)),
    'get_meeting': Permission('working-groups:read', (anybody,)),
    'create_meeting': Permission('working-groups:write', (office, lead_city)),
    'update_meeting': Permission('working-groups:write', (office, lead_city)),
    'record_minutes': Permission('working-groups:write', (office, lead_city)),
    'cancel_meeting': Permission('working-groups:write', (office, lead_city)),
    'list_outputs': Permission('working-groups:read', (anybody,)),
    'get_output': Permission('working-groups:read', (anybody,)),
    'create_output': Permission('working-groups:write', (office, lead_city, group_member)),
    'update_output': Permission('working-groups:write', (office, lead_city, group_member)),
    'start_output': Permission('working-groups:write', (office, lead_city, group_member)),
    'share_output': Permission('working-groups:write', (office, lead_city)),
    'withdraw_output': Permission('working-groups:write', (office, lead_city)),
    'list_documents': Permission('working-groups:read', (anybody,)),
    'get_document': Permission('working-groups:read', (anybody,)),
    'get_document_content': Permission('working-groups:read', (anybody,)),
    'upload_document': Permission('working-groups:write', (office, lead_city, group_member)),
    'update_document': Permission('working-groups:write', (office, lead_city)),
    'list_funding_requests': Permission('working-groups:read', (anybody,)),
    'get_funding_request': Permission('working-groups:read', (anybody,)),
    'create_funding_request': Permission('working-groups:write', (office, lead_city)),
    'decide_funding_request': Permission('working-groups:write', (office, board)),
    'withdraw_funding_request': Permission('working-groups:write', (office, lead_city)),
    'list_support_requests': Permission('working-groups:read', (anybody,)),
    'get_support_request': Permission('working-groups:read', (anybody,)),
    'create_support_request': Permission('working-groups:write', (office, lead_city, group_member)),
    'answer_support_request': Permission('working-groups:write', (office,)),
    'close_support_request': Permission('working-groups:write', (office, lead_city, group_member)),
    'list_assemblies': Permission('reports:read', (anybody,)),
    'get_assembly': Permission('reports:read', (anybody,)),
    'list_assembly_working_groups': Permission('reports:read', (anybody,)),
    'create_assembly': Permission('reports:write', (office,)),
    'update_assembly': Permission('reports:write', (office,)),
    'call_up_report': Permission('reports:write', (office,)),
    'close_assembly': Permission('reports:write', (office,)),
    'list_declarations': Permission('reports:read', (anybody,)),
    'declare_working_group': Permission('reports:write', (office, lead_city)),
    'list_obligations': Permission('reports:read', (anybody,)),
    'grant_dispensation': Permission('reports:write', (office,)),
    'remind': Permission('reports:write', (office,)),
    'list_reports': Permission('reports:read', (anybody,)),
    'get_report': Permission('reports:read', (anybody,)),
    'get_report_file': Permission('reports:read', (anybody,)),
    'get_report_text': Permission('reports:read', (anybody,)),
    'start_report': Permission('reports:write', (office, lead_city, group_member)),
    'update_report': Permission('reports:write', (office, lead_city, group_member)),
    'get_report_draft': Permission('reports:read', (anybody,)),
    'draft_report': Permission('reports:write', (office, lead_city, group_member)),
    'list_submissions': Permission('reports:read', (anybody,)),
    'get_submission': Permission('reports:read', (anybody,)),
    'submit_report': Permission('reports:write', (office, lead_city)),
    'table_report': Permission('reports:write', (office,)),
    'list_decisions': Permission('reports:read', (anybody,)),
    'decide_report': Permission('reports:approve', (office,)),
    'get_newsletter': Permission('reports:read', (office,)),
    'write_newsletter': Permission('people:write', (office,)),
    'list_publications': Permission('reports:read', (anybody,)),
    'publish_report': Permission('reports:write', (office,)),
    'list_action_items': Permission('action-items:read', (anybody,)),
    'get_action_item': Permission('action-items:read', (anybody,)),
    'create_action_item': Permission('action-items:write', (office, lead_city, group_member)),
    'update_action_item': Permission('action-items:write', (office, lead_city, own_city)),
    'list_progress_updates': Permission('progress:read', (anybody,)),
    'get_progress_update': Permission('progress:read', (anybody,)),
    'record_progress': Permission('progress:write', (office, group_member, own_city)),
    'list_plans': Permission('action-items:read', (anybody,)),
    'get_plan': Permission('action-items:read', (anybody,)),
    # Nobody but the city sees a plan that it has not shared: it begins and shares its plan itself.
    'create_plan': Permission('action-items:write', (own_city,)),
    'update_plan': Permission('action-items:write', (office, own_city)),
    'move_plan': Permission('action-items:write', (office, own_city)),
    'adopt_plan': Permission('action-items:write', (office, own_city)),
    'share_plan': Permission('action-items:write', (own_city,)),
    'create_plan_successor': Permission('action-items:write', (own_city,)),
    'get_plan_frame': Permission('action-items:read', (anybody,)),
    'get_plan_file': Permission('action-items:read', (anybody,)),
    'get_plan_coverage': Permission('action-items:read', (anybody,)),
    'get_network_coverage': Permission('action-items:read', (anybody,)),
    # Advice to the city, which nobody else is given about it.
    'get_plan_health': Permission('action-items:read', (own_city,)),
    'get_plan_roadmap': Permission('action-items:read', (own_city,)),
    'get_plan_rhythm': Permission('action-items:read', (own_city,)),
    # Who in a city answers, and who does not, is the city's to know; the worker alone asks by itself.
    'get_plan_asking': Permission('action-items:read', (own_city,)),
    'ask_for_progress': Permission('action-items:write', (own_city,)),
    'pause_plan_asking': Permission('action-items:write', (own_city,)),
    'reassign_plan_action': Permission('action-items:write', (own_city,)),
    'ask_progress': Permission('action-items:write', (operator,)),
    'list_plan_actions': Permission('action-items:read', (anybody,)),
    'get_plan_action': Permission('action-items:read', (anybody,)),
    'create_plan_action': Permission('action-items:write', (office, own_city)),
    'update_plan_action': Permission('action-items:write', (office, own_city)),
    'share_plan_action': Permission('action-items:write', (own_city,)),
    'apply_plan_action_batch': Permission('action-items:write', (office, own_city)),
    'list_good_practices': Permission('action-items:read', (anybody,)),
    'get_good_practice': Permission('action-items:read', (anybody,)),
    'get_practice_suggestions': Permission('action-items:read', (anybody,)),
    'create_good_practice': Permission('action-items:write', (office,)),
    'publish_practice_of_action': Permission('action-items:write', (own_city,)),
    'update_good_practice': Permission('action-items:write', (office, own_city)),
    'publish_good_practice': Permission('action-items:write', (office, own_city)),
    'withdraw_good_practice': Permission('action-items:write', (office, own_city)),
    # Between two cities, and their office sees it: the one that asks is the own city of the question, the other that of the answer.
    'list_practice_questions': Permission('action-items:read', (anybody,)),
    'get_practice_question': Permission('action-items:read', (anybody,)),
    'create_practice_question': Permission('action-items:write', (office, own_city)),
    'answer_practice_question': Permission('action-items:write', (office, own_city)),
    'list_plan_action_updates': Permission('action-items:read', (anybody,)),
    'get_plan_action_update': Permission('action-items:read', (anybody,)),
    'record_plan_progress': Permission('action-items:write', (office, own_city)),
    'share_plan_action_update': Permission('action-items:write', (own_city,)),
    # What a city notes of its own work at a plan, nobody else writes.
    'list_plan_meetings': Permission('action-items:read', (anybody,)),
    'get_plan_meeting': Permission('action-items:read', (anybody,)),
    'create_plan_meeting': Permission('action-items:write', (own_city,)),
    'update_plan_meeting': Permission('action-items:write', (own_city,)),
    'list_plan_contacts': Permission('action-items:read', (anybody,)),
    'get_plan_contact': Permission('action-items:read', (anybody,)),
    'create_plan_contact': Permission('action-items:write', (own_city,)),
    'update_plan_contact': Permission('action-items:write', (own_city,)),
    'list_plan_risks': Permission('action-items:read', (anybody,)),
    'get_plan_risk': Permission('action-items:read', (anybody,)),
    'create_plan_risk': Permission('action-items:write', (own_city,)),
    'update_plan_risk': Permission('action-items:write', (own_city,)),
    'take_library_risks': Permission('action-items:write', (own_city,)),
    'list_needs_assessments': Permission('action-items:read', (anybody,)),
    'get_needs_assessment': Permission('action-items:read', (anybody,)),
    'create_needs_assessment': Permission('action-items:write', (own_city,)),
    'update_needs_assessment': Permission('action-items:write', (own_city,)),
    'list_needs_findings': Permission('action-items:read', (anybody,)),
    'get_needs_finding': Permission('action-items:read', (anybody,)),
    'create_needs_finding': Permission('action-items:write', (own_city,)),
    'update_needs_finding': Permission('action-items:write', (own_city,)),
    'list_plan_consultations': Permission('action-items:read', (anybody,)),
    'get_plan_consultation': Permission('action-items:read', (anybody,)),
    'create_plan_consultation': Permission('action-items:write', (own_city,)),
    'update_plan_consultation': Permission('action-items:write', (own_city,)),
    'list_plan_inventory_items': Permission('action-items:read', (anybody,)),
    'get_plan_inventory_item': Permission('action-items:read', (anybody,)),
    'create_plan_inventory_item': Permission('action-items:write', (own_city,)),
    'update_plan_inventory_item': Permission('action-items:write', (own_city,)),
    'list_milestones': Permission('action-items:read', (anybody,)),
    'get_milestone': Permission('action-items:read', (anybody,)),
    'create_milestone': Permission('action-items:write', (office, own_city)),
    'update_milestone': Permission('action-items:write', (office, own_city)),
    'move_milestone': Permission('action-items:write', (office, own_city)),
    'list_indicators': Permission('action-items:read', (anybody,)),
    'get_indicator': Permission('action-items:read', (anybody,)),
    'create_indicator': Permission('action-items:write', (office, own_city)),
    'update_indicator': Permission('action-items:write', (office, own_city)),
    'move_indicator': Permission('action-items:write', (office, own_city)),
    'list_indicator_values': Permission('action-items:read', (anybody,)),
    'get_indicator_value': Permission('action-items:read', (anybody,)),
    'record_indicator_value': Permission('action-items:write', (office, own_city)),
    'list_changes': Permission('changes:read', (anybody,)),
    'list_notices': Permission('working-groups:read', (anybody,)),
    'list_journal_entries': Permission('admin', (anybody,)),
    'list_redactions': Permission('admin', (anybody,)),
    'get_redaction': Permission('admin', (anybody,)),
    'redact_text': Permission('admin', (office_admin,), grave=True),
    'redact_document': Permission('admin', (office_admin,), grave=True),
    'list_security_events': Permission('admin', (anybody,)),
    'list_api_clients': Permission('admin', (anybody,)),
    'get_api_client': Permission('admin', (anybody,)),
    'create_api_client': Permission('admin', (office_admin,), grave=True),
    'renew_api_client': Permission('admin', (office_admin,), grave=True),
    'end_api_client': Permission('admin', (office_admin,)),
    'list_api_client_secrets': Permission('admin', (anybody,)),
    'create_api_client_secret': Permission('admin', (office_admin,), grave=True),
    'end_api_client_secret': Permission('admin', (office_admin,)),
    'list_webhook_endpoints': Permission('webhooks:manage', (anybody,)),
    'get_webhook_endpoint': Permission('webhooks:manage', (anybody,)),
    'list_webhook_deliveries': Permission('webhooks:manage', (anybody,)),
    'get_webhook_delivery': Permission('webhooks:manage', (anybody,)),
    'create_webhook_endpoint': Permission('webhooks:manage', (office_for_itself, own_client_there)),
    'update_webhook_endpoint': Permission('webhooks:manage', (office_for_itself, own_client, operator)),
    'rotate_webhook_secret': Permission('webhooks:manage', (office_for_itself, own_client, operator), grave=True),
    'end_webhook_endpoint': Permission('webhooks:manage', (office, own_client)),
    'pause_webhook_endpoint': Permission('webhooks:manage', (office, own_client)),
    'resume_webhook_endpoint': Permission('webhooks:manage', (office, own_client)),
    'redeliver_webhook': Permission('webhooks:manage', (office, own_client)),
    'list_mandates': Permission('admin', (anybody,)),
    'get_mandate': Permission('admin', (anybody,)),
    'give_mandate': Permission('admin', (office, own_coordinator), grave=True),
    'withdraw_mandate': Permission('admin', (office, own_coordinator)),
}
# An export is a list in one piece: who may read the one may read the other.
EXPORTED = (
    'cities', 'city_catalogue', 'organisations', 'departments', 'working_groups', 'leads', 'memberships', 'meetings', 'outputs',
    'documents', 'funding_requests', 'support_requests', 'action_items', 'progress_updates', 'assemblies', 'declarations', 'reports',
    'submissions', 'decisions', 'publications', 'networks', 'by_laws', 'people', 'roles', 'contact_points', 'calls_for_interest',
    'obligations', 'group_invitations', 'plan_actions', 'good_practices',
)  # fmt: skip
# What holds names and addresses leaves only for whoever has just signed in, and the journal knows of it.
PERSONAL = {'people', 'roles', 'contact_points'}
PERMISSIONS |= {f'export_{noun}': replace(PERMISSIONS[f'list_{noun}'], grave=noun in PERSONAL) for noun in EXPORTED}


def has_scope(caller: Caller, scope: str | None) -> bool:
    """Say whether the caller's token carries `scope`; people need none."""
    return scope is None or caller.scopes is None or scope in caller.scopes


def may(caller: Caller, operation: str, facts: Facts) -> bool:
    """Say whether `caller` may do `operation` to a subject with these facts: scope and role, both."""
    permission = PERMISSIONS[operation]
    return has_scope(caller, permission.scope) and any(predicate(caller, facts) for predicate in permission.whoever)


def acts_for(caller: Caller, operation: str, facts: Facts) -> UUID | None:
    """Return the city in whose place a client does what only a mandate allows; None where it may in its own right.

    Where several of its mandates would do, the city that the subject is about counts, then the one that leads, then the first given.
    """
    if not caller.mandated or may(_as(caller, caller.cities.difference(caller.mandated)), operation, facts):
        return None
    several = [city for city in caller.mandated if may(_as(caller, (city,)), operation, facts)]
    return next((city for city in (facts.city_id, facts.lead_city_id, *several) if city in several), None)


def _as(caller: Caller, cities: Iterable[UUID]) -> Caller:
    """Return the caller with these of its cities alone."""
    kept = frozenset(cities)
    speaks_for = frozenset(each for each in caller.speaks_for if each[1] in kept)
    return replace(caller, speaks_for=speaks_for, groups=frozenset().union(*(caller.groups_of.get(city, frozenset()) for city in kept)))
