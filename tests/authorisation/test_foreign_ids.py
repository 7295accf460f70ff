"""What is Bologna's is nobody else's: its ids in paths, bodies, filters and exports, sent by others, are as good as ids of nothing."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.authorisation.ask import Ask
from tests.authorisation.asked import Answer, Asking
from tests.authorisation.fields import Contract
from tests.house.documented import document

CONTRACT = Contract(document())
NOWHERE = str(uuid4())
# A city of the same network, its machine and its coordinator, and the office of another network.
CITY, PERSON, OFFICE = 'other_city_client', 'other_coordinator', 'foreign_client'
ALL, BEYOND = (CITY, PERSON, OFFICE), (OFFICE, 'partner_without_mandate')
# By the name of a path's parameter: a record that is hidden, and from whom. What members see is hidden beyond the network alone.
HIDDEN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    'session': ('session', (PERSON,)),
    'passkey': ('passkey', (PERSON,)),
    'identity': ('identity', (PERSON,)),
    'calendar_subscription': ('calendar_subscription', (PERSON,)),
    'saved_filter': ('saved_filter', (PERSON,)),
    'import': ('import', ALL),
    'sync_source': ('sync_source', ALL),
    'mirrored_record': ('mirrored_record', ALL),
    'working_group': ('housing', BEYOND),
    'call_for_interest': ('idea', ALL),
    'group_invitation': ('group_invitation', BEYOND),
    'participation_request': ('participation_request', ALL),
    'membership_id': ('applicant', ALL),
    'meeting': ('inner_meeting', ALL),
    'output': ('output', BEYOND),
    'document': ('document', ALL),
    'funding_request': ('funding_request', ALL),
    'support_request': ('support_request', ALL),
    'action_item': ('item', ALL),
    'progress_update': ('update', ALL),
    'person_id': ('person', ALL),
    'role_id': ('role', ALL),
    'invitation_id': ('invitation', ALL),
    'contact_point_id': ('hidden_point', ALL),
    'department_id': ('department', ALL),
    'plan': ('plan', (*ALL, 'office_client', 'operator_client')),
    'plan_action': ('plan_action', (*ALL, 'office_client', 'operator_client')),
    'good_practice': ('good_practice', ALL),
    'practice_question': ('practice_question', ALL),
    'plan_action_update': ('plan_action_update', (*ALL, 'office_client', 'operator_client')),
    'plan_meeting': ('plan_meeting', (*ALL, 'office_client', 'operator_client')),
    'plan_contact': ('plan_contact', (*ALL, 'office_client', 'operator_client')),
    'plan_risk': ('plan_risk', (*ALL, 'office_client', 'operator_client')),
    'needs_assessment': ('needs_assessment', (*ALL, 'office_client', 'operator_client')),
    'needs_finding': ('needs_finding', (*ALL, 'office_client', 'operator_client')),
    'plan_consultation': ('plan_consultation', (*ALL, 'office_client', 'operator_client')),
    'plan_inventory_item': ('plan_inventory_item', (*ALL, 'office_client', 'operator_client')),
    'milestone': ('milestone', (*ALL, 'office_client', 'operator_client')),
    'indicator': ('indicator', (*ALL, 'office_client', 'operator_client')),
    'indicator_value': ('indicator_value', (*ALL, 'office_client', 'operator_client')),
    'circular': ('circular', ALL),
    'redaction_id': ('redaction', ALL),
    'api_client': ('client', ALL),
    'secret_id': ('secret', ALL),
    'mandate': ('mandate', ALL),
    'webhook_endpoint': ('webhook', ALL),
    'webhook_delivery': ('delivery_of_webhook', ALL),
    'assembly': ('assembly', BEYOND),
    'report': ('submitted', ALL),
    'submission': ('hidden_submission', ALL),
}
# What only its own city may read.
OF_A_PLAN = {'plan', 'plan_action', 'plan_action_update', 'milestone', 'indicator', 'indicator_value'}
# Networks, cities and organisations are everybody's; the address of a calendar is a secret of its own; a format is no record.
NOBODY_IS_KEPT_FROM = {'network', 'city', 'organisation', 'token', 'format', 'frame'}
# What is hidden is at no stage for these readings: whoever may know of it is told so.
OF_ITS_STAGE = {'get_newsletter': (409, 'report-not-approved')}


def named_in(path: str) -> list[str]:
    """Return the parameters of an address."""
    return [part.partition('}')[0] for part in path.split('{')[1:]]


def said(answer: Answer) -> tuple[int, Any]:
    """Return code and JSON of an answer, without what names the request."""
    assert isinstance(answer.said, dict), answer
    return answer.code, {name: value for name, value in answer.said.items() if name not in {'instance', 'request_id'}}


def addresses() -> Iterator[tuple[str, str, str]]:
    """Yield method, path and operationId of whatever names a record that can be hidden; the public section knows nothing hidden."""
    for method, path, operation in CONTRACT.operations():
        if operation.get('security') != [] and set(named_in(path)) - NOBODY_IS_KEPT_FROM:
            yield method, path, operation['operationId']


def test_every_parameter_of_a_path_names_a_record_that_is_hidden_or_nobody_is_kept_from() -> None:
    named = {name for _, path, _ in CONTRACT.operations() for name in named_in(path)}
    assert named == set(HIDDEN) | NOBODY_IS_KEPT_FROM
    assert set(HIDDEN) == {name for _, path, _ in addresses() for name in named_in(path)} - NOBODY_IS_KEPT_FROM


def told_apart(asks: Asking, method: str, path: str, operation: str) -> Iterator[str]:
    """Yield how an address of something hidden is told from one of nothing."""
    ids = {name: str(asks.world.ids[record]) for name, (record, _) in HIDDEN.items()} | {'format': 'docx', 'frame': 'ten_points'}
    row = next(ask for name, ask in asks.rows.items() if name.split('/')[0] == operation)
    there = replace(row, path=path.format_map(ids))
    nothing = replace(row, path=path.format_map(dict.fromkeys(HIDDEN, NOWHERE) | {'format': 'docx'}))
    strangers = next(HIDDEN[name][1] for name in named_in(path) if name in HIDDEN)
    usual = asks.ask(nothing, strangers[0])
    if usual.problem != GONE:
        yield f'{operation}: {usual.problem} for an id of nothing'
    known = [replace(there, headers={'If-None-Match': '*'})] if method == 'GET' else []
    for ask, stranger in [*((there, each) for each in strangers), *((each, strangers[0]) for each in known)]:
        if (answer := asks.ask(ask, stranger)) and said(answer) != said(usual):
            yield f'{operation} as {stranger} {dict(ask.headers)}: {answer.text[:300]}'
    owner = 'city_client' if any(each.startswith(('plan', 'needs')) or each in OF_A_PLAN for each in named_in(path)) else 'operator_client'
    if method == 'GET' and asks.ask(there, owner).problem != OF_ITS_STAGE.get(operation, (httpx.codes.OK, '')):
        yield f'{operation}: hidden from everybody'


@pytest.mark.in_turn(3)
def test_a_foreign_id_in_a_path_is_as_good_as_an_id_of_nothing(asks: Asking) -> None:
    assert [each for address in addresses() for each in told_apart(asks, *address)] == []


# -- bodies ----------------------------------------------------------------------------------------------------------------

MAY_NOT, UNKNOWN, GONE = (403, 'role-does-not-allow'), (409, 'unknown-reference'), (404, 'not-found')


def bodies(ids: Mapping[str, str]) -> list[tuple[str, dict[str, Any], str, dict[str, tuple[int, str]]]]:
    """Return where a body goes, the body, which of its fields names what is foreign, and the one answer of each caller."""
    network, of_bologna, housing = {'network_id': ids['network']}, {'city_id': ids['bologna']}, {'working_group_id': ids['housing']}
    letter = {'title': 'A letter', 'texts': [{'language': 'en', 'subject': 'Hello', 'body': 'Please write.'}]}
    nino = {'name': 'Nino', 'mail': 'nino@example.org', 'role': 'department_contact'}
    study = {'title': 'A study', 'project_idea': 'Test letters.', 'amount_requested': {'amount': '1200', 'currency': 'EUR'}}
    meeting = {'title': 'Nothing', 'starts_at': '2030-03-01T09:00:00Z'}
    city, beyond = {CITY: MAY_NOT, OFFICE: MAY_NOT}, {CITY: MAY_NOT, OFFICE: UNKNOWN}
    nobody = {CITY: UNKNOWN, OFFICE: UNKNOWN}
    space, elsewhere = {'working_group_id': ids['space']}, {'network_id': ids['other_network']}
    return [
        # What is Bologna's to make.
        ('people', {**network, **of_bologna, 'name': 'Nino Neu'}, 'city_id', city),
        ('departments', {**network, **of_bologna, 'name': 'Integration'}, 'city_id', city),
        ('roles', {**network, **of_bologna, 'person_id': ids['person'], 'role': 'political_head'}, 'city_id', city),
        ('invitations', {**network, **of_bologna, **nino}, 'city_id', city),
        ('mandates', {**network, **of_bologna, 'client_id': ids['partner_without_mandate'], 'basis': 'none'}, 'city_id', city),
        ('working-groups', {**network, **of_bologna, 'title': 'Hate speech'}, 'city_id', city),
        ('working-groups/fair-schools/members', of_bologna, 'city_id', {CITY: MAY_NOT, OFFICE: GONE}),
        ('calls-for-interest', {**network, **of_bologna, 'title': 'Clean water'}, 'city_id', city),
        (f'calls-for-interest/{ids["call_of_graz"]}/answers', {**of_bologna, 'choice': 'not_now'}, 'city_id',
         {CITY: MAY_NOT, OFFICE: GONE}),
        ('memberships', {**network, **of_bologna}, 'city_id', city),
        ('api-clients', {**network, **of_bologna, 'name': 'A script', 'scopes': ['cities:read']}, 'city_id', city),
        ('plans', {**network, **of_bologna, 'title': 'For all'}, 'city_id', {CITY: MAY_NOT, OFFICE: MAY_NOT, 'office_client': MAY_NOT}),
        ('plan-actions', {'plan_id': ids['plan'], 'title': 'Ask', 'cell': {'commitment': 1, 'track': 1}}, 'plan_id',
         {**nobody, 'office_client': UNKNOWN}),
        ('plan-action-updates', {'plan_action_id': ids['plan_action'], 'unchanged': True}, 'plan_action_id',
         {**nobody, 'office_client': UNKNOWN}),
        ('plan-meetings', {'plan_id': ids['plan'], 'kind': 'review'}, 'plan_id', {**nobody, 'office_client': UNKNOWN}),
        ('plan-contacts', {'plan_id': ids['plan'], 'contacted_on': '2026-03-01', 'with_whom': 'Caritas', 'way': 'mail'}, 'plan_id',
         {**nobody, 'office_client': UNKNOWN}),
        ('plan-risks', {'plan_id': ids['plan'], 'phase': 'content', 'risk': 'Delay'}, 'plan_id', {**nobody, 'office_client': UNKNOWN}),
        ('needs-assessments', {'plan_id': ids['plan'], 'title': 'Asked', 'method': 'survey'}, 'plan_id',
         {**nobody, 'office_client': UNKNOWN}),
        ('needs-findings', {'plan_id': ids['plan'], 'needs_assessment_id': ids['needs_assessment'], 'finding': 'Fear'}, 'plan_id',
         {**nobody, 'office_client': UNKNOWN}),
        ('plan-consultations', {'plan_id': ids['plan'], 'kind': 'network_advice', 'asked_on': '2026-03-01', 'of_whom': 'Berlin'}, 'plan_id',
         {**nobody, 'office_client': UNKNOWN}),
        ('plan-inventory-items', {'plan_id': ids['plan'], 'kind': 'service', 'name': 'Advice'}, 'plan_id',
         {**nobody, 'office_client': UNKNOWN}),
        ('milestones', {'plan_action_id': ids['plan_action'], 'title': 'Ask', 'due_on': '2030-01-01'}, 'plan_action_id',
         {**nobody, 'office_client': UNKNOWN}),
        ('indicators', {'plan_id': ids['plan'], 'name': 'Complaints'}, 'plan_id', {**nobody, 'office_client': UNKNOWN}),
        # What a group keeps: the other city sees the proposal, the other network does not.
        ('action-items', {**housing, 'title': 'Nothing'}, 'working_group_id', beyond),
        ('support-requests', {**housing, 'question': 'Nothing?'}, 'working_group_id', beyond),
        ('group-invitations', {**housing, 'city_id': ids['berlin']}, 'working_group_id', beyond),
        ('participation-requests', {**housing, 'organisation_id': ids['helping_hands'], 'message': 'Hello.'}, 'working_group_id', beyond),
        ('funding-requests', {**housing, **study}, 'working_group_id', beyond),
        ('meetings', {**housing, **meeting}, 'working_group_id', beyond),
        ('outputs', {**housing, 'title': 'A paper', 'kind': 'guidelines'}, 'working_group_id', beyond),
        ('circulars', {**housing, **letter}, 'working_group_id', beyond),
        ('reports', {'working_group_id': ids['sport'], 'assembly_id': ids['assembly']}, 'working_group_id', city),
        ('working-groups', {**elsewhere, 'city_id': ids['montreal'], 'title': 'Words', 'continues_id': ids['housing']}, 'continues_id',
         {OFFICE: UNKNOWN}),
        # What nobody else knows of.
        ('contact-points', {'person_id': ids['person'], 'value': 'nino@example.org'}, 'person_id', nobody),
        ('progress-updates', {'action_item_id': ids['item'], 'unchanged': True}, 'action_item_id', nobody),
        ('redactions', {'subject_type': 'progress_update', 'subject_id': ids['update'], 'field': 'text', 'text': '…', 'reason': 'x'},
         'subject_id', nobody),
        # In what one may make, next to what is one's own.
        ('action-items', {**space, 'title': 'Train', 'responsible_person_id': ids['person']}, 'responsible_person_id', {CITY: UNKNOWN}),
        ('action-items', {**space, 'title': 'Train', 'meeting_id': ids['inner_meeting']}, 'meeting_id', {CITY: UNKNOWN}),
        ('outputs', {**space, 'title': 'A paper', 'kind': 'guidelines', 'document_id': ids['document']}, 'document_id', {CITY: UNKNOWN}),
        ('plans', {**network, 'city_id': ids['berlin'], 'title': 'For all', 'political_head_id': ids['person']}, 'political_head_id',
         {CITY: UNKNOWN}),
        ('plans', {**network, 'city_id': ids['berlin'], 'title': 'For all', 'coordination_team_ids': [ids['person']]},
         'coordination_team_ids', {CITY: UNKNOWN}),
        ('plans', {**network, 'city_id': ids['berlin'], 'title': 'For all', 'steering_committee_ids': [ids['person']]},
         'steering_committee_ids', {CITY: UNKNOWN}),
        ('roles', {**elsewhere, 'person_id': ids['person'], 'role': 'board_member'}, 'person_id', {OFFICE: UNKNOWN}),
        ('roles', {**elsewhere, 'person_id': ids['person'], 'role': 'group_coordinator', **housing}, 'working_group_id', {OFFICE: UNKNOWN}),
        ('mandates', {**elsewhere, 'city_id': ids['montreal'], 'client_id': ids['client'], 'basis': 'none'}, 'client_id',
         {OFFICE: UNKNOWN}),
        (f'assemblies/{ids["sitting_of_tabled"]}/present-reports', {'report_id': ids['draft']}, 'report_id', {CITY: MAY_NOT}),
        (f'roles/{ids["coordinator_role"]}/handovers', {'person_id': ids['other_coordinator']}, 'person_id', {'city_client': UNKNOWN}),
    ]  # fmt: skip


@pytest.mark.in_turn(3)
def test_a_foreign_id_in_a_body_has_one_answer_and_that_of_an_id_of_nothing(asks: Asking) -> None:
    wrong = []
    for place, body, field, answers in bodies({name: str(value) for name, value in asks.world.ids.items()}):
        for caller, expected in answers.items():
            there = Ask('POST', f'/v1/{place}', body)
            answer = asks.ask(there, caller)
            none = [NOWHERE] if isinstance(body.get(field), list) else NOWHERE
            nothing = asks.ask(replace(there, body={**body, field: none}), caller) if expected == UNKNOWN else answer
            if answer.problem != expected or said(nothing) != said(answer):
                wrong.append((caller, place, field, answer.text, nothing.text))
    assert wrong == []


# What a body names that is nobody's secret, or what only those name who see it: each with the reason.
NAMED_OPENLY = {
    'network_id': 'networks are public',
    'partner_id': 'networks are public',
    'organisation_id': 'organisations are public',
    'host_city_id': 'cities are public',
    'lead_city_id': 'cities are public',
    'invited_city_ids': 'cities are public',
    'responsible_city_id': 'cities are public',
    'attending_city_ids': 'cities are public',
    'working_group_ids': 'of a circular: groups of the network that it names, whose office is asking',
    'assembly_id': 'assemblies of a network are its members’, and a report or declaration is asked about its group first',
    'corrects_id': 'an update of the item that the body names, which is looked for first',
    'minutes_document_id': 'a document of the meeting’s own group, whose lead is asking',
    'call_id': 'of a circular: a call for interest of the network that it names, whose office is asking',
    'department_id': 'a department of the plan’s own city; another’s is answered as none: tests/routes/test_plan_actions.py',
    'agreed_by_id': 'a person whom the caller may know of; another is answered as none: tests/routes/test_plan_action_batches.py',
    'needs_assessment_id': 'an assessment of the plan that the body names, which is looked for first; another’s is answered as none',
    'department_ids': 'departments of the plan’s own city; another’s is answered as none: tests/routes/test_plan_{bearers,follow_up}.py',
    'plan_action_ids': 'actions of the plan that the body or the path names, or of those that a mail’s link asks about: '
    'tests/routes/test_plan_follow_up.py, tests/routes/test_progress_links.py',
    'referral_id': 'whom somebody named for an action of the plan in the path; of another plan it is answered as none',
    'asking_city_id': 'cities are public',
    'good_practice_id': 'a practice of the city that is asked; a hidden one is answered as none: tests/routes/test_good_practices.py',
    'row_id': 'a row of the import in the path',
    'id': 'of a member: cities and organisations are public',
    'membership_id': 'of a batch, whose answer is the same for one that is hidden and for none: tests/routes/test_membership_batches.py',
    'candidate_id': 'a record that the row in the path was compared with',
}


def test_every_id_that_a_body_may_name_is_tried_or_is_nobodys_secret() -> None:
    tried = {field for _, _, field, _ in bodies(_Anything())}
    named = {name for schema in CONTRACT.bodies() for name, of in CONTRACT.schemas[schema]['properties'].items() if 'uuid' in str(of)}
    assert named == tried | set(NAMED_OPENLY)
    assert tried & set(NAMED_OPENLY) == set()


class _Anything(dict[str, str]):
    """Has an id by every name."""

    def __missing__(self, name: str) -> str:
        return name


# -- filters and exports ---------------------------------------------------------------------------------------------------

# By the name of a filter: a value by which something of Bologna's is found, or of its group; whether that value is itself hidden.
FILTERS: Mapping[str, tuple[str, bool]] = {
    'network_id': ('network', False),
    'city_id': ('bologna', False),
    'working_group_id': ('housing', False),
    'organisation_id': ('helping_hands', False),
    'responsible_city_id': ('bologna', False),
    'assembly_id': ('sitting_of_draft', False),
    'person_id': ('coordinator', True),
    'responsible_person_id': ('person', True),
    'action_item_id': ('item', True),
    'plan_id': ('shown_plan', True),
    'plan_action_id': ('shown_plan_action', True),
    'needs_assessment_id': ('shown_needs_assessment', True),
    'department_id': ('department', True),
    'meeting_id': ('inner_meeting', True),
    'series_id': ('series', True),
    'report_id': ('submitted', True),
    'subject_id': ('update', True),
    'actor_id': ('lead_coordinator', True),
    'client_id': ('partner_client', True),
    'continues_id': ('housing', False),
    'sync_source_id': ('sync_source', True),
    'silent_in': ('call', True),
    'endpoint_id': ('webhook', True),
}
# Fair housing reports and declares nothing, and Bologna leads nothing: what is found so is of another group, or another city's.
BY_ANOTHER = {
    ('/v1/reports', 'working_group_id'): 'sport',
    ('/v1/exports/reports.{format}', 'working_group_id'): 'sport',
    ('/v1/exports/declarations.{format}', 'working_group_id'): 'sport',
    ('/v1/exports/submissions.{format}', 'working_group_id'): 'sport',
    ('/v1/exports/decisions.{format}', 'working_group_id'): 'sport',
    ('/v1/exports/publications.{format}', 'working_group_id'): 'sport',
    # What was only submitted has been neither decided on nor published.
    ('/v1/exports/decisions.{format}', 'report_id'): 'approved',
    ('/v1/exports/publications.{format}', 'report_id'): 'published',
    ('/v1/exports/leads.{format}', 'city_id'): 'graz',
    ('/v1/group-invitations', 'working_group_id'): 'schools',
    ('/v1/exports/group-invitations.{format}', 'working_group_id'): 'schools',
    ('/v1/participation-requests', 'working_group_id'): 'schools',
    ('/v1/imports', 'plan_id'): 'plan',
}
OF_DUTIES = ('network_id', 'working_group_id', 'city_id', 'assembly_id')
# What a city brings into its plan even the operator does not find.
# Nobody is invited for a group, nothing is owed yet, no draft's assembly was declared at, and no group continues another.
FINDS_NOTHING = {
    ('/v1/imports', 'plan_id'),
    ('/v1/working-groups', 'continues_id'),
    ('/v1/exports/working-groups.{format}', 'continues_id'),
    ('/v1/exports/declarations.{format}', 'assembly_id'),
    ('/v1/invitations', 'working_group_id'),
    # Who does what within a city is told to that city alone.
    *(
        (path, name)
        for path in ('/v1/plan-actions', '/v1/exports/plan-actions.{format}')
        for name in ('department_id', 'responsible_person_id')
    ),
    # And which actions of its plan a finding led to.
    ('/v1/needs-findings', 'plan_action_id'),
    *((path, name) for path in ('/v1/obligations', '/v1/exports/obligations.{format}') for name in OF_DUTIES),
}
# What these find is shown to others as well: what the person shows to members, and what became of a report that an assembly has seen.
TOLD_OTHERWISE = {
    ('/v1/contact-points', 'person_id'),
    ('/v1/exports/contact-points.{format}', 'person_id'),
    ('/v1/exports/decisions.{format}', 'report_id'),
    ('/v1/exports/publications.{format}', 'report_id'),
}


def filters() -> Iterator[tuple[str, str]]:
    """Yield the address of each list and export with each of its filters that takes an id."""
    for method, path, operation in CONTRACT.operations():
        if method == 'GET' and operation.get('security') != [] and '{' not in path.replace('{format}', ''):
            for parameter in operation.get('parameters', ()):
                if parameter['in'] == 'query' and 'uuid' in str(parameter['schema']) and parameter['name'] not in {'after', 'feed_id'}:
                    yield path, parameter['name']


def test_every_filter_that_takes_an_id_is_tried() -> None:
    assert {name for _, name in filters()} == set(FILTERS)


@pytest.mark.in_turn(3)
def test_a_foreign_id_in_a_filter_finds_nothing_hidden(asks: Asking) -> None:
    listed: dict[tuple[str, str], set[str]] = {}
    wrong = []
    for path, name in filters():
        record, is_hidden = FILTERS[name]
        record = BY_ANOTHER.get((path, name), record)
        page = {} if '/exports/' in path else {'limit': '100'}
        there = Ask('GET', path.replace('{format}', 'ndjson'), query=page)
        wanted = replace(there, query={name: str(asks.world.ids[record]), **page})
        if bool(found(asks, wanted, 'operator_client')) is ((path, name) in FINDS_NOTHING):
            wrong.append((path, name, 'finds nothing for anybody, or something after all'))
        for stranger in (CITY, OFFICE):
            if (path, stranger) not in listed:
                listed[path, stranger] = found(asks, there, stranger)
            seen = found(asks, wanted, stranger)
            if seen - listed[path, stranger] or (is_hidden and seen and (path, name) not in TOLD_OTHERWISE):
                wrong.append((path, name, f'finds {seen} for {stranger}'))
    assert wrong == []


def found(asks: Asking, ask: Ask, caller: str) -> set[str]:
    """Return the ids of all pages of a list, or of an export's lines."""
    answer = asks.ask(ask, caller)
    ids = ids_in(answer)
    after = answer.said['next'] if answer.said is not None else None
    return ids | found(asks, replace(ask, query={**ask.query, 'after': after}), caller) if after else ids


