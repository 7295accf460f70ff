"""Makes what is generated acceptable: a body that would make a record names records that are there and fit; all else stays generated."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from schemathesis import Case, HookContext
from schemathesis.core.parameters import ParameterLocation
from schemathesis.schemas import BaseSchema

from api import clock
from api.rules.roles import OF_THE_OFFICE
from tests.contract.conftest import Records
from tests.routes.acts import constituted, pages
from tests.routes.conftest import EVERY_SCOPE, Somebody, World
from tests.routes.sittings import assembly, brought_to

Body = dict[str, Any]
# What a field becomes, given the whole body and the field's name.
Given = Callable[[Body, str], object]
LEFT_OUT = object()
# What a city does itself, since nobody else sees its plan until it shares it.
OF_THE_CITY = ('/v1/plan', '/v1/needs-', '/v1/milestones', '/v1/indicator')


def always(value: object) -> Given:
    """The field is sent, with this."""
    return lambda _body, _name: value


def if_sent(value: object) -> Given:
    """Where the field is sent with anything but null, it is this."""
    return lambda body, name: value if body.get(name) is not None else body.get(name, LEFT_OUT)


def if_missing(value: object) -> Given:
    """The field is sent, with this unless it was generated."""
    return lambda body, name: body.get(name, value)


def left_out(_body: Body, _name: str) -> object:
    """The field is not sent."""
    return LEFT_OUT


def beyond_the_office(value: object) -> Given:
    """The field is this for a role that may be held for something, and not sent for one of the office."""
    return lambda body, _name: LEFT_OUT if body['role'] in OF_THE_OFFICE else value


def for_a_script(value: object) -> Given:
    """Where the field is sent with anything but null, it is this for a script, and left out for a partner's system."""
    return lambda body, name: LEFT_OUT if body.get('role') == 'partner_client' else if_sent(value)(body, name)


def known_scopes(body: Body, name: str) -> object:
    """Those of the scopes that the operator has, of which there is at least one."""
    return sorted(EVERY_SCOPE & set(body[name])) or ['cities:read']


