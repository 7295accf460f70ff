"""Makes the example of an answer from its schema: always complete, always valid, the same each time."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# What the words of an example are; `<Schema>.<field>` where a field's name alone is not enough.
WORDS: Mapping[str, Any] = json.loads((Path(__file__).parent / 'description' / 'examples.json').read_text(encoding='utf-8'))
# What the example of a body leaves out, because it stands for something else than what the others say.
LEFT_OUT = {
    'GoodPracticeCreate.city_name', 'GoodPracticeCreate.country_code', 'PracticeQuestionCreate.good_practice_id',
    'PlanPatch.signed_on',
    'CircularCreate.working_group_id', 'RoleCreate.organisation_id', 'RoleCreate.working_group_id',
    'InvitationCreate.organisation_id', 'InvitationCreate.working_group_id', 'HandoverCreate.person_id',
    'WorkingGroupMembersReplace.max_removals', 'NetworkMembersReplace.max_removals', 'WorkingGroupCreate.lead_contact',
    'LeadCreate.lead_contact', 'ApiClientCreate.city_id',
    'ApiClientCreate.expires_on', 'ApiClientRenewalCreate.expires_on',
    'MeetingCreate.repeats', 'IdeaProposalCreate.lead_contact', 'IdeaProposalCreate.continues_id', 'WorkingGroupCreate.continues_id',
    'MeetingCreate.network_id', 'OutputCreate.network_id', 'DocumentCreate.network_id', 'MeetingCreate.host_city_id',
    'OutputCreate.document_id', 'MinutesCreate.minutes_document_id', 'FundingDecisionCreate.amount',
    'ReportDecisionCreate.reason', 'PublicationCreate.reason', 'ReportDecisionCreate.decided_on', 'PublicationCreate.published_on',
    'AssemblyCreate.host_city_id', 'AssemblyPatch.host_city_id', 'PlanActionCreate.further_cells', 'PlanActionPatch.further_cells',
    'ActionItemCreate.responsible_person_id', 'ActionItemPatch.responsible_person_id',
    'ProgressUpdateCreate.made_on', 'ProgressUpdateCreate.reason', 'ProgressUpdateCreate.document_id', 'ProgressUpdateCreate.corrects_id',
    'ProgressUpdateCreate.city_id',
    'CityCreate.geonames_id', 'DepartmentPatch.ended_on', 'ContactPointPatch.ended', 'PersonPatch.disabled', 'RedactionCreate.former_text',
}  # fmt: skip
# Fields that only the office sends, and only when it records what others have told it.
_FOR_THE_OFFICE = {'on_behalf_of', 'start_date', 'effective_on', 'end_date'}
_NEVER: Mapping[str, Any] = {'not': {}}
_FORMATS = {'date': '2026-03-01', 'date-time': '2026-03-01T09:30:00Z'}


def example_of(schema: Mapping[str, Any], schemas: Mapping[str, Any], place: str = '') -> Any:
    """Return a value of `schema`. `place` is `<Schema>.<field>`, by which WORDS are found."""
    if '$ref' in schema:
        name = schema['$ref'].rpartition('/')[2]
        return example_of(schemas[name], schemas, name)
    if alternatives := schema.get('anyOf') or schema.get('oneOf'):
        beside = {key: value for key, value in schema.items() if key not in {'anyOf', 'oneOf'}}
        fields = {**beside.get('properties', {}), **alternatives[0].get('properties', {})}
        # What one way of saying it leaves out is a field that nothing is valid for.
        ours = {'properties': {name: field for name, field in fields.items() if field != _NEVER}} if fields else {}
        return example_of({**beside, **alternatives[0], **ours}, schemas, place)
    if schema.get('type') == 'object' and 'properties' in schema:
        return {name: example_of(field, schemas, f'{place}.{name}') for name, field in schema['properties'].items()}
    if schema.get('type') == 'array':
        return [WORDS[place] if place in WORDS else example_of(schema['items'], schemas, place)]
    return _single(schema, place)


def wish_of(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:
    """Return a body of `schema` as one would send it: every field but those that LEFT_OUT names."""
    name = schema.get('$ref', '').rpartition('/')[2]
    found = example_of(schema, schemas)
    if not isinstance(found, dict):
        return found
    return {field: value for field, value in found.items() if f'{name}.{field}' not in LEFT_OUT and field not in _FOR_THE_OFFICE}


def _single(schema: Mapping[str, Any], place: str) -> Any:
    if 'const' in schema:
        return schema['const']
    if place in WORDS:
        return WORDS[place]
    if schema.get('format') in _FORMATS:
        return _FORMATS[schema['format']]
    if schema.get('format') == 'uuid':
        return _id_of(place)
    name = place.rpartition('.')[2]
    said = (schema[key][0] for key in ('examples', 'enum') if key in schema)
    found = next(said, WORDS.get(name))
    if found is not None:
        return found
    least = max(1, schema.get('minimum', 1))
    return {'integer': least, 'number': 1.5, 'boolean': False, 'object': {}}.get(schema['type'], f'a {name}'.strip())


def _id_of(place: str) -> str:
    digits = hashlib.sha256(place.encode()).hexdigest()
    return f'0199a5c0-{digits[:4]}-7{digits[4:7]}-8{digits[7:10]}-{digits[10:22]}'
