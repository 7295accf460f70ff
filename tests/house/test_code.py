"""The rules of the house about Python sources, each shown to catch a violation."""

import ast
import sys
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from tests.house.tree import ROOT, files, folders, modules

FORBIDDEN_FOLDERS = {'utils', 'util', 'common', 'core', 'helpers', 'helper', 'misc', 'shared', 'services', 'repositories'}
FORBIDDEN_WORDS = {'status', 'wg', 'ap', 'wgs', 'aps', 'state'}
# HTTP's own status is the one that may be called so, the one that its 207 has of each part, and the state of OAuth.
STATUS_OF_HTTP = {
    ('api/models/problem_details.py', 'ProblemDetails', 'status'),
    ('api/models/membership_batches.py', 'MembershipBatchItemResult', 'status'),
    ('api/models/plan_action_batches.py', 'PlanActionBatchItemResult', 'status'),
    ('api/models/idempotency.py', 'IdempotencyRow', 'status'),
    ('api/models/identities.py', 'ProviderAnswer', 'state'),
}
LONGEST_FILE = 300
# Tables of cases are read by looking one up.
LONGEST_TEST = 600
# Written by a program from the contract, and compared with it: nobody reads them from one end to the other.
GENERATED = {
    'frontend/src/lib/contract.d.ts',
    *(f'openapi/client/coalition_client/{name}.py' for name in ('shapes', 'operations', 'async_operations')),
}
LONGER_FOR_A_REASON = {
    'api/README.md': 'a log of decisions: one is looked up by its title, and none is taken out',
    'api/problems.py': 'every type of refusal with its sentence, in one list',
    'api/permissions.py': 'who may do what, in one table',
    'api/settings.py': 'every setting with its sentence, and which of them must not stand together',
    'api/routes/exports.py': 'a short route for each list, one like the other',
    'frontend/src/lib/styles/base.css': 'every base style in one cascade, in the order in which it applies',
    'openapi/CHANGELOG.md': 'a log of changes: one is looked up by its day, and none is taken out',
    'openapi/README.md': 'a guide that is read from its beginning to its end, and run as one',
    'migrations/versions/0001_the_first_records.py': 'the whole first schema at once; a migration is written once and never edited',
}
IMPORTS_BY_TEXT = {
    'api/running/api_process.py': 'a wrong environment is refused before the application is loaded',
    'api/cli.py': 'each command loads only what it needs: the supervisor of `serve` stays small',
    'api/running/preparation.py': 'most starts need neither migrations nor demonstration data',
}
# What a rule may use of the standard library: values, never the outside world.
FOR_RULES = {
    'calendar', 'collections', 'collections.abc', 'dataclasses', 'datetime', 'decimal', 'enum', 'fractions', 'functools', 'ipaddress',
    'itertools', 'math', 'operator', 're', 'statistics', 'types', 'typing', 'unicodedata', 'urllib.parse', 'uuid',
    'zoneinfo',
}  # fmt: skip
OUTSIDE = {'now', 'today', 'utcnow', 'open', 'print', 'input', 'uuid1', 'uuid4', 'uuid6', 'uuid7'}
CODE = {**modules('api'), **modules('migrations'), **modules('tests')}


def imports_in_functions(module: ast.Module) -> Iterator[int]:
    for function in ast.walk(module):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from (node.lineno for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom))


def imports_by_text(module: ast.Module) -> Iterator[str]:
    """Yield the modules that are loaded by naming them in a text, which import-linter does not see; `?` when it is no literal."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and getattr(node.func, 'attr', getattr(node.func, 'id', '')) in {
            'import_module',
            '__import__',
            '_module',
        }:
            yield from (str(part.value) if isinstance(part, ast.Constant) else '?' for part in node.args[:1])


def relationships(module: ast.Module) -> Iterator[int]:
    for node in ast.walk(module):
        if (isinstance(node, ast.Name) and node.id in {'Relationship', 'relationship'}) or (
            isinstance(node, ast.Attribute) and node.attr in {'Relationship', 'relationship'}
        ):
            yield node.lineno


def forbidden_words(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield (class, field) of fields named with a word that the project does not use."""
    for shape in ast.walk(module):
        if isinstance(shape, ast.ClassDef):
            for node in shape.body:
                if (
                    isinstance(node, ast.AnnAssign)
                    and isinstance(node.target, ast.Name)
                    and set(node.target.id.split('_')) & FORBIDDEN_WORDS
                ):
                    yield shape.name, node.target.id