class Acceptable:
    """Knows how each body is made acceptable; what can be done only once with a record is done with a new one each time."""

    def __init__(self, client: Somebody, city: Somebody, world: World, records: Records) -> None:
        self.client, self.itself, self.world = client, city, world
        self._published = self._adopted = self._told = ''
        self.network = str(world.network)
        self.group: str = records['working_group']['id']
        self.endpoint: str = records['webhook_endpoint']['id']
        self.partner: str = records['mandate']['client']['id']
        self.plan: str = records['plan']['id']
        self.indicator: str = records['indicator']['id']
        self.city = city_id = str(world.cities['graz'])
        today = clock.today('Europe/Berlin').isoformat()
        ids = {name: record['id'] for name, record in records.items()}
        mandates = [each for each in self._stands_on('mandates') if each != ids['mandate']]
        memberships = [each for each in self._stands_on('memberships') if each != ids['membership']]
        assert len(mandates) >= 1 <= len(memberships)
        self._others = {
            **dict.fromkeys((str(client.id), str(city.id)), ids['api_client']),
            **dict.fromkeys(mandates, ids['mandate']),
            **dict.fromkeys(memberships, ids['membership']),
        }
        of_group: dict[str, Given] = {'working_group_id': always(self.group)}
        of_network: dict[str, Given] = {'network_id': always(self.network)}
        held: dict[str, Given] = {
            'city_id': beyond_the_office(city_id),
            'organisation_id': beyond_the_office(ids['organisation']),
            'working_group_id': beyond_the_office(self.group),
        }
        # operationId → field → what it becomes; fields that are not here stay as they were generated.
        self.fields: dict[str, dict[str, Given]] = {
            'create_network': {},
            'create_city': {
                'geonames_id': left_out,
                'identifiers': left_out,
                'name': if_missing('Utrecht'),
                'country_code': if_missing('NL'),
            },
            'create_organisation': {'identifiers': left_out},
            'propose_working_group': {
                **of_network,
                'city_id': always(city_id),
                'on_behalf_of': left_out,
                'invited_city_ids': left_out,
                'lead_city_id': left_out,
            },
            'join_working_group': {'city_id': self.new_member, 'start_date': if_sent(today), 'on_behalf_of': left_out},
            'apply_membership_batch': {'mode': if_sent('independent'), 'items': self.joining},
            'replace_working_group_members': {'members': self.everybody, 'effective_on': if_sent(today), 'max_removals': left_out},
            'replace_network_members': {'members': self.belonging, 'effective_on': if_sent(today), 'max_removals': left_out},
            'create_group_invitation': {**of_group, 'city_id': self.new_member},
            'create_participation_request': {**of_group, 'organisation_id': self.new_organisation, 'on_behalf_of': left_out},
            'admit_associate': {'organisation_id': self.new_organisation, 'start_date': if_sent(today), 'on_behalf_of': left_out},
            'create_membership': {**of_network, 'city_id': self.new_city, 'start_date': if_sent(today)},
            'create_meeting': {
                **of_group,
                'network_id': left_out,
                'repeats': left_out,
                'host_city_id': if_sent(city_id),
                'time_zone': if_sent('Europe/Rome'),
                'on_behalf_of': left_out,
            },
            'create_output': {**of_group, 'network_id': left_out, 'document_id': if_sent(ids['document']), 'on_behalf_of': left_out},
            'upload_document': {**of_group, 'network_id': left_out, 'file': always('%PDF-1.7\n')},
            'create_import': {
                **of_network,
                'kind': always('members'),
                'partner_id': left_out,
                'plan_id': left_out,
                'file': always('city,country\nUppsala,SE\n'),
            },
            'match_cities': of_network,
            'create_call_for_interest': {**of_network, 'city_id': always(city_id), 'on_behalf_of': left_out},
            'propose_idea': {'lead_contact': left_out, 'on_behalf_of': left_out},
            'create_circular': {
                **of_network,
                'working_group_id': left_out,
                'texts': always([{'language': 'en', 'subject': 'Reports', 'body': 'Please write.'}]),
                'meant_for': left_out,
            },
            'create_funding_request': {**of_group, 'on_behalf_of': left_out},
            'create_support_request': {**of_group, 'on_behalf_of': left_out},
            'create_action_item': {
                **of_group,
                'responsible_city_id': if_sent(city_id),
                'responsible_person_id': if_sent(ids['person']),
                'meeting_id': if_sent(ids['meeting']),
                'on_behalf_of': left_out,
            },
            'record_progress': {
                'action_item_id': always(ids['action_item']),
                'unchanged': left_out,
                'text': always('Landlords were trained.'),
                'made_on': if_sent(today),
                'on_behalf_of': left_out,
                'corrects_id': left_out,
                'city_id': if_sent(city_id),
                'document_id': if_sent(ids['document']),
            },
            'create_person': {**of_network, 'city_id': if_sent(city_id)},
            'give_role': {
                **of_network,
                **held,
                'person_id': self.new_person,
                'start_date': if_sent(today),
            },
            'create_invitation': {**of_network, **held, 'mail': self.new_address},
            'create_contact_point': {'person_id': always(ids['person'])},
            'create_department': {**of_network, 'city_id': always(city_id)},
            'create_api_client': {
                **of_network,
                'city_id': for_a_script(city_id),
                'scopes': known_scopes,
                'expires_on': if_sent(today),
            },
            'renew_api_client': {'expires_on': if_sent(today)},
            'give_mandate': {
                **of_network,
                'client_id': always(self.partner),
                'city_id': always(city_id),
                'start_date': if_sent(today),
                'end_date': left_out,
            },
            'create_webhook_endpoint': {
                'network_id': self.listening,
                'url': always('https://hooks.example.org/in'),
                'event_types': always(['city.changed']),
            },
            'update_webhook_endpoint': {'url': if_sent('https://hooks.example.org/other'), 'event_types': if_sent(['city.deleted'])},
            'create_assembly': {**of_network, 'host_city_id': if_sent(city_id)},
            'redact_text': {
                'subject_type': always('working_group'),
                'subject_id': always(self.group),
                'field': always('aims'),
                'former_text': left_out,
            },
            'create_milestone': {'plan_action_id': always(ids['plan_action']), 'on_behalf_of': left_out},
            'update_milestone': {'on_behalf_of': left_out},
            'move_milestone': {'done_on': left_out, 'on_behalf_of': left_out},
            'create_indicator': {
                'plan_id': always(ids['plan']),
                'plan_action_id': if_sent(ids['plan_action']),
                'baseline': if_sent({'on': '2020-01-01', 'value': '1'}),
                'goals': if_sent([{'on': '2021-01-01', 'value': '2'}]),
                'on_behalf_of': left_out,
            },
            'update_indicator': {'baseline': left_out, 'goals': left_out, 'on_behalf_of': left_out},
            'move_indicator': {'on_behalf_of': left_out},
            'record_indicator_value': {'measured_on': always('2020-02-29'), 'corrects_id': left_out, 'on_behalf_of': left_out},
            'create_plan_action': {
                'plan_id': always(ids['plan']),
                'cell': always({'commitment': 1, 'track': 2}),
                'further_cells': if_sent([{'commitment': 3, 'track': 1}]),
                'department_id': if_sent(ids['department']),
                'responsible_person_id': if_sent(ids['person']),
                'starts_on': left_out,
                'on_behalf_of': left_out,
            },
            'create_good_practice': {
                **of_network,
                'city_id': always(city_id),
                'city_name': left_out,
                'country_code': left_out,
                'cells': if_sent([{'commitment': 7, 'track': 3}]),
            },
            'create_practice_question': {
                **of_network,
                'city_id': always(ids['city']),
                'asking_city_id': self.new_member,
                'good_practice_id': left_out,
                'cell': always({'commitment': 7, 'track': 4}),
                'on_behalf_of': left_out,
            },
            'record_plan_progress': {
                'plan_action_id': always(ids['plan_action']),
                **dict.fromkeys(('made_on', 'corrects_id', 'reason', 'on_behalf_of'), left_out),
            },
            'apply_plan_action_batch': {
                'plan_id': always(ids['plan']),
                'mode': if_sent('independent'),
                'items': always([{'plan_action_id': ids['plan_action'], 'changes': {'horizon': 'long'}}]),
                'on_behalf_of': left_out,
            },
            'update_plan_action': {
                'cell': if_sent({'commitment': 1, 'track': 2}),
                'agreed_by_id': left_out,
                'agreed_on': left_out,
                'evaluated_on': left_out,
            },
            'create_plan_meeting': {
                'plan_id': always(ids['plan']),
                'held_on': left_out,
                'department_ids': if_sent([ids['department']]),
                'plan_action_ids': if_sent([ids['plan_action']]),
            },
            'create_plan_successor': {'starts_on': left_out, 'actions': left_out},
            'create_needs_assessment': {'plan_id': always(ids['plan']), 'starts_on': left_out},
            'create_needs_finding': {
                'plan_id': always(ids['plan']),
                'needs_assessment_id': always(ids['needs_assessment']),
                'plan_action_ids': if_sent([ids['plan_action']]),
            },
            'create_plan_consultation': {
                'plan_id': always(ids['plan']),
                'asked_on': always('2026-03-01'),
                'answered_on': if_sent('2026-03-02'),
                'organisation_id': if_sent(ids['organisation']),
                'person_id': if_sent(ids['person']),
            },
            'create_plan_inventory_item': {
                'plan_id': always(ids['plan']),
                'organisation_id': if_sent(ids['organisation']),
                'cell': if_sent({'commitment': 7, 'track': 4}),
            },
            'create_plan_risk': {'plan_id': always(ids['plan']), 'person_id': if_sent(ids['person'])},
            'create_plan_contact': {
                'plan_id': always(ids['plan']),
                'contacted_on': always('2026-03-01'),
                'department_id': if_sent(ids['department']),
                'person_id': if_sent(ids['person']),
                'organisation_id': if_sent(ids['organisation']),
            },
            'create_plan': {
                **of_network,
                'city_id': always(city_id),
                'political_head_id': if_sent(ids['person']),
                'coordination_team_ids': if_sent([ids['person']]),
                'steering_committee_ids': if_sent([ids['person']]),
                'department_ids': if_sent([ids['department']]),
                'starts_on': left_out,
            },
            'start_report': {**of_group, 'assembly_id': self.new_assembly, 'on_behalf_of': left_out},
        }
        # operationId → what its path names, where not just any record of the kind will do.
        self.paths: dict[str, Callable[[], str]] = {
            **dict.fromkeys(('create_api_client_secret', 'renew_api_client'), self.new_client),
            **dict.fromkeys(('get_newsletter', 'write_newsletter'), self.published),
            'rotate_webhook_secret': self.new_endpoint,
            'propose_idea': self.new_call,
            'create_plan_successor': self.adopted,
            'publish_practice_of_action': self.told,
            'record_indicator_value': self.measured,
        }

    def makes(self, document: BaseSchema) -> None:
        """Have everything that is generated from a document made acceptable, unless it is meant to be refused."""

        @document.hook('map_case')
        def made_acceptable(context: HookContext, case: Case[Any]) -> Case[Any]:
            operation, meta = context.operation, case.meta
            assert operation is not None
            assert meta is not None
            name = operation.definition.raw.get('operationId', '')
            fields = self.fields.get(name)
            if fields is not None and meta.generation.mode.is_positive and isinstance(case.body, dict):
                case.body = self.body(fields, case.body)
                # A path that a link has filled is no part of what was generated.
                if ParameterLocation.PATH in meta.components and 'working_group' in case.path_parameters:
                    case.path_parameters = {'working_group': self.group}
            if name in self.paths and meta.generation.mode.is_positive and ParameterLocation.PATH in meta.components:
                case.path_parameters = {next(iter(case.path_parameters)): self.paths[name]()}
                if operation.method.upper() != 'GET':
                    case.headers['If-Match'] = '*'
            case.path_parameters = self.spared(case.path_parameters)
            return case

    def spared(self, named: Mapping[str, Any]) -> Body:
        """Return what a path names, with others in the place of what the two who ask could do nothing without; lists show those, too."""
        return {name: self._others.get(value, value) for name, value in named.items()}

    def _stands_on(self, path: str, **query: str) -> list[str]:
        found = self.client.get(f'/v1/{path}', params={'network_id': self.network, 'city_id': self.city, 'limit': '100', **query})
        assert found.status_code == 200, found.text
        return [each['id'] for each in found.json()['items']]

    def body(self, fields: dict[str, Given], generated: Body) -> Body:
        """Return a body with these fields as they shall be."""
        given = generated | {name: become(generated, name) for name, become in fields.items()}
        return {name: value for name, value in given.items() if value is not LEFT_OUT}

    def made(self, path: str, **wish: object) -> str:
        """Make a record and return its id."""
        answer = self.client.post(f'/v1/{path}', json=wish)
        assert answer.status_code == 201, answer.text
        made: str = answer.json()['id']
        return made

    def joining(self, body: Body, name: str) -> list[Body]:
        """A batch that lets a city join."""
        return [{'op': 'join', 'working_group': self.group, 'member': {'id': self.new_member(body, name)}}]

    def everybody(self, _body: Body, _name: str) -> list[Body]:
        """Who is in the group."""
        inside = self.client.get(f'/v1/working-groups/{self.group}/members', params={'limit': 100}).json()['items']
        return [{'member': {'id': each['member']['id']}} for each in inside]

    def belonging(self, _body: Body, _name: str) -> list[Body]:
        """Which cities belong to the network."""
        query = {'network_id': self.network, 'ended': 'false', 'limit': '100'}
        found = [each for page in pages(self.client, '/v1/memberships', **query) for each in page]
        return [{'member': {'id': each['member']['id']}} for each in found if each['working_group_id'] is None]

    def listening(self, _body: Body, _name: str) -> str:
        """The network, with room for an address: all but the first are ended, since a client may have some twenty."""
        for each in self.client.get('/v1/webhook-endpoints', params={'limit': 100}).json()['items']:
            if each['id'] != self.endpoint:
                self.client.delete(f'/v1/webhook-endpoints/{each["id"]}', headers={'If-Match': '*'})
        return self.network

    def new_client(self) -> str:
        """A client that has neither ended nor a second secret."""
        return self.made('api-clients', network_id=self.network, name='A script', scopes=['cities:read'])

    def new_endpoint(self) -> str:
        """An address of which nobody has a secret but its owner."""
        network = self.listening({}, '')
        return self.made('webhook-endpoints', network_id=network, url='https://hooks.example.org/in', event_types=['city.changed'])

    def new_city(self, _body: Body, _name: str) -> str:
        """A city that is in no network."""
        return self.made('cities', name='Utrecht', country_code='NL')

    def new_member(self, body: Body, name: str) -> str:
        """A city that is active in the network and in no group."""
        city = self.new_city(body, name)
        self.made('memberships', network_id=self.network, city_id=city)
        return city

    def new_organisation(self, _body: Body, _name: str) -> str:
        """An organisation that is in no group."""
        return self.made('organisations', name='European Training Centre', kind='institution')

    def new_person(self, _body: Body, _name: str) -> str:
        """A person without a role."""
        return self.made('people', network_id=self.network, name='Ada Example')

    def new_address(self, _body: Body, _name: str) -> str:
        """An address to which no mail has gone."""
        return f'{uuid4().hex}@example.org'

    def new_call(self) -> str:
        """An idea that the other cities were asked about."""
        call = self.made('calls-for-interest', network_id=self.network, city_id=self.city, title='Clean air')
        sent = self.client.post(f'/v1/calls-for-interest/{call}/sendings', json={'closes_on': '2099-01-01'}, headers={'If-Match': '*'})
        assert sent.status_code == 200, sent.text
        return call

    def published(self) -> str:
        """A report that is on the website, of a group of its own."""
        if not self._published:
            group = constituted(self.client, self.world)
            self._published = brought_to('published', self.client, group, assembly(self.client, self.world))['id']
        return self._published

    def act(self, path: str, **wish: object) -> Body:
        """Do what only the city does, whose plan it is."""
        answer = self.itself.post(f'/v1/{path}', json=wish, headers={'If-Match': '*'})
        assert answer.is_success, answer.text
        done: Body = answer.json()
        return done

    def adopted(self) -> str:
        """A plan that its city has adopted, so that another may follow."""
        if not self._adopted:
            self._adopted = self.act('plans', network_id=self.network, city_id=self.city, title='Adopted')['id']
            day = clock.today('Europe/Berlin').isoformat()
            self.act(f'plans/{self._adopted}/adoptions', adopted_by='The council', adopted_on=day)
        return self._adopted

    def told(self) -> str:
        """An action of the plan that everybody may read."""
        if not self._told:
            cell = {'commitment': 1, 'track': 1}
            self._told = self.act('plan-actions', plan_id=self.plan, title='Tell everybody', cell=cell)['id']
            self.act(f'plan-actions/{self._told}/sharings', shared_with='public')
        return self._told

    def measured(self) -> str:
        """What the plan is measured by."""
        return self.indicator

    def new_assembly(self, _body: Body, _name: str) -> str:
        """An assembly to which nobody has reported."""
        today = clock.today('Europe/Berlin').isoformat()
        return self.made('assemblies', network_id=self.network, title='General Assembly', held_on=today)
