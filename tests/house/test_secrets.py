"""Secrets are made of enough chance, by the system's own random bytes, and every place that has to do with them is written down."""

import ast
import re
from uuid import UUID

import pytest

from api import hashes, settings, tokens
from tests.house.test_dangers import imported
from tests.house.tree import ROOT, modules

SERVICE = modules('api')
CRYPTOGRAPHY = {'cryptography', 'hashlib', 'hmac', 'jose', 'jwt', 'nacl', 'random', 'secrets', 'ssl'}
SECTION = (ROOT / 'SECURITY.md').read_text().partition('## Keys and algorithms')[2].partition('\n## ')[0]
# Only when to try again is left to numbers that may be guessed.
GUESSABLE = {'api/jobs/outbox.py', 'api/jobs/webhooks.py'}
KEY, ONE, ANOTHER = b'k' * 40, UUID(int=1), UUID(int=2)


def weak(module: ast.Module) -> set[str]:
    """Return what a module uses that is broken, or too short to be a secret."""
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr in {'md5', 'sha1', 'new', 'pbkdf2_hmac'}:
            found |= {node.attr} if isinstance(node.value, ast.Name) and node.value.id in {'hashlib', 'hmac'} else set()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr.startswith('token_'):
            size = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else 0
            found |= {f'{node.func.attr}({size!r})'} if not isinstance(size, int) or size < 16 else set()
    return found


def test_every_place_that_has_to_do_with_keys_and_hashes_is_written_down() -> None:
    used = {path for path, module in SERVICE.items() if imported(module) & CRYPTOGRAPHY}
    assert used == set(re.findall(r'`(api/[a-z_/]+\.py)`', SECTION))


def test_nothing_weak_is_used() -> None:
    assert {path: weak(module) for path, module in SERVICE.items() if weak(module)} == {}
    assert {path for path, module in SERVICE.items() if 'random' in imported(module)} == GUESSABLE


@pytest.mark.parametrize(
    ('source', 'caught'),
    [('hashlib.md5(x)', 'md5'), ('secrets.token_urlsafe(8)', 'token_urlsafe(8)'), ('secrets.token_hex()', 'token_hex(0)')],
)
def test_what_is_weak_is_caught(source: str, caught: str) -> None:
    assert weak(ast.parse(source)) == {caught}


def test_a_token_has_256_bits_and_never_comes_again() -> None:
    made = {hashes.new_token() for _ in range(1000)}
    assert len(made) == 1000
    assert {len(token) for token in made} == {43}
    assert {len(hashes.hashed(token)) for token in made} == {32}


def test_what_is_derived_follows_from_the_key_its_purpose_and_its_request_alone() -> None:
    derived = [
        hashes.sign_in_token(KEY, ONE), hashes.sign_in_token(KEY, ANOTHER), hashes.sign_in_token(b'x' * 40, ONE),
        hashes.invitation_token(KEY, ONE, 1), hashes.invitation_token(KEY, ONE, 2), hashes.invitation_token(b'x' * 40, ONE, 1),
    ]  # fmt: skip
    assert len(set(derived)) == len(derived)
    assert {len(token) for token in derived} == {43}
    assert hashes.sign_in_token(KEY, ONE) == derived[0]


def test_codes_have_six_digits_and_are_spread_evenly() -> None:
    codes = [hashes.sign_in_code(KEY, UUID(int=number)) for number in range(5000)]
    assert {bool(re.fullmatch('[0-9]{6}', code)) for code in codes} == {True}
    firsts = [sum(code[place] == digit for code in codes) for place in range(6) for digit in '0123456789']
    assert min(firsts) > 400
    assert max(firsts) < 600
    assert len(set(codes)) > 4950


def test_a_secret_that_is_too_short_signs_nothing() -> None:
    assert settings.SECRET_LENGTH == 32
    with pytest.raises(ValueError, match='32'):
        tokens.issue(b'x' * 31, ONE, frozenset())
