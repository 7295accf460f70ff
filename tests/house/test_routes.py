"""A route's function is the contract's operationId; a write of its calls the one operation of that name."""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from api.permissions import PERMISSIONS
from tests.house.documented import document
from tests.house.tree import modules, public_functions

VERBS = {
    'accept', 'admit', 'adopt', 'answer', 'apply', 'ask', 'call', 'cancel', 'close', 'confirm', 'create', 'decide', 'declare', 'decline',
    'discard', 'draft', 'end', 'erase', 'export', 'get', 'give', 'grant', 'hand', 'join', 'launch', 'leave', 'list', 'make', 'match',
    'move', 'pause', 'propose', 'publish', 'reactivate', 'record', 'redact', 'redeliver', 'refuse', 'remove', 'renew', 'replace',
    'request', 'resume', 'rotate', 'send', 'share', 'start', 'submit', 'suspend', 'table', 'try', 'update', 'upload', 'withdraw',
    'write', 'reassign', 'take',
}  # fmt: skip
ROUTES = modules('api/routes')
# Acts of somebody who is not known yet, so that there is nobody to permit them; each has limits of its own.
BEFORE_ANYBODY_IS_KNOWN = {
    'answer_progress_link', 'ask_progress_link', 'renew_progress_link',
    'accept_invitation', 'ask_invitation', 'confirm_message', 'create_passkey_challenge', 'create_session', 'create_sign_in_link',
    'create_token', 'decline_invitation', 'request_sign_in_link', 'send_city_message', 'send_network_message',
    'send_working_group_message', 'start_provider_sign_in',
}  # fmt: skip
# Reads that are written down, each an operation as a write is: what it gives out leaves the service.
READS_THAT_ARE_ACTS = {'get_personal_data', 'get_circular_recipients', 'get_circular_addresses'}
# What routes may use of the operations' modules besides: it only reads.
READS_OF_OPERATIONS = {
    'formation_of', 'preparation_of', 'broadcast_of', 'newsletter_of', 'frame_of', 'coverage_of', 'network_coverage_of', 'health_of',
    'asking_of', 'roadmap_of', 'rhythm_of',
    'suggestions_of', 'names_of',
}  # fmt: skip
OPERATIONS = {
    function.name
    for module in modules('api/operations').values()
    for function in public_functions(module)
    if function.name in PERMISSIONS or function.name in BEFORE_ANYBODY_IS_KNOWN
}


class Offered(NamedTuple):
    """A route as it stands in the sources."""

    method: str
    function: ast.FunctionDef | ast.AsyncFunctionDef


def offered(module: ast.Module) -> Iterator[Offered]:
    """Yield the routes of a module: `@resource.offer('POST', '/cities', …)`."""
    for function in ast.walk(module):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for decorator in function.decorator_list:
                if isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Attribute) and decorator.func.attr == 'offer':
                    yield Offered(ast.literal_eval(decorator.args[0]), function)


def is_well_named(name: str) -> bool:
    """Tell whether a name is verb_noun in snake_case, with a verb that the project uses."""
    return bool(re.fullmatch(r'[a-z]+(_[a-z]+)+', name)) and name.partition('_')[0] in VERBS


def operations_called(module: ast.Module, function: ast.AST) -> set[str]:
    """Return the names that a function calls of what its module imports from `api.operations`."""
    imports = [node for node in module.body if isinstance(node, ast.ImportFrom)]
    aliases = {alias.asname or alias.name for node in imports if node.module == 'api.operations' for alias in node.names}
    direct = {alias.asname or alias.name for node in imports if (node.module or '').startswith('api.operations.') for alias in node.names}
    called = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return {func.id for func in called if isinstance(func, ast.Name) and func.id in direct} | {
        func.attr for func in called if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name) and func.value.id in aliases
    }


def wrong_writes(module: ast.Module) -> Iterator[str]:
    for method, function in offered(module):
        acts = method != 'GET' or function.name in READS_THAT_ARE_ACTS
        expected = {function.name} if acts else set()
        if operations_called(module, function) - READS_OF_OPERATIONS != expected:
            yield function.name


def test_there_are_routes_and_operations() -> None:
    assert sum(len(list(offered(module))) for module in ROUTES.values()) > 20
    assert len(OPERATIONS) > 10


@pytest.mark.parametrize('path', ROUTES)
def test_a_write_calls_exactly_the_operation_of_its_name_and_a_read_calls_none(path: str) -> None:
    assert list(wrong_writes(ROUTES[path])) == []


@pytest.mark.parametrize(
    ('method', 'call', 'is_wrong'),
    [
        ('POST', 'cities.create_city(tx)', False),
        ('POST', 'cities.update_city(tx)', True),
        ('POST', 'cities.create_city(tx, cities.add_row(tx))', True),
        ('POST', 'join(tx)', True),
        ('POST', 'tx.session.add(CityRow())', True),
        ('GET', 'cities.create_city(tx)', True),
        ('GET', 'formation_of(tx)', False),
    ],
)
def test_a_write_that_does_something_else_is_caught(method: str, call: str, is_wrong: bool) -> None:
    imports = 'from api.operations import cities\nfrom api.operations.groups import join, formation_of\n'
    route = f"@cities_routes.offer('{method}', '/cities', City)\ndef create_city(tx):\n    return {call}\n"
    assert list(wrong_writes(ast.parse(imports + route))) == (['create_city'] if is_wrong else [])


def test_every_guarded_operation_of_the_contract_has_its_row() -> None:
    guarded = {
        operation['operationId'] for path in document()['paths'].values() for operation in path.values() if operation.get('security') != []
    }
    assert guarded - set(PERMISSIONS) == set()


def test_every_operation_id_is_the_name_of_its_function() -> None:
    functions = {function.name for module in ROUTES.values() for _, function in offered(module)}
    documented = [
        operation['operationId'] for path in document()['paths'].values() for operation in path.values() if 'operationId' in operation
    ]
    assert sorted(documented) == sorted(set(documented))
    assert {name for name in documented if name not in functions} == set()


def test_every_operation_id_is_a_verb_and_a_noun() -> None:
    names = {operation['operationId'] for path in document()['paths'].values() for operation in path.values() if 'operationId' in operation}
    assert {name for name in names if not is_well_named(name)} == set()


@pytest.mark.parametrize('name', ['cities', 'listCities', 'cities_list', 'do_things', 'list'])
def test_a_badly_named_operation_is_caught(name: str) -> None:
    assert not is_well_named(name)