def reaches_outside(module: ast.Module) -> Iterator[str]:
    """Yield what a rule would need the outside world for: a framework, a file, a clock."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name not in FOR_RULES)
        if (
            isinstance(node, ast.ImportFrom)
            and node.module
            and not (node.module + '.').startswith('api.rules.')
            and node.module not in FOR_RULES
        ):
            yield node.module
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ''
            if called in OUTSIDE:
                yield f'{called}()'


@pytest.mark.parametrize('path', CODE)
def test_nothing_is_imported_inside_a_function(path: str) -> None:
    assert list(imports_in_functions(CODE[path])) == []


def test_an_import_inside_a_function_is_caught() -> None:
    assert list(imports_in_functions(ast.parse('def f():\n    if True:\n        from os import path\n'))) == [3]


def test_modules_are_named_by_text_only_where_it_is_explained_and_they_exist() -> None:
    found = {path: set(imports_by_text(module)) for path, module in modules('api').items() if set(imports_by_text(module))}
    assert set(found) == set(IMPORTS_BY_TEXT)
    names = {name for every in found.values() for name in every} - {'?'}
    assert {name for name in names if find_spec(name) is None} == set()


def test_an_import_by_text_is_caught() -> None:
    source = "def f(name):\n    importlib.import_module('api.routes.cities')\n    __import__(name)\n"
    assert list(imports_by_text(ast.parse(source))) == ['api.routes.cities', '?']


def test_no_table_has_an_orm_relationship() -> None:
    assert {
        path: list(relationships(module)) for path, module in CODE.items() if path.startswith('api/') and list(relationships(module))
    } == {}


def test_a_relationship_is_caught() -> None:
    source = 'class CityRow:\n    groups: list = Relationship()\n    others: list = sqlmodel.Relationship()\n'
    assert list(relationships(ast.parse(source))) == [2, 3]


def test_no_folder_is_a_drawer_for_anything() -> None:
    assert not {str(folder) for folder in folders() if folder.name in FORBIDDEN_FOLDERS}


def test_fields_use_the_projects_words() -> None:
    found = {(path, *field) for path, module in CODE.items() if path.startswith('api/') for field in forbidden_words(module)}
    assert found <= STATUS_OF_HTTP


@pytest.mark.parametrize('name', ['status', 'report_status', 'wg_id', 'ap', 'state'])
def test_a_forbidden_word_is_caught(name: str) -> None:
    assert list(forbidden_words(ast.parse(f'class Report:\n    {name}: str\n'))) == [('Report', name)]


@pytest.mark.parametrize('path', modules('api/rules'))
def test_rules_reach_for_nothing_outside(path: str) -> None:
    assert list(reaches_outside(CODE[path])) == []


@pytest.mark.parametrize(
    ('source', 'reached'),
    [
        ('import requests', 'requests'),
        ('from pathlib import Path', 'pathlib'),
        ('from api.models import cities', 'api.models'),
        ('day = date.today()', 'today()'),
        ('text = open("by-laws").read()', 'open()'),
    ],
)
def test_a_rule_that_reaches_outside_is_caught(source: str, reached: str) -> None:
    assert reached in list(reaches_outside(ast.parse(source)))


def test_what_rules_may_use_is_the_standard_library() -> None:
    assert {name.split('.')[0] for name in FOR_RULES} <= sys.stdlib_module_names


def too_long(lengths: dict[str, int]) -> set[str]:
    allowed = {path: LONGEST_TEST if path.startswith('tests/') else LONGEST_FILE for path in lengths}
    return {path for path, length in lengths.items() if length > allowed[path] and path not in LONGER_FOR_A_REASON}


def test_no_file_is_too_long_to_be_read_at_once() -> None:
    written = ('.py', '.svelte', '.ts', '.js', '.css', '.md')
    lengths = {
        str(path.relative_to(ROOT)): path.read_text().count('\n')
        for path in files(*written)
        if str(path.relative_to(ROOT)) not in GENERATED and 'fixtures' not in path.parts
    }
    assert too_long(lengths) == set()
    assert {path for path in LONGER_FOR_A_REASON if lengths.get(path, 0) <= LONGEST_FILE} == set(), 'these need no reason any more'


def test_a_file_that_is_too_long_is_caught() -> None:
    assert too_long({'api/short.py': 300, 'api/long.py': 301, 'tests/test_cases.py': 600}) == {'api/long.py'}
