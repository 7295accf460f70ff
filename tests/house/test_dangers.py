"""What invites an attack is not used at all, or only where it is explained: in the service and in the pages, each shown to be caught."""

import ast
import re
from collections.abc import Iterator
from itertools import chain

import pytest

from tests.house.tree import ROOT, files, modules

SERVICE = modules('api')
PAGES = {str(path.relative_to(ROOT)): path.read_text() for path in files('.svelte', '.ts', '.js', '.html', below='frontend/src')}
PAGES |= {str(path.relative_to(ROOT)): path.read_text() for path in files('.js', below='frontend/static')}
# They run what they read, read what nobody bounds, or write the log elsewhere than to standard error.
NEVER_IMPORTED = {
    'code', 'codeop', 'dill', 'ftplib', 'lxml', 'marshal', 'pickle', 'pty', 'runpy', 'shelve', 'telnetlib', 'xml.dom', 'xml.etree',
    'xml.parsers', 'xml.sax.expatreader', 'xmlrpc', 'yaml', 'jinja2', 'mako', 'logging.handlers', 'syslog',
}  # fmt: skip
NEVER_CALLED = {'compile', 'eval', 'exec', 'execfile', 'popen', 'system', 'spawnl', 'spawnv', 'mktemp', 'unpack_archive', 'extractall'}
# Who speaks to others: the database's own driver is told its address by the settings and stands in none of these.
OUTGOING = {
    'aiohttp', 'asyncio.streams', 'http.client', 'httpcore', 'httpx', 'requests', 'smtplib', 'socket', 'ssl', 'urllib.request', 'urllib3',
}  # fmt: skip
SPEAKS_OUT = {
    'api/jobs/mail.py': 'to the mail server that the settings name',
    'api/nightly_calls.py': 'to the service that whoever runs `coalition memberships` names',
    'api/outgoing.py': 'to addresses that others have chosen, public ones alone',
    'api/jobs/partner_feed.py': 'to the services of other networks that the operator names',
    'api/provider.py': 'to the identity provider that the settings name',
    'api/running/api_process.py': 'on the socket that it inherits',
    'api/running/embedded_postgres.py': 'to its own database, by a file',
    'api/running/listening.py': 'to itself: it asks whether it is ready',
    'api/running/serving.py': 'on the socket that it opens for its children',
}
IN_PAGES = {
    'mark-up from a text': re.compile(
        r'\{@html|\b(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|createContextualFragment|srcdoc'
    ),
    'a text that is run': re.compile(r'\beval\s*\(|\bnew\s+Function\b|\bset(?:Timeout|Interval)\(\s*[\'"`]|javascript:'),
    'messages from other windows': re.compile(r"\bpostMessage\b|addEventListener\(\s*['\"]message|onmessage"),
    'other ways to the service': re.compile(r'\b(?:WebSocket|EventSource|RTCPeerConnection|sendBeacon|XMLHttpRequest)\b'),
    'what all objects inherit': re.compile(r'__proto__|\.prototype\b|setPrototypeOf|\.constructor\b'),
    'a policy that is loosened': re.compile(r'unsafe-(?:inline|eval)|crossorigin="use-credentials"'),
    'plug-ins': re.compile(r'<(?:object|embed|applet|iframe)\b'),
    'what a browser sends to others': re.compile(r'(?:\bsrc|\baction|<link[^>]*\bhref)=["\']https?://|fetch\(\s*[\'"`]https?://'),
}
# Sends a file and says how far it is, which `fetch` cannot.
EXPLAINED = {('frontend/src/lib/upload.ts', 'other ways to the service')}


def imported(module: ast.Module) -> set[str]:
    """Return every module that a module imports, with those around it: xml.sax.saxutils gives xml and xml.sax too."""
    names = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f'{node.module}.{alias.name}' for alias in node.names)}
    return {'.'.join(name.split('.')[:count]) for name in names for count in range(1, name.count('.') + 2)}


def dangerous(module: ast.Module) -> Iterator[str]:
    """Yield what a module of the service should not use."""
    yield from sorted(imported(module) & NEVER_IMPORTED)
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        function, owner = node.func, ''
        name = function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ''
        if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
            owner = function.value.id
        if name in NEVER_CALLED and (name != 'compile' or owner == ''):
            yield f'{name}()'
        if any(word.arg == 'shell' for word in node.keywords):
            yield 'shell='


def found_in(text: str) -> set[str]:
    return {danger for danger, pattern in IN_PAGES.items() if pattern.search(text)}


def test_the_service_runs_nothing_that_it_reads_and_reads_nothing_that_runs() -> None:
    assert {path: list(dangerous(module)) for path, module in SERVICE.items() if list(dangerous(module))} == {}


@pytest.mark.parametrize(
    ('source', 'caught'),
    [
        ('import pickle', 'pickle'),
        ('from xml.etree import ElementTree', 'xml.etree'),
        ('import yaml', 'yaml'),
        ('import logging.handlers', 'logging.handlers'),
        ('eval(text)', 'eval()'),
        ('os.system(text)', 'system()'),
        ('subprocess.run(text, shell=True)', 'shell='),
        ('archive.extractall()', 'extractall()'),
        ('compile(text, "x", "exec")', 'compile()'),
    ],
)
def test_a_danger_in_the_service_is_caught(source: str, caught: str) -> None:
    assert list(dangerous(ast.parse(source))) == [caught]
    assert list(dangerous(ast.parse('import re, json\nfrom xml.sax.saxutils import escape\nre.compile(text)\njson.loads(text)'))) == []


def test_only_these_modules_speak_to_anybody() -> None:
    assert {path for path, module in SERVICE.items() if imported(module) & OUTGOING} == set(SPEAKS_OUT)
    assert {'smtplib', 'httpx'} <= OUTGOING & imported(ast.parse('import smtplib\nfrom httpx import get'))


def test_the_pages_make_no_mark_up_run_no_text_and_speak_to_the_service_alone() -> None:
    found = {(path, danger) for path, text in PAGES.items() for danger in found_in(text) if not path.endswith('contract.d.ts')}
    assert found == EXPLAINED


@pytest.mark.parametrize(
    ('text', 'danger'),
    [
        ('{@html city.name}', 'mark-up from a text'),
        ('node.innerHTML = name', 'mark-up from a text'),
        ('eval(name)', 'a text that is run'),
        ('<a href="javascript:go()">', 'a text that is run'),
        ("window.addEventListener('message', go)", 'messages from other windows'),
        ('new WebSocket(url)', 'other ways to the service'),
        ('city["__proto__"] = x', 'what all objects inherit'),
        ("script-src 'unsafe-inline'", 'a policy that is loosened'),
        ('<iframe title="x">', 'plug-ins'),
        ('<img src="https://example.org/x.png">', 'what a browser sends to others'),
    ],
)
def test_a_danger_in_the_pages_is_caught(text: str, danger: str) -> None:
    assert found_in(text) == {danger}


def test_every_exception_still_is_one() -> None:
    assert {path for path, _ in EXPLAINED} <= set(PAGES)
    assert set(SPEAKS_OUT) <= set(SERVICE)
    assert len(set(chain(SERVICE, PAGES))) > 200
