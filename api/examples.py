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
    'ServiceDocument.event_types': 'working_group.constituted',
    'RateLimit.policy': 'caller',
    'RateLimit.requests': 1200,
    'RateLimit.seconds': 60,
    'ServiceDocument.links': {'contract': '/openapi.json', 'docs': '/docs', 'changes': '/v1/changes'},
    'Organisation.name': 'European Training Centre',
    'Organisation.slug': 'european-training-centre',
    'Organisation.identifiers': {'scheme': 'network:eccar', 'value': 'etc-1'},
    'OrganisationCreate.identifiers': {'scheme': 'network:eccar', 'value': 'etc-1'},
    'OrganisationPatch.identifiers': {'scheme': 'network:eccar', 'value': 'etc-1'},
    'Person.name': 'Ada Example',
    'Me.name': 'Ada Example',
    'Passkey.name': 'Laptop at the office',
    'PasskeyCreate.name': 'Laptop at the office',
    'PasskeyRegistration.rp_name': 'European Coalition of Cities against Racism',
    'PasskeyRegistration.user_name': 'ada@example.org',
    'PasskeyRegistration.user_display_name': 'Ada Example',
    'WaysToSignIn.provider': 'City login',
    'ApiClient.name': 'Statistics office',
    'ApiClientWithSecret.name': 'Statistics office',
    'MandatedClient.name': 'Statistics office',
    'ApiClient.role': 'script_client',
    'ApiClientWithSecret.role': 'script_client',
    'ApiClientCreate.role': 'script_client',
    'MandatedClient.role': 'partner_client',
    'Mandate.basis': 'Contract of 12 January 2026',
    'Mandate.you_may': 'withdraw_mandate',
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
    'RoleTerm.you_may': 'end_role',
    'Invitation.name': 'Grace Example',
    'Invitation.mail': 'grace@example.org',
    'Invitation.role': 'department_contact',
    'Invitation.you_may': 'send_invitation',
    'InvitationCreate.name': 'Grace Example',
    'InvitationCreate.mail': 'grace@example.org',
    'InvitationCreate.role': 'department_contact',
    'InvitationPreview.name': 'Grace Example',
    'InvitationPreview.network_name': 'European Coalition of Cities against Racism',
    'InvitationPreview.organisation_name': 'European Training Centre',
    'InvitationPreview.invited_by': 'Ada Example',
    'Successor.name': 'Grace Example',
    'Successor.mail': 'grace@example.org',
    'HeldRole.network_name': 'European Coalition of Cities against Racism',
    'HeldRole.city_name': 'Graz',
    'HeldRole.working_group_slug': 'fair-housing',
    'HeldRole.working_group_title': 'Fair housing',
    'HeldRole.organisation_slug': 'european-training-centre',
    'HeldRole.organisation_name': 'European Training Centre',
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
    'RedactionCreate.text': 'The cities compared how they advise tenants.',
    'RedactionCreate.reason': 'the person asked for it',
    'Redaction.reason': 'the person asked for it',
    'SubmissionRedaction.reason': 'the person asked for it',
    'ErasureCreate.reason': 'asked for by letter',
    'Meeting.title': 'Second meeting: letting agencies',
    'Meeting.you_may': 'record_minutes',
    'Output.title': 'Fair housing: guidelines for municipal landlords',
    'Output.you_may': 'share_output',
    'Document.title': 'Minutes of the second meeting',
    'Document.you_may': 'update_document',
    'FundingRequest.title': 'A study of letting advertisements',
    'FundingRequest.you_may': 'withdraw_funding_request',
    'SupportRequest.you_may': 'close_support_request',
    'GroupName.slug': 'fair-housing',
    'OutputCreate.kind': 'guidelines',
    'Output.kind': 'guidelines',
    'agenda': 'Welcome, and what has happened since',
    'time_zone': 'Europe/Vienna',
    'place': 'Town hall, second floor',
    'joining_link': 'https://meet.example.org/fair-housing',
    'url': 'https://example.org/fair-housing',
    'minutes': 'The cities compared how they advise tenants, and agreed on guidelines.',
    'decisions': 'The group writes guidelines until the summer.',
    'description': 'What municipal landlords can do against discrimination.',
    'attending_city_ids': '0199a5c0-0010-7204-86ed-3efcca6dff62',
    'sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'file_name': 'minutes.pdf',
    'file': '(the bytes of the file)',
    'question': 'Which form of output has worked for other groups?',
    'answer': 'Guidelines of a few pages were read most. We can put you in touch with their authors.',
    'project_idea': 'Test letters to letting agencies in our cities, with a joint report.',
    'currency': 'EUR',
    'amount': '1200.00',
    'decision_comment': 'The board looks forward to the report.',
    'MembershipBatchCreate.items': {
        'ref': 'row 2',
        'op': 'join',
        'working_group': 'fair-housing',
        'member': {'slug': 'graz'},
        'role': 'member',
    },
    'WorkingGroupMembersReplace.members': {'ref': 'row 2', 'member': {'slug': 'graz'}, 'role': 'member'},
    'Assembly.title': 'General Assembly 2026',
    'ActionItem.title': 'Train landlords',
    'ActionItemCreate.title': 'Train landlords',
    'ActionItemPatch.title': 'Train landlords',
    'ActionItem.stage': 'in_progress',
    'ActionItem.late': True,
    'ActionItem.stale': True,
    'ActionItem.due_on': '2026-09-30',
    'ActionItemCreate.due_on': '2026-09-30',
    'ActionItemPatch.due_on': '2026-09-30',
    'LateBecause.since': '2026-09-30',
    'LateBecause.days': 12,
    'StaleBecause.days': 121,
    'ActionItem.you_may': 'record_progress',
    'ActionItemCreate.visibility': 'members',
    'ActionItemPatch.visibility': 'members',
    'target_groups': 'people looking for a flat',
    'completion_criterion': 'Forty landlords took part.',
    'budget_note': 'A trainer for two days',
    'percent': 40,
    'ProgressUpdate.stage': 'in_progress',
    'ProgressUpdateCreate.stage': 'in_progress',
    'ProgressUpdate.text': 'Two of five meetings with landlords took place.',
    'ProgressUpdateCreate.text': 'Two of five meetings with landlords took place.',
    'obstacle': 'No room could be had before the summer.',
    'ProgressUpdate.you_may': 'record_progress',
    'ProgressUpdateCreate.visibility': 'members',
    'AssemblyName.title': 'General Assembly 2026',
    'AssemblyCreate.title': 'General Assembly 2026',
    'AssemblyPatch.title': 'General Assembly 2026',
    'Assembly.place': 'Town hall',
    'AssemblyCreate.place': 'Town hall',
    'AssemblyPatch.place': 'Town hall',
    'Assembly.you_may': 'close_assembly',
    'AssemblyWorkingGroup.stage': 'constituted',
    'owes_report': True,
    'owes_declaration': True,
    'because': 'Official since 4 December 2020, so at least 90 days before the assembly: it owes a report.',
    'Report.title': 'A year of fair housing',
    'ReportCreate.title': 'A year of fair housing',
    'ReportPatch.title': 'A year of fair housing',
    'Snapshot.title': 'A year of fair housing',
    'Report.text': 'Four cities have compared what they do for *fair* housing.',
    'ReportCreate.text': 'Four cities have compared what they do for *fair* housing.',
    'ReportPatch.text': 'Four cities have compared what they do for *fair* housing.',
    'Snapshot.text': 'Four cities have compared what they do for *fair* housing.',
    'Report.you_may': 'submit_report',
    'Words.count': 10,
    'Words.limit': 400,
    'comment': 'With thanks from the assembly.',
    'ReportDecisionCreate.reason': 'approved by letter',
    'PublicationCreate.reason': 'noted some days later',
    'Declaration.reason': 'There is still much to do.',
    'DeclarationCreate.reason': 'There is still much to do.',
    'CircularAddresses.addresses': 'coordinator@graz.example',
    'access_token': 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl',
    'client_secret': 'shown-this-once',
    'data': {'slug': 'graz', 'name': 'Graz'},
    'email': 'ada@example.org',
    'PersonCreate.mail': 'grace@example.org',
    'RoleCreate.role': 'coordinator',
    'RoleTerm.role': 'coordinator',
    'ContactPointCreate.visibility': 'members',
    'ContactPointPatch.visibility': 'members',
    'ByLawsCreate.valid_from': '2030-01-01',
    'Meeting.ends_at': '2026-03-01T11:00:00Z',
    'MeetingCreate.ends_at': '2026-03-01T11:00:00Z',
    'MeetingPatch.ends_at': '2026-03-01T11:00:00Z',
    'CallForInterest.closes_on': '2032-03-31',
    'CallSendingCreate.closes_on': '2032-03-31',
    'token': 'kq3Zt0Yw2nN7cJ5sB8dFh1',
    'client_id': '0199a5c0-0010-7204-86ed-3efcca6dff62',
}
# What the example of a body leaves out, because it stands for something else than what the others say.
LEFT_OUT = {
    'CircularCreate.working_group_id', 'RoleCreate.organisation_id', 'RoleCreate.working_group_id',
    'InvitationCreate.organisation_id', 'InvitationCreate.working_group_id', 'HandoverCreate.person_id',
    'WorkingGroupMembersReplace.max_removals', 'WorkingGroupCreate.lead_contact', 'LeadCreate.lead_contact', 'ApiClientCreate.city_id',
    'ApiClientCreate.expires_on', 'ApiClientRenewalCreate.expires_on',
    'MeetingCreate.repeats', 'IdeaProposalCreate.lead_contact', 'IdeaProposalCreate.continues_id', 'WorkingGroupCreate.continues_id',
    'MeetingCreate.network_id', 'OutputCreate.network_id', 'DocumentCreate.network_id', 'MeetingCreate.host_city_id',
    'OutputCreate.document_id', 'MinutesCreate.minutes_document_id', 'FundingDecisionCreate.amount',
    'ReportDecisionCreate.reason', 'PublicationCreate.reason', 'ReportDecisionCreate.decided_on', 'PublicationCreate.published_on',
    'AssemblyCreate.host_city_id', 'AssemblyPatch.host_city_id',
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
