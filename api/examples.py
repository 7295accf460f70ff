"""Makes the example of an answer from its schema: always complete, always valid, the same each time."""

import hashlib
from collections.abc import Mapping
from typing import Any

# What the words of an example are; `<Schema>.<field>` where a field's name alone is not enough.
WORDS: Mapping[str, Any] = {
    'name': 'Graz',
    'slug': 'graz',
    'network_slug': 'eccar',
    'city_slug': 'graz',
    'Network.name': 'European Coalition of Cities against Racism',
    'Network.slug': 'eccar',
    'NetworkName.name': 'European Coalition of Cities against Racism',
    'NetworkName.slug': 'eccar',
    'PublicNetwork.name': 'European Coalition of Cities against Racism',
    'PublicNetwork.slug': 'eccar',
    'ServiceDocument.name': 'Coalition',
    'ServiceDocument.version': '1.0.0',
    'ServiceDocument.subject_types': 'working_group',
    'ServiceDocument.links': {'contract': '/openapi.json', 'changes': '/v1/changes'},
    'Organisation.name': 'European Training Centre',
    'Organisation.slug': 'european-training-centre',
    'Person.name': 'Ada Example',
    'Me.name': 'Ada Example',
    'ApiClient.name': 'Statistics office',
    'ApiClientWithSecret.name': 'Statistics office',
    'Department.name': 'Integration office',
    'WorkingGroup.slug': 'fair-housing',
    'PublicWorkingGroup.slug': 'fair-housing',
    'PublicGroupName.slug': 'fair-housing',
    'title': 'Fair housing',
    'aims': 'Equal access to flats for everybody who lives in our cities.',
    'rhythm': 'every second month',
    'other_names': 'Grätz',
    'latitude': 47.07,
    'longitude': 15.44,
    'mail': 'ada@example.org',
    'value': 'ada@example.org',
    'Identifier.value': '2778067',
    'PartialDate.value': '2020-12',
    'PartialDate.precision': 'month',
    'scopes': 'working-groups:read',
    'scope': 'working-groups:read',
    'City.you_may': 'update_city',
    'WorkingGroup.you_may': 'join_working_group',
    'Membership.you_may': 'end_membership',
    'Network.you_may': 'update_network',
    'Organisation.you_may': 'update_organisation',
    'Department.you_may': 'update_department',
    'Person.you_may': 'update_person',
    'ContactPoint.you_may': 'update_contact_point',
    'Role.you_may': 'end_role',
    'ApiClient.you_may': 'end_api_client',
    'ApiClientWithSecret.you_may': 'end_api_client',
    'Me.you_may': 'propose_working_group',
    'languages': 'en',
    'working_languages': 'en',
    'source': 'minutes of the general conference',
    'summary': 'One more city makes this an official working group.',
    'detail': 'One more city is needed.',
    'subject': 'New working group: Fair housing',
    'text': '“Fair housing” is now an official working group.',
    'label': 'Coordinator of Graz',
    'role': 'coordinator',
    'mode': 'online',
    'kind': 'city',
    'PublicContact.kind': 'mail',
    'DemonstrationAccount.id': 'graz',
    'user_agent': 'Firefox on Linux',
    'reason': 'the network is still in preparation',
    'operated_by': 'the city of Graz',
    'access_token': 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl',
    'client_secret': 'shown-this-once',
    'data': {'slug': 'graz', 'name': 'Graz'},
}
_FORMATS = {'date': '2026-03-01', 'date-time': '2026-03-01T09:30:00Z'}


def example_of(schema: Mapping[str, Any], schemas: Mapping[str, Any], place: str = '') -> Any:
    """Return a value of `schema`. `place` is `<Schema>.<field>`, by which WORDS are found."""
    if '$ref' in schema:
        name = schema['$ref'].rpartition('/')[2]
        return example_of(schemas[name], schemas, name)
    if alternatives := schema.get('anyOf') or schema.get('oneOf'):
        beside = {key: value for key, value in schema.items() if key not in {'anyOf', 'oneOf'}}
        return example_of({**beside, **alternatives[0]}, schemas, place)
    if schema.get('type') == 'object' and 'properties' in schema:
        return {name: example_of(field, schemas, f'{place}.{name}') for name, field in schema['properties'].items()}
    if schema.get('type') == 'array':
        return [example_of(schema['items'], schemas, place)]
    return _single(schema, place)


def _single(schema: Mapping[str, Any], place: str) -> Any:
    if 'const' in schema:
        return schema['const']
    if 'format' in schema:
        return _FORMATS.get(schema['format']) or _id_of(place)
    name = place.rpartition('.')[2]
    said = (schema[key][0] for key in ('examples', 'enum') if key in schema)
    found = WORDS[place] if place in WORDS else next(said, WORDS.get(name))
    if found is not None:
        return found
    return {'integer': max(1, schema.get('minimum', 1)), 'number': 1.5, 'boolean': False, 'object': {}}.get(schema['type'], f'a {name}')


def _id_of(place: str) -> str:
    digits = hashlib.sha256(place.encode()).hexdigest()
    return f'0199a5c0-{digits[:4]}-7{digits[4:7]}-8{digits[7:10]}-{digits[10:22]}'
