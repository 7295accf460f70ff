"""A write cannot forget its permission, and a read cannot forget who may see: both are looked for in the sources."""

import ast
from collections.abc import Iterator, Mapping

import pytest

from api.permissions import PERMISSIONS
from tests.house.tree import called_names, modules, public_functions

# What an operation calls before anything else, and what a read builds its WHERE with.
PERMISSION_CHECKS = {'permit', 'permit_on'}
FILTERS = {'visible', 'visible_rows', 'published'}
OPERATIONS = modules('api/operations')
READS = {**modules('api/routes'), 'api/reads.py': modules('api')['api/reads.py']}
# Selects that need no filter of their own, each with its reason: (module, function).
PARTS_OF_A_FILTERED_SELECT = {
    ('api/routes/public.py', 'list_public_working_groups'): 'finds the id of the network that the filter names; the rows come by `respond`',
}


def without_permission(module: ast.Module) -> Iterator[str]:
    """Yield the operations that do not begin with the permission check of their own name."""
    private = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef) and node.name.startswith('_')}
    for function in public_functions(module):
        first = first_act(function)
        if function.name in PERMISSIONS and not (checks(first, private) and function.name in literals(first)):
            yield function.name


def first_act(function: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.stmt:
    """Return the first statement that does something: neither a docstring, nor a nested function, nor locks taken in their order."""
    for statement in function.body:
        is_said = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        if not is_said and not isinstance(statement, ast.FunctionDef) and not is_lock(statement):
            return statement
    return function.body[-1]


def is_lock(statement: ast.stmt) -> bool:
    called = called_names(statement)
    return bool(called) and all(name.lstrip('_').startswith('lock') for name in called)


def checks(statement: ast.stmt, private: Mapping[str, ast.FunctionDef]) -> bool:
    """Tell whether a statement checks a permission, itself or by calling a private function of its module that begins with the check."""
    called = called_names(statement)
    return bool(PERMISSION_CHECKS & called) or any(checks(first_act(private[name]), {}) for name in called if name in private)


def literals(statement: ast.stmt) -> set[object]:
    return {part.value for part in ast.walk(statement) if isinstance(part, ast.Constant)}


def builds_select(node: ast.AST) -> bool:
    """Tell whether a call builds a statement of its own: `select(…)`, `sqlalchemy.select(…)` or `text(…)`, not `read.select(…)`."""
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name):
        return node.func.id in {'select', 'text'}
    return (
        isinstance(node.func, ast.Attribute)
        and node.func.attr in {'select', 'text'}
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {'sqlalchemy', 'sqlmodel', 'sa'}
    )


def selects_without_filter(module: ast.Module) -> Iterator[str]:
    """Yield the functions (or `<module>`) that build a select and do not take its filter from `visible` or, for the public, `published`."""
    for node in module.body:
        functions: list[ast.AST] = [part for part in ast.walk(node) if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)] or [node]
        for part in functions:
            if any(builds_select(inner) for inner in ast.walk(part)) and not called_names(part) & FILTERS:
                yield getattr(part, 'name', '<module>')


def test_permissions_are_asked_for_in_operations_alone() -> None:
    elsewhere = {path: module for path, module in modules('api').items() if path not in OPERATIONS}
    assert [path for path, module in elsewhere.items() if PERMISSION_CHECKS & called_names(module)] == []


@pytest.mark.parametrize('path', OPERATIONS)
def test_every_operation_begins_with_its_permission_check(path: str) -> None:
    assert list(without_permission(OPERATIONS[path])) == []


def test_every_writing_row_of_the_permission_table_is_an_operation() -> None:
    writes = {name for name in PERMISSIONS if not name.startswith(('get_', 'list_', 'export_'))}
    assert writes - {function.name for module in OPERATIONS.values() for function in public_functions(module)} == set()


@pytest.mark.parametrize(
    'body',
    [
        'return rows(city)',
        'city = find(caller)\n    permit(caller, "update_city", city)',
        '"""Update."""\n    city = find(caller)',
        'permit(caller, "create_city", Facts())',
        'return _move(caller, "update_city")\n\ndef _move(caller, operation):\n    city.name = ""\n    permit(caller, operation)',
        'tx.lock(CityRow, [city])',
        'pass',
    ],
)
def test_an_operation_without_its_own_check_first_is_caught(body: str) -> None:
    assert list(without_permission(ast.parse(f'def update_city(caller):\n    {body}\n'))) == ['update_city']


@pytest.mark.parametrize(
    'body',
    [
        'permit(caller, "update_city", Facts())',
        '"""Update."""\n    city = permit_on(caller, "update_city", city)\n    return city',
        'rows = tx.lock(CityRow, [city])\n    def facts():\n        pass\n    return permit_on(caller, "update_city", facts)',
        'return _move(caller, "update_city")\n\ndef _move(caller, operation):\n    _lock_around(caller)\n    permit(caller, operation)',
    ],
)
def test_a_checked_operation_passes(body: str) -> None:
    assert list(without_permission(ast.parse(f'def update_city(caller):\n    {body}\n'))) == []


@pytest.mark.parametrize('path', READS)
def test_no_read_selects_without_its_filter(path: str) -> None:
    assert [name for name in selects_without_filter(READS[path]) if (path, name) not in PARTS_OF_A_FILTERED_SELECT] == []


def test_every_exception_still_is_one() -> None:
    found = {(path, name) for path, module in READS.items() for name in selects_without_filter(module)}
    assert set(PARTS_OF_A_FILTERED_SELECT) <= found


@pytest.mark.parametrize('select', ['select(CityRow)', 'sqlalchemy.select(CityRow)', 'text("SELECT * FROM cities")'])
def test_a_select_without_a_filter_is_caught(select: str) -> None:
    source = f'def list_cities(caller):\n    return run({select})\n'
    assert list(selects_without_filter(ast.parse(source))) == ['list_cities']
    assert list(selects_without_filter(ast.parse(f'ALL = {select}\n'))) == ['<module>']


def test_a_filtered_select_passes() -> None:
    source = 'def list_cities(caller):\n    return run(select(CityRow).where(visible(caller, "list_cities", CityRow)))\n'
    assert list(selects_without_filter(ast.parse(source))) == []
