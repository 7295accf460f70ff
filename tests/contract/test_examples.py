"""The examples of the contract are true: each body that is shown is sent to the service, with ids of its world, and is understood."""

import re
from typing import Any

import httpx

from tests.contract.acceptable import OF_THE_CITY
from tests.contract.conftest import Records, is_problem
from tests.contract.validated import OPERATIONS, Operation
from tests.routes.conftest import ClientFor, Somebody, World

# What an example cannot hold, the token of a mail; and what a machine cannot do: change its language, have passkeys, calendars or filters.
NOT_FOR_MACHINES = {
    'create_session', 'ask_invitation', 'accept_invitation', 'decline_invitation', 'update_me', 'create_passkey', 'create_identity',
    'create_calendar_subscription', 'create_saved_filter', 'ask_progress_link', 'answer_progress_link',
}  # fmt: skip
# Examples that are understood, against which a rule or what the records hold already stands: a problem of 409 each.
RULED_OUT = {
    'update_import': 'import-columns-differ',
    'publish_practice_of_action': 'action-not-shared',
    'create_practice_question': 'unknown-reference',
    'decide_import_rows': 'unknown-reference',
    'create_city': 'identifier-taken',
    'update_organisation': 'identifier-taken',
    'join_working_group': 'already-a-member',
    'apply_membership_batch': 'batch-refused',
    'replace_working_group_members': 'batch-refused',
    'replace_network_members': 'batch-refused',
    'hand_over_lead': 'already-lead',
    'withdraw_working_group': 'not-proposed',
    'create_membership': 'already-a-member',
    'admit_member': 'stage-does-not-allow',
    'suspend_membership': 'stage-does-not-allow',
    'reactivate_membership': 'stage-does-not-allow',
    'cancel_meeting': 'meeting-held',
    'answer_call_for_interest': 'call-of-its-own',
    'create_group_invitation': 'already-a-member',
    'withdraw_group_invitation': 'city-invitation-settled',
    'create_participation_request': 'already-a-member',
    'admit_participation_request': 'participation-request-settled',
    'refuse_participation_request': 'participation-request-settled',
    'withdraw_participation_request': 'participation-request-settled',
    'withdraw_call_for_interest': 'call-settled',
    'withdraw_funding_request': 'funding-request-decided',
    'give_role': 'role-already-held',
    'hand_over_role': 'already-ended',
    'grant_dispensation': 'nothing-owed',
    'redact_text': 'unknown-reference',
    'give_mandate': 'unknown-reference',
    'declare_working_group': 'assembly-before-the-group',
    'start_report': 'assembly-before-the-group',
    'decide_report': 'report-not-tabled',
    'call_up_report': 'report-not-tabled',
    'publish_report': 'report-not-approved',
    'confirm_message': 'message-link-invalid',
    'apply_plan_action_batch': 'batch-refused',
    'reassign_plan_action': 'unknown-reference',
    'record_plan_progress': 'unknown-reference',
    'update_plan_action': 'unknown-reference',
    'record_indicator_value': 'unknown-reference',
}
SENDING = [each for each in OPERATIONS if 'application/json' in each.declared.get('requestBody', {}).get('content', {})]


def noun(name: str) -> str:
    return name.removesuffix('_id')


# Whose If-Match speaks of many records as a whole, and not of the one in whose address they stand.
OF_A_WHOLE = {'replace_network_members'}


class Sender:
    """Sends the examples as the operator would, or a city what it does itself: ids are those of records that exist."""

    def __init__(self, client: Somebody, city: Somebody, world: World, records: Records) -> None:
        self.client, self.city = client, city
        self.ids = {name: record['id'] for name, record in records.items()} | {
            'network': str(world.network),
            'call': records['call_for_interest']['id'],
            **dict.fromkeys(('political_head', 'coordination_team', 'steering_committee'), records['person']['id']),
            'city': str(world.cities['graz']),
        }

    def who(self, path: str) -> Somebody:
        """Return who asks there."""
        return self.city if path.startswith(OF_THE_CITY) else self.client

    def real(self, value: Any, name: str = '') -> Any:
        """Return an example with the ids of this world in their places."""
        if isinstance(value, dict):
            return {key: self.real(each, key) for key, each in value.items()}
        if isinstance(value, list):
            return [self.real(each, name.removesuffix('s')) for each in value]
        if not name.endswith('_id'):
            return value
        return self.ids.get(re.sub(r'^(attending|host|invited|lead|responsible)_', '', noun(name)), value)

    def send(self, operation: Operation) -> httpx.Response:
        """Send an operation's example, with the version that its record has now."""
        path = operation.path
        for parameter in operation.declared.get('parameters', []):
            if parameter['in'] == 'path':
                path = path.replace(f'{{{parameter["name"]}}}', self.ids.get(noun(parameter['name']), parameter['name'].replace('_', '-')))
        headers = {}
        if any(each['name'] == 'If-Match' for each in operation.declared.get('parameters', [])):
            whole = path.split('/')[: operation.path.split('/').index(next(p for p in operation.path.split('/') if p.startswith('{'))) + 1]
            seen = self.who(path).get('/'.join(whole))
            known = '*' if operation.declared['operationId'] in OF_A_WHOLE else seen.headers.get('etag', '"1"')
            headers = {'If-Match': known}
        body = self.real(operation.declared['requestBody']['content']['application/json']['example'])
        return self.who(path).request(operation.method, path, json=body, headers=headers)


