"""No city's machine gets what another's has: schemathesis reads what one made, or was listed, again as the other, and compares."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import pytest
import schemathesis
from fastapi import FastAPI, Header, HTTPException
from pydantic import BaseModel
from schemathesis.config import SchemathesisConfig
from schemathesis.schemas import BaseSchema
from schemathesis.wfc.escalation import escalating_provider

from tests.contract.acceptable import Acceptable
from tests.contract.conftest import Records
from tests.contract.test_generated import run
from tests.routes.conftest import ClientFor, Index, Somebody, World

EXAMPLES, EXAMPLES_AT_FULL_LENGTH = 2, 30
# Which operations the few examples of the short run reach is chance: it may be one of five kinds only.
LEAST_COMPARED, LEAST_COMPARED_AT_FULL_LENGTH = 1, 3
STEPS, STEPS_AT_FULL_LENGTH = 4, 20
# Whose objects, for whom they are not, and where. Within a network the cities see each other's groups and what these show to members:
# that is shared on purpose, as contact points are that say so (S1), and is compared with the machine of another network.
OF_THE_OWN_CITY = 'people|roles|invitations|departments|mandates|plans'
# Files of whole lists, what everybody may read, what networks share (cities, organisations), what they say of themselves (by-laws),
# and acts without an object.
NO_OBJECTS = (
    '/(exports|public|oauth|sessions|sign-in-links|invitation-.*|demonstration-accounts|city-catalogue|cities|organisations|networks)'
)
# The object of a finding, by the request that its owner read it with.
OBJECT = re.compile(r'Owner: GET \S*([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\S* as ')
PEERS = [
    pytest.param('graz', 'montreal', '', id='graz and another network', marks=pytest.mark.in_turn(3)),
    pytest.param('graz', 'berlin', OF_THE_OWN_CITY, id='graz and berlin', marks=pytest.mark.in_turn(3)),
    pytest.param('graz', 'bologna', OF_THE_OWN_CITY, id='graz and bologna', marks=pytest.mark.full),
]


def configured(base_url: str, peers: Mapping[str, str], directory: Path, *, examples: int, steps: int) -> SchemathesisConfig:
    """Return a configuration that checks one thing: peers, each with its Authorization, do not get each other's objects.

    The first of them sends the requests.
    """
    users = [{'name': name, 'fixedHeaders': [{'name': 'Authorization', 'value': value}]} for name, value in peers.items()]
    path = directory / 'peers.json'
    path.write_text(json.dumps({'auth': users}))
    return SchemathesisConfig.from_dict(
        {
            'base-url': base_url,
            'seed': 1,
            'continue-on-failure': True,
            'generation': {'max-examples': examples, 'mode': 'positive'},
            'auth': {'wfc': {'path': str(path), 'user': next(iter(peers)), 'peers': list(peers)}},
            'checks': {'enabled': False, 'object_level_authorization': {'enabled': True}},
            'phases': {'examples': {'enabled': False}, 'coverage': {'enabled': False}, 'stateful': {'max-steps': steps}},
        }
    )


def compared(document: BaseSchema) -> set[str]:
    """Return the operations whose answers were compared with those that a peer gets."""
    provider = escalating_provider(document)
    assert provider is not None
    return {key[1] for key in provider._probed if key[0] == 'read'}


def not_public(failures: list[str], index: Index) -> list[str]:
    """Return the findings without those about a record that is public, such as that a city is an active member of its network."""
    objects = ((failure, OBJECT.search(failure)) for failure in failures)
    return [failure for failure, found in objects if not found or index(found[1]).get('audience_now') != 'public']


@pytest.mark.parametrize(('owner', 'other', 'where'), PEERS)
def test_no_citys_machine_gets_an_object_of_another_city(
    operator: Somebody,
    client_for: ClientFor,
    world: World,
    records: Records,
    index: Index,
    owner: str,
    other: str,
    where: str,
    full: bool,
    tmp_path: Path,
) -> None:
    machines = {name: client_for(city=name, network=world.other_network if name == 'montreal' else None) for name in (owner, other)}
    peers = {name: machine.headers['Authorization'] for name, machine in machines.items()}
    examples, steps = (EXAMPLES_AT_FULL_LENGTH, STEPS_AT_FULL_LENGTH) if full else (EXAMPLES, STEPS)
    config = configured(str(operator.base_url).rstrip('/'), peers, tmp_path, examples=examples, steps=steps)
    whole = schemathesis.openapi.from_url(str(operator.base_url.join('/openapi.json')), config=config)
    there = whole.include(path_regex=f'^/v1/({where})') if where else whole.exclude(path_regex=NO_OBJECTS)
    # What changes or ends an object makes none.
    document = there.exclude(method=['PATCH', 'DELETE'])
    graz = machines.get('graz') or client_for(city='graz')
    Acceptable(operator, graz, world, records).makes(document)
    _, _, found = run(document)
    failures = not_public(found, index)
    assert failures == [], '\n\n'.join(failures)
    assert len(compared(document)) >= (LEAST_COMPARED_AT_FULL_LENGTH if full else LEAST_COMPARED)


def test_a_finding_counts_unless_its_record_is_public(office: Somebody, world: World, records: Records, index: Index) -> None:
    listed = office.get('/v1/memberships', params={'network_id': str(world.network), 'city_id': str(world.cities['graz'])}).json()['items']
    of_network = next(each for each in listed if not each['working_group_id'])
    about = 'Object-level authorization bypass\n\n  Owner: GET /v1/{} as graz -> 200\n  Peer:  GET /v1/{} as montreal -> 200'
    public, shared = (about.format(path, path) for path in (f'memberships/{of_network["id"]}', f'meetings/{records["meeting"]["id"]}/log'))
    assert not_public([public, shared, 'Server error'], index) == [shared, 'Server error']


class Note(BaseModel):
    """What the careless service keeps."""

    id: int
    owner: str
    text: str


class NoteCreate(BaseModel):
    """What is sent to it."""

    text: str


def test_a_service_that_does_not_ask_whose_an_object_is_is_caught(tmp_path: Path) -> None:
    careless, kept = FastAPI(), dict[int, Note]()

    @careless.post('/notes', status_code=201, operation_id='create_note')
    def create_note(note: NoteCreate, authorization: Annotated[str, Header()]) -> Note:
        kept[len(kept) + 1] = Note(id=len(kept) + 1, owner=authorization, text=note.text)
        return kept[len(kept)]

    @careless.get('/notes/{note_id}', operation_id='get_note')
    def get_note(note_id: int, authorization: Annotated[str, Header()]) -> Note:
        if not authorization.startswith('Bearer') or note_id not in kept:
            raise HTTPException(404)
        return kept[note_id]

    peers = {'graz': 'Bearer one', 'berlin': 'Bearer two'}
    config = configured('http://careless.example', peers, tmp_path, examples=20, steps=6)
    document = schemathesis.openapi.from_asgi('/openapi.json', careless, config=config)
    _, _, failures = run(document)
    assert any('Object-level authorization bypass' in failure for failure in failures), failures
