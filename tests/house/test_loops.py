"""A browser's loop of events ends where its file of tests does: no other loop can run beside it."""

import ast

from tests.house.tree import modules


def test_the_browser_ends_with_its_file_of_tests() -> None:
    module = modules('tests/browser')['tests/browser/conftest.py']
    [browser] = [each for each in module.body if isinstance(each, ast.FunctionDef) and each.name == 'browser']
    scopes = [ast.unparse(each) for each in browser.decorator_list]
    assert scopes == ["pytest.fixture(scope='module')"]
