"""Says of every refusal what it is: the catalogue of problem types, an example of each, and which ones an operation may answer with."""

import re
from collections.abc import Iterable
from typing import Any

from api.problems import MEDIA_TYPE, TYPES
from api.sentences import CATALOGUES, DEFAULT_LANGUAGE, say

Operation = dict[str, Any]
# What may meet any request, whatever it asks for.
ANYWHERE = ('too-many-requests', 'internal-error', 'service-unavailable')
REQUEST_ID = '4c1f0f6e2b5d4e0c9a7b3f1d2e6c8a90'
_PLACE = re.compile(r'\{(\w+)[^}]*\}')
# What is wrong in the examples of those types that name places.
_PLACES: dict[str, tuple[str, str, dict[str, Any]]] = {
    'validation-failed': ('/title', 'string_too_long', {'max_length': 200}),
    'unknown-reference': ('/city_id', 'unknown_reference', {}),
}


def catalogue() -> list[dict[str, Any]]:
    """Return every problem type with what it means, in the order of their codes."""
    listed = sorted(TYPES.items(), key=lambda item: (item[1][0], item[0]))
    return [
        {'slug': slug, 'type': f'/problems/{slug}', 'status': code, 'title': title, 'meaning': _meaning(slug)}
        for slug, (code, title) in listed
    ]


def examples(slugs: Iterable[str]) -> dict[str, Any]:
    """Return an example of each of these types, for `components.examples`."""
    wanted = set(slugs)
    shown = [problem for problem in catalogue() if problem['slug'] in wanted]
    return {problem['slug']: {'summary': problem['title'], 'value': _example(problem)} for problem in shown}


def complete(operation: Operation) -> None:
    """Add to an operation the refusals that may meet it anywhere, and to each refusal its examples by slug, in place."""
    responses = operation['responses']
    for slug in ANYWHERE:
        code = str(TYPES[slug][0])
        given = {*slugs_of(responses[code]), slug} if code in responses else {slug}
        responses[code] = {**responses.get(code, _refusal()), 'description': described(given)}
    for code, response in responses.items():
        content = response.get('content', {})
        if code >= '400' and MEDIA_TYPE in content:
            content[MEDIA_TYPE]['examples'] = {slug: {'$ref': f'#/components/examples/{slug}'} for slug in slugs_of(response)}
    operation['responses'] = dict(sorted(responses.items()))


def gathered(operations: Iterable[Operation]) -> dict[str, Any]:
    """Take the refusals that have one type only out of the operations, leaving references; return them, for `components.responses`.

    Those of an operation that ends carry headers of their own and stay.
    """
    found: dict[str, Any] = {}
    for operation in (each for each in operations if not each.get('deprecated')):
        for code, response in operation['responses'].items():
            slugs = slugs_of(response)
            if code >= '400' and len(slugs) == 1 and list(response['content']) == [MEDIA_TYPE]:
                found[slugs[0]] = response
                operation['responses'][code] = {'$ref': f'#/components/responses/{slugs[0]}'}
    return dict(sorted(found.items()))


def slugs_of(response: dict[str, Any]) -> list[str]:
    """Return the types that a refusal names."""
    return re.findall(r'`([a-z-]+)`', response['description']) if response['description'].startswith('Problem: ') else []


def described(slugs: Iterable[str]) -> str:
    """Return the sentence by which a refusal names its types."""
    return 'Problem: ' + ', '.join(f'`{slug}`' for slug in sorted(slugs)) + '.'


def _refusal() -> dict[str, Any]:
    return {'description': '', 'content': {MEDIA_TYPE: {'schema': {'$ref': '#/components/schemas/ProblemDetails'}}}}


def _meaning(slug: str) -> str:
    """Return the English sentence of a type, its places shown by name."""
    entry = CATALOGUES[DEFAULT_LANGUAGE][f'problem.{slug}.detail']
    return _PLACE.sub(r'[\1]', entry if isinstance(entry, str) else entry['other'])


def _example(problem: dict[str, Any]) -> dict[str, Any]:
    errors = []
    if problem['slug'] in _PLACES:
        pointer, code, parameters = _PLACES[problem['slug']]
        said = say(DEFAULT_LANGUAGE, f'validation.{code}', **parameters)
        errors = [{'pointer': pointer, 'in': None, 'name': None, 'code': code, 'detail': said}]
    return {
        'type': problem['type'],
        'title': problem['title'],
        'status': problem['status'],
        'detail': problem['meaning'],
        'instance': '/v1/working-groups/fair-housing',
        'request_id': REQUEST_ID,
        'errors': errors,
    }