def ids_in(answer: Answer) -> set[str]:
    """Return the ids of a page's items, or of an export's lines."""
    assert answer.code == 200, answer.text[:300]
    if answer.said is not None:
        return {each['id'] for each in answer.said['items']}
    return {line.split('"', 4)[3] for line in answer.text.splitlines() if line}


# -- searches --------------------------------------------------------------------------------------------------------------


@pytest.mark.in_turn(3)
def test_the_words_of_a_hidden_record_find_nothing(asks: Asking) -> None:
    """Neither does counting: a page and an export of a search hold the same records as those without it, fewer of them."""
    tried = set()
    for method, path, operation in CONTRACT.operations():
        asked = {each['name'] for each in operation.get('parameters', ())}
        if method != 'GET' or operation.get('security') == [] or 'q' not in asked or '{' in path.replace('{format}', ''):
            continue
        there = Ask('GET', path.replace('{format}', 'ndjson'), query={} if '/exports/' in path else {'limit': '100'})
        if 'city-catalogue' in path:
            continue
        whole = {each['id']: each for each in told(asks, there, 'operator_client')}
        for stranger in (CITY, OFFICE):
            shown = found(asks, there, stranger)
            for record in [each for each in whole.values() if each['id'] not in shown][:5]:
                words = next(str(record[name]) for name in ('title', 'name', 'place', 'question') if record.get(name))
                wanted = replace(there, query={**there.query, 'q': words[:100]})
                assert record['id'] in found(asks, wanted, 'operator_client'), (path, words)
                assert found(asks, wanted, stranger) <= shown - {record['id']}, (path, stranger, words)
                tried.add(path)
    assert len(tried) >= 10, tried


def told(asks: Asking, ask: Ask, caller: str) -> list[dict[str, Any]]:
    """Return the records of the first page of a list, or of an export."""
    answer = asks.ask(ask, caller)
    assert answer.code == 200, answer.text[:300]
    return list(answer.said['items']) if answer.said is not None else [json.loads(line) for line in answer.text.splitlines() if line]
