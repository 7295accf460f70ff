"""Sentences that people read live in the catalogues: none in the code, and every code that is raised has its sentence in every language."""

import ast
import json
from collections.abc import Iterator

import pytest

from api.problems import TYPES
from tests.house.tree import ROOT, modules

# What is said, in English, to whoever runs the service on a terminal, before there is a reader with a language.
TO_OPERATORS = {'CannotStart', 'say_aside', 'Damaged', 'announce', '_announce', 'tell', 'print', 'add_argument', 'add_parser'}
FOR_OPERATORS = {
    'api/cli.py',
    'api/settings.py',
    'api/jobs/partner_feed.py',
    'api/jobs/sync.py',
    'api/running/directories.py',
    'api/running/schema_state.py',
    'api/spa.py',
    'api/demonstration/load.py',
}
# The contract is written in English, for engineers.
OF_THE_CONTRACT = {'description', 'summary', 'title', 'response_description'}
FOR_PARTNERS = {
    'api/contract.py', 'api/document.py', 'api/examples.py', 'api/description/answers.py', 'api/description/webhooks.py',
    'api/docs/operations.py', 'api/docs/schemas.py',
}  # fmt: skip
CODE = {path: module for path, module in modules('api').items() if path not in FOR_OPERATORS | FOR_PARTNERS}
CATALOGUES = {path.stem: json.loads(path.read_text()) for path in (ROOT / 'api' / 'messages').glob('*.json')}


def sentences(module: ast.Module) -> Iterator[str]:
    """Yield the literals that look like a sentence for a person: a capital, several words, a full stop."""
    left_out = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            left_out |= {id(part) for part in node.body[:1] if isinstance(part, ast.Expr)}
        if isinstance(node, ast.Call) and getattr(node.func, 'id', getattr(node.func, 'attr', '')) in TO_OPERATORS:
            left_out |= {id(argument) for argument in node.args}
        if isinstance(node, ast.keyword) and node.arg in OF_THE_CONTRACT:
            left_out.add(id(node.value))
        if isinstance(node, ast.Dict):
            keys = [key.value if isinstance(key, ast.Constant) else None for key in node.keys]
            left_out |= {id(value) for key, value in zip(keys, node.values, strict=True) if key in OF_THE_CONTRACT}
    yield from _sentences(module, left_out)


def _sentences(node: ast.AST, left_out: set[int]) -> Iterator[str]:
    if id(node) in left_out:
        return
    if isinstance(node, ast.JoinedStr):
        text = ''.join(str(part.value) if isinstance(part, ast.Constant) else '…' for part in node.values)
        if is_sentence(text):
            yield text
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and is_sentence(node.value):
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from _sentences(child, left_out)


def is_sentence(text: str) -> bool:
    return text[:1].isupper() and text.rstrip()[-1:] in {'.', '!', '?'} and len(text.split()) > 2 and '\n' not in text.strip()


def raised_codes(module: ast.Module) -> Iterator[str]:
    """Yield the slugs of the problems and refusals that a module makes."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {'Problem', 'Refusal'} and node.args:
            yield from (
                part.value
                for part in ast.walk(node.args[0])
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and '-' in part.value
            )


@pytest.mark.parametrize('path', CODE)
def test_no_sentence_for_people_stands_in_the_code(path: str) -> None:
    assert list(sentences(CODE[path])) == []


def test_a_sentence_in_the_code_is_caught() -> None:
    source = """
def join(city):
    '''Join a group.'''
    if city.left:
        raise Problem('group-completed', detail='The group has completed its work.')
    return {'detail': f'{city} is in.', 'note': f'Welcome to the group, {city.name}!'}
"""
    assert list(sentences(ast.parse(source))) == ['The group has completed its work.', 'Welcome to the group, …!']


def test_the_contracts_own_words_pass() -> None:
    source = "name: str = Field(description='The name that people use.')\nHEADER = {'description': 'The version that you have seen.'}\n"
    assert list(sentences(ast.parse(source))) == []


@pytest.mark.parametrize('path', modules('api'))
def test_every_code_that_is_raised_is_a_problem_type(path: str) -> None:
    assert {code for code in raised_codes(modules('api')[path]) if code not in TYPES} == set()


@pytest.mark.parametrize('language', CATALOGUES)
def test_every_problem_type_has_its_sentence(language: str) -> None:
    assert {slug for slug in TYPES if f'problem.{slug}.detail' not in CATALOGUES[language]} == set()


def test_an_unknown_code_is_found() -> None:
    source = "raise Problem('no-such-thing')\nreturn Refusal('one-way' if early else 'other-way', {})\n"
    assert set(raised_codes(ast.parse(f'def f():\n    {source.splitlines()[0]}\n    {source.splitlines()[1]}\n'))) == {
        'no-such-thing',
        'one-way',
        'other-way',
    }