def made_by(operation: Operation, sender: Sender, records: Records) -> tuple[Any, str]:
    """Return what the example of a create makes, and its tag; where a rule stands against it, the record of its kind that there is."""
    answer = sender.send(operation)
    if answer.status_code == 201:
        return answer.json(), answer.headers.get('etag', '*')
    assert answer.status_code == 409, answer.text
    collection = operation.path.rpartition('/')[2].replace('-', '_')
    kinds = {'cities': 'city', 'people': 'person', 'successors': 'plan', 'values': 'indicator_value'}
    kind = kinds.get(collection, collection.removesuffix('s'))
    return {**records, **records.get(kind, {})}, '*'


def at(body: Any, expression: str, tag: str) -> str:
    """Return what a runtime expression of a link means."""
    if expression == '$response.header.ETag':
        return tag
    for step in expression.removeprefix('$response.body#/').split('/'):
        body = body[step]
    return str(body)


def test_every_link_of_a_new_record_leads_somewhere(operator: Somebody, client_for: ClientFor, world: World, records: Records) -> None:
    sender, followed, selected = Sender(operator, client_for(city='graz'), world, records), set(), set()
    by_name = {each.declared['operationId']: each for each in OPERATIONS}
    for create in SENDING:
        links = create.declared['responses'].get('201', {}).get('links', {})
        selected |= {(create.declared['operationId'], name) for name in links}
        body, tag = made_by(create, sender, records) if links else ({}, '')
        # What reads before what changes or ends.
        for name, link in sorted(links.items(), key=lambda each: by_name[each[0]].method != 'GET'):
            target, path, headers = by_name[name], by_name[name].path, {'If-Match': '*'}
            query: dict[str, str] = {}
            for place, expression in link.get('parameters', {}).items():
                kind, _, parameter = place.partition('.')
                value = at(body, expression, tag)
                path = path.replace(f'{{{parameter}}}', value) if kind == 'path' else path
                query |= {parameter: value} if kind == 'query' else {}
                headers |= {parameter: value} if kind == 'header' else {}
            content = target.declared.get('requestBody', {}).get('content', {})
            if target.method == 'GET':
                assert sender.who(path).get(path, params=query).status_code == 200, (create.path, name)
            elif set(content) <= {'application/json'}:
                wish = sender.real(content['application/json']['example']) if content else None
                answer = sender.who(path).request(target.method, path, json=wish, headers=headers)
                assert answer.status_code < 400 or answer.status_code in {409, 412}, (create.path, name, answer.text)
            followed.add((create.declared['operationId'], name))
    assert followed == selected
    assert len(followed) >= 50


def test_every_example_of_a_body_is_understood(operator: Somebody, client_for: ClientFor, world: World, records: Records) -> None:
    sender = Sender(operator, client_for(city='graz'), world, records)
    # Last who is about to be erased: the others are about that person.
    ordered = sorted(SENDING, key=lambda each: each.declared['operationId'] == 'erase_person')
    answers = {each.declared['operationId']: sender.send(each) for each in ordered}
    refused = {name: answer.text for name, answer in answers.items() if answer.status_code >= 400}
    # 409: the body is right, and a rule of the network or what was sent before stands against it.
    wrong = {name: text for name, text in refused.items() if answers[name].status_code != 409 and name not in NOT_FOR_MACHINES}
    assert wrong == {}
    assert all(is_problem(answers[name]) for name in refused)
    against = {name: str(answers[name].json()['type']).rpartition('/')[2] for name in refused if answers[name].status_code == 409}
    assert against == RULED_OUT
