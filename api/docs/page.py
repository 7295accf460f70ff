"""Writes the page /docs from the contract and the guide: one page, searched with the browser's own search."""

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from api.docs.markup import code, element, headings, inline, markdown, slugged, table
from api.docs.operations import event, operation
from api.docs.schemas import anchor as schema_anchor
from api.docs.schemas import fields
from api.sentences import say

Document = Mapping[str, Any]
GUIDES = Path(__file__).resolve().parents[2] / 'openapi'
STYLE = Path(__file__).with_name('style.css')
STYLE_ADDRESS = '/docs/style.css'
# Where the page shows what the guide's links lead to in the repository.
_LINKS = {
    'openapi.json': '/openapi.json',
    'BREAKING.md': '#breaking',
    'CHANGELOG.md': '#changes',
    'MIRRORS.md': '#mirrors',
    'released': '/openapi.json',
    'checks/python-client.yaml': '#guide',
    'client': '#guide',
    '../frontend/src/lib/contract.d.ts': '/openapi.json',
}
_LAST = {
    'events': 'Events', 'problems': 'Problems', 'schemas': 'Schemas', 'mirrors': 'Mirrors', 'breaking': 'What breaks',
    'changes': 'What changed',
}  # fmt: skip
_FOR_MAKERS = '## For those who change the contract'


def page(document: Document, language: str) -> str:
    """Return the page; what surrounds the contract is in the reader's language, the contract itself in English."""
    guide = _text('README.md').partition(_FOR_MAKERS)[0]
    sections = [
        element('h1', escape(f'{document["info"]["title"]} {document["info"]["version"]}')),
        markdown(document['info']['description'].partition('\n\n')[0]),
        element('section', markdown(guide, links=_LINKS), id='guide'),
        *(_tag(document, tag) for tag in document['tags']),
        _events(document),
        _problems(document),
        _schemas(document),
        element('section', element('h2', 'Mirrors'), markdown(_text('MIRRORS.md'), level=3, links=_LINKS), id='mirrors'),
        element('section', element('h2', 'What breaks'), markdown(_text('BREAKING.md'), level=3, links=_LINKS), id='breaking'),
        element('section', element('h2', 'What changed'), markdown(_text('CHANGELOG.md'), level=3, links=_LINKS), id='changes'),
    ]
    title = escape(say(language, 'docs.title', name=document['info']['title']))
    head = (
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
        f'<meta name="color-scheme" content="light dark"><link rel="stylesheet" href="{STYLE_ADDRESS}">'
    )
    skip = element('a', escape(say(language, 'docs.skip')), href='#content', class_='skip')
    main = element('main', *sections, id='content', lang='en', tabindex='-1')
    body = element('body', skip, _top(language, title), element('div', _contents(document, guide, language), main, class_='columns'))
    return f'<!doctype html>\n<html lang="{language}"><head>{head}</head>\n{body}</html>\n'


def _top(language: str, title: str) -> str:
    links = [
        element('a', escape(say(language, 'docs.home')), href='/'),
        element('a', escape(say(language, 'docs.contract')), href='/openapi.json'),
    ]
    return element('header', element('p', title), element('p', *(f'{link} ' for link in links)), escape(say(language, 'docs.find')))


def _contents(document: Document, guide: str, language: str) -> str:
    parts = [_folded('Guide', [(f'#{slugged(heading)}', heading) for heading in headings(guide)])]
    for tag in document['tags']:
        offered = [(f'#{declared["operationId"]}', declared['operationId']) for _, _, declared in _of_tag(document, tag['name'])]
        parts += [_folded(tag['name'], offered)] if offered else []
    parts += [element('li', element('a', escape(name), href=f'#{anchor}')) for anchor, name in _LAST.items()]
    label = escape(say(language, 'docs.contents'))
    return element('nav', element('h2', label, id='contents'), element('ul', *parts, lang='en'), aria_labelledby='contents')


def _folded(name: str, links: list[tuple[str, str]]) -> str:
    listed = element('ul', *(element('li', element('a', escape(said), href=address)) for address, said in links))
    return element('li', element('details', element('summary', escape(name)), listed))


def _of_tag(document: Document, tag: str) -> list[tuple[str, str, Any]]:
    return [
        (method, path, declared) for path, item in document['paths'].items() for method, declared in item.items() if tag in declared['tags']
    ]


def _tag(document: Document, tag: Mapping[str, str]) -> str:
    offered = [operation(document, method, path, declared) for method, path, declared in _of_tag(document, tag['name'])]
    heading = element('h2', escape(tag['name']))
    return element('section', heading, element('p', inline(tag.get('description', ''))), *offered, id=f'tag-{slugged(tag["name"])}')


def _events(document: Document) -> str:
    sent = [[code(each['name']), inline(each['description'])] for each in document['components']['parameters'].values()]
    shown = [event(name, item) for name, item in document['webhooks'].items()]
    return element('section', element('h2', 'Events'), table(['Header', 'Meaning'], sent), *shown, id='events')


def _problems(document: Document) -> str:
    rows = [
        [
            element('strong', str(problem['status'])),
            element('a', escape(problem['slug']), href=problem['type'], id=f'problem-{problem["slug"]}'),
            f'{escape(problem["title"])}. {escape(problem["meaning"])}',
        ]
        for problem in document['x-problem-types']
    ]
    return element('section', element('h2', 'Problems'), table(['Code', 'Type', 'Meaning'], rows), id='problems')


def _schemas(document: Document) -> str:
    shown = [_schema(name, schema) for name, schema in document['components']['schemas'].items()]
    return element('section', element('h2', 'Schemas'), *shown, id='schemas')


def _schema(name: str, schema: Mapping[str, Any]) -> str:
    said = element('p', inline(' '.join(schema.get('description', '').split())))
    return element('section', element('h3', escape(name)), said, fields(schema, sent=True), id=schema_anchor(name))


def _text(name: str) -> str:
    return (GUIDES / name).read_text(encoding='utf-8')
