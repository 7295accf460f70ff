"""One request for each row of the matrix: what is asked, and of which record of the prepared world.

The city at hand is Bologna: it is a member of the proposal `fair-housing`, which Graz leads, and not of `fair-schools`, where Graz
is alone. A row `operation/variant` asks the same operation about another record or with another wish.
"""

from uuid import UUID

from api import clock
from api.operations.mirroring import mirror_network
from api.operations.progress_asking import ask_progress
from api.operations.reminders import remind
from api.permissions import EXPORTED
from tests.authorisation.ask import Ask
from tests.authorisation.kept import asking_for_kept
from tests.authorisation.prepared import Prepared, tomorrow
from tests.authorisation.webhooks import asking_for_webhooks


def asking(world: Prepared) -> dict[str, Ask]:
    """Return the request of each row."""
    ids = {name: str(value) for name, value in world.ids.items()}
    network, city = {'network_id': ids['network']}, {'city_id': ids['bologna']}
    housing, schools = '/v1/working-groups/fair-housing', '/v1/working-groups/fair-schools'
    associate = {'organisation_id': ids['helping_hands']}
    joins = {'op': 'join', 'working_group': 'fair-schools', 'member': {'id': ids['bologna']}}
    everybody = [{'member': {'slug': slug}} for slug in ('graz', 'bologna')]
    belonging = [{'member': {'slug': slug}} for slug in ('graz', 'bologna', 'berlin', 'barcelona', 'lublin')]
    person, role = {'person_id': ids['person']}, {**network, 'person_id': ids['newcomer']}
    nino = {'name': 'Nino Neu', 'mail': 'nino@example.org'}
    redacted = {'field': 'text', 'text': '…', 'reason': 'asked for'}
    figures = {**world.figures, 'valid_from': tomorrow()}
    members, secrets = '/v1/memberships', f'/v1/api-clients/{ids["client"]}/secrets'
    mandate = {**network, **city, 'basis': 'Contract of 12 January 2026'}
    imported = f'/v1/imports/{ids["import"]}'
    mirrored = f'/v1/mirrored-records/{ids["mirrored_record"]}'
    assembly, reports = f'/v1/assemblies/{ids["assembly"]}', '/v1/reports'
    return {
        'get_me': Ask('GET', '/v1/me'),
        'list_my_tasks': Ask('GET', '/v1/me/tasks'),
        'update_me': Ask('PATCH', '/v1/me', {'language': 'de'}),
        'list_sessions': Ask('GET', '/v1/sessions'),
        'end_session': Ask('DELETE', f'/v1/sessions/{ids["session"]}'),
        'end_other_sessions': Ask('DELETE', '/v1/sessions'),
        'list_calendar_subscriptions': Ask('GET', '/v1/calendar-subscriptions'),
        'create_calendar_subscription': Ask('POST', '/v1/calendar-subscriptions', {'name': 'My phone'}),
        'remove_calendar_subscription': Ask('DELETE', f'/v1/calendar-subscriptions/{ids["calendar_subscription"]}'),
        'list_saved_filters': Ask('GET', '/v1/saved-filters'),
        'create_saved_filter': Ask('POST', '/v1/saved-filters', {'name': 'Late ones', 'address': '/working-groups?stage=proposed'}),
        'remove_saved_filter': Ask('DELETE', f'/v1/saved-filters/{ids["saved_filter"]}'),
        'list_passkeys': Ask('GET', '/v1/passkeys'),
        'start_passkey': Ask('POST', '/v1/passkey-registrations'),
        # Nobody has begun to make one in the caller's browser, so that whoever may meets that: 409.
        'create_passkey': Ask('POST', '/v1/passkeys', {'name': 'A laptop', 'client_data': 'e30', 'attestation_object': 'oA'}),
        'remove_passkey': Ask('DELETE', f'/v1/passkeys/{ids["passkey"]}'),
        'list_identities': Ask('GET', '/v1/identities'),
        # The service has no identity provider: 404.
        'start_identity': Ask('POST', '/v1/identity-links'),
        'create_identity': Ask('POST', '/v1/identities', {'code': 'a code', 'state': 'a-state-of-at-least-twenty-signs'}),
        'remove_identity': Ask('DELETE', f'/v1/identities/{ids["identity"]}'),
        'list_networks': Ask('GET', '/v1/networks'),
        'get_network': Ask('GET', '/v1/networks/eccar'),
        'create_network': Ask('POST', '/v1/networks', {'slug': 'new', 'name': 'A new network'}),
        'update_network': Ask('PATCH', '/v1/networks/eccar', {'operated_by': 'Heidelberg'}),
        'get_preparation': Ask('GET', '/v1/networks/eccar/preparation'),
        'launch_network': Ask('POST', '/v1/networks/eccar/launches'),
        'list_imports': Ask('GET', '/v1/imports'),
        'get_import': Ask('GET', imported),
        'create_import': Ask('POST', '/v1/imports', {**network, 'kind': 'members'}, files={'file': ('members.csv', b'city\nGraz')}),
        'update_import': Ask('PATCH', imported, {}),
        'list_import_rows': Ask('GET', f'{imported}/rows'),
        'decide_import_rows': Ask('POST', f'{imported}/decisions', {'decisions': [{'row_id': ids['import_row'], 'decision': 'left_out'}]}),
        'apply_import': Ask('POST', f'{imported}/applications', {}),
        'discard_import': Ask('POST', f'{imported}/discards'),
        'mirror_network': Ask('', '', does=lambda transaction: mirror_network(transaction, UUID(ids['sync_source']))),
        'list_sync_sources': Ask('GET', '/v1/sync-sources'),
        'get_sync_source': Ask('GET', f'/v1/sync-sources/{ids["sync_source"]}'),
        'list_mirrored_records': Ask('GET', '/v1/mirrored-records'),
        'get_mirrored_record': Ask('GET', mirrored),
        'match_mirrored_record': Ask('POST', f'{mirrored}/matches', {'decision': 'new'}),
        'match_cities': Ask('POST', '/v1/city-matches', {**network, 'text': 'Graz'}),
        'list_by_laws': Ask('GET', '/v1/networks/eccar/by-laws'),
        'make_by_laws': Ask('POST', '/v1/networks/eccar/by-laws', figures),
        'list_cities': Ask('GET', '/v1/cities'),
        'get_city': Ask('GET', '/v1/cities/bologna'),
        'create_city': Ask('POST', '/v1/cities', {'name': 'Uppsala', 'country_code': 'SE'}),
        'update_city': Ask('PATCH', '/v1/cities/bologna', {'other_names': ['Bologne']}),
        'list_city_catalogue': Ask('GET', '/v1/city-catalogue'),
        'list_organisations': Ask('GET', '/v1/organisations'),
        'get_organisation': Ask('GET', '/v1/organisations/helping-hands'),
        'create_organisation': Ask('POST', '/v1/organisations', {'name': 'Open Ears', 'kind': 'civil_society'}),
        'update_organisation': Ask('PATCH', '/v1/organisations/helping-hands', {'name': 'Helping Hand'}),
        'list_working_groups': Ask('GET', '/v1/working-groups'),
        'get_working_group': Ask('GET', housing),
        'get_working_group/public': Ask('GET', '/v1/working-groups/public-space'),
        'get_formation': Ask('GET', f'{housing}/formation'),
        'propose_working_group': Ask('POST', '/v1/working-groups', {**network, **city, 'title': 'Hate speech'}),
        'update_working_group': Ask('PATCH', housing, {'aims': 'Homes for all'}),
        'withdraw_working_group': Ask('POST', f'{schools}/withdrawals', {}),
        'list_leads': Ask('GET', f'{housing}/leads'),
        'hand_over_lead': Ask('POST', f'{housing}/leads', city),
        'get_broadcast': Ask('GET', f'{housing}/broadcast'),
        # It is a proposal, so that whoever may meets that: 409.
        'update_broadcast': Ask('PATCH', f'{housing}/broadcast', {'sentence': 'Newcomers are welcome.'}),
        'send_broadcast': Ask('POST', f'{housing}/broadcast/sendings'),
        'list_working_group_members': Ask('GET', f'{housing}/members'),
        'join_working_group': Ask('POST', f'{schools}/members', city),
        'admit_associate': Ask('POST', f'{schools}/associates', associate),
        # Each item is asked for by itself; of those that belong together one that is refused refuses all of them.
        'apply_membership_batch': Ask('POST', '/v1/membership-batches', {'mode': 'independent', 'items': [joins]}),
        'apply_membership_batch/atomic': Ask('POST', '/v1/membership-batches', {'items': [joins]}),
        'replace_working_group_members': Ask('PUT', f'{schools}/members', {'members': everybody}),
        'replace_network_members': Ask('PUT', '/v1/networks/eccar/members', {'members': belonging}),
        'list_memberships': Ask('GET', members),
        'get_membership': Ask('GET', f'{members}/{ids["in_group"]}'),
        'get_membership/applicant': Ask('GET', f'{members}/{ids["applicant"]}'),
        'create_membership': Ask('POST', members, {**network, 'city_id': ids['nantes']}),
        'admit_member': Ask('POST', f'{members}/{ids["applicant"]}/admissions', {}),
        'suspend_membership': Ask('POST', f'{members}/{ids["in_network"]}/suspensions', {}),
        'reactivate_membership': Ask('POST', f'{members}/{ids["suspended"]}/reactivations', {}),
        'end_membership': Ask('POST', f'{members}/{ids["in_group"]}/ending', {}),
        'end_membership/associate': Ask('POST', f'{members}/{ids["associate"]}/ending', {'reason': 'asked for'}),
        'end_membership/network': Ask('POST', f'{members}/{ids["in_network"]}/ending', {}),
        'list_people': Ask('GET', '/v1/people'),
        'get_person': Ask('GET', f'/v1/people/{ids["person"]}'),
        'create_person': Ask('POST', '/v1/people', {**network, **city, **nino}),
        'update_person': Ask('PATCH', f'/v1/people/{ids["person"]}', {'name': 'Bea Bell'}),
        'update_person/coordinator': Ask('PATCH', f'/v1/people/{ids["coordinator"]}', {'name': 'Bruno Bell'}),
        'update_person/oneself': Ask('PATCH', f'/v1/people/{ids["department_contact"]}', {'name': 'Dino Department'}),
        'erase_person': Ask('POST', f'/v1/people/{ids["person"]}/erasures', {'reason': 'asked for by letter'}),
        'erase_person/oneself': Ask('POST', f'/v1/people/{ids["department_contact"]}/erasures', {'reason': 'I leave'}),
        'get_personal_data': Ask('GET', f'/v1/people/{ids["person"]}/personal-data'),
        'get_personal_data/oneself': Ask('GET', f'/v1/people/{ids["department_contact"]}/personal-data'),
        'list_roles': Ask('GET', '/v1/roles'),
        'get_role': Ask('GET', f'/v1/roles/{ids["role"]}'),
        'give_role': Ask('POST', '/v1/roles', {**role, **city, 'working_group_id': ids['housing'], 'role': 'group_coordinator'}),
        'give_role/in_the_office': Ask('POST', '/v1/roles', {**role, 'role': 'office_staff'}),
        'end_role': Ask('POST', f'/v1/roles/{ids["role"]}/ending', {}),
        'end_role/in_the_office': Ask('POST', f'/v1/roles/{ids["office_role"]}/ending', {}),
        'hand_over_role': Ask('POST', f'/v1/roles/{ids["coordinator_role"]}/handovers', person),
        'hand_over_role/oneself': Ask('POST', f'/v1/roles/{ids["lead_contact_role"]}/handovers', {'invitation': nino}),
        'list_invitations': Ask('GET', '/v1/invitations'),
        'get_invitation': Ask('GET', f'/v1/invitations/{ids["invitation"]}'),
        # The network is in preparation, so that whoever may invite meets that: 409.
        'create_invitation': Ask('POST', '/v1/invitations', {**network, **city, **nino, 'role': 'department_contact'}),
        'create_invitation/coordinator': Ask('POST', '/v1/invitations', {**network, **city, **nino, 'role': 'coordinator'}),
        'create_invitation/in_the_office': Ask('POST', '/v1/invitations', {**network, **nino, 'role': 'office_staff'}),
        'withdraw_invitation': Ask('POST', f'/v1/invitations/{ids["invitation"]}/withdrawals'),
        'send_invitation': Ask('POST', f'/v1/invitations/{ids["invitation"]}/sendings'),
        'list_contact_points': Ask('GET', '/v1/contact-points'),
        'get_contact_point': Ask('GET', f'/v1/contact-points/{ids["point"]}'),
        'get_contact_point/office': Ask('GET', f'/v1/contact-points/{ids["hidden_point"]}'),
        'create_contact_point': Ask('POST', '/v1/contact-points', {**person, 'kind': 'phone', 'value': '+39 051 0'}),
        'create_contact_point/oneself': Ask('POST', '/v1/contact-points', {'person_id': ids['department_contact'], 'value': '+39 051 1'}),
        'update_contact_point': Ask('PATCH', f'/v1/contact-points/{ids["point"]}', {'visibility': 'office'}),
        'update_contact_point/publish': Ask('PATCH', f'/v1/contact-points/{ids["point"]}', {'visibility': 'public'}),
        'update_contact_point/oneself': Ask('PATCH', f'/v1/contact-points/{ids["own_point"]}', {'value': '+39 051 4'}),
        'list_departments': Ask('GET', '/v1/departments'),
        'get_department': Ask('GET', f'/v1/departments/{ids["department"]}'),
        'create_department': Ask('POST', '/v1/departments', {**network, **city, 'name': 'Integration'}),
        'update_department': Ask('PATCH', f'/v1/departments/{ids["department"]}', {'name': 'Integration'}),
        'list_action_items': Ask('GET', '/v1/action-items'),
        'get_action_item': Ask('GET', f'/v1/action-items/{ids["item"]}'),
        'create_action_item': Ask('POST', '/v1/action-items', {'working_group_id': ids['housing'], 'title': 'Train landlords'}),
        'update_action_item': Ask('PATCH', f'/v1/action-items/{ids["item"]}', {'title': 'Teach landlords'}),
        'update_action_item/of_graz': Ask('PATCH', f'/v1/action-items/{ids["item_of_graz"]}', {'title': 'Teach tenants'}),
        'list_progress_updates': Ask('GET', '/v1/progress-updates'),
        'get_progress_update': Ask('GET', f'/v1/progress-updates/{ids["update"]}'),
        'record_progress': Ask('POST', '/v1/progress-updates', {'action_item_id': ids['item_of_graz'], 'unchanged': True}),
        'list_assemblies': Ask('GET', '/v1/assemblies'),
        'get_assembly': Ask('GET', assembly),
        'list_assembly_working_groups': Ask('GET', f'{assembly}/working-groups'),
        'create_assembly': Ask('POST', '/v1/assemblies', {**network, 'title': 'Assembly', 'held_on': tomorrow()}),
        'update_assembly': Ask('PATCH', assembly, {'place': 'Town hall'}),
        'close_assembly': Ask('POST', f'{assembly}/closings'),
        'call_up_report': Ask('POST', f'/v1/assemblies/{ids["sitting_of_tabled"]}/present-reports', {'report_id': ids['tabled']}),
        'list_declarations': Ask('GET', '/v1/working-groups/racism-in-sport/declarations'),
        'declare_working_group': Ask(
            'POST', '/v1/working-groups/racism-in-sport/declarations', {'assembly_id': ids['assembly'], 'choice': 'complete'}
        ),
        'list_obligations': Ask('GET', '/v1/obligations'),
        # The group is too young to owe anything, so that whoever may meets that: 409.
        'grant_dispensation': Ask(
            'POST',
            '/v1/working-groups/racism-in-sport/dispensations',
            {'assembly_id': ids['assembly'], 'duty': 'declaration', 'reason': 'elections'},
        ),
        'remind': Ask('', '', does=lambda transaction: remind(transaction, world.ids['network'], clock.today('Europe/Berlin'))),
        'ask_progress': Ask('', '', does=lambda transaction: ask_progress(transaction, world.ids['network'], clock.today('Europe/Berlin'))),
        'list_reports': Ask('GET', reports),
        'get_report': Ask('GET', f'{reports}/{ids["draft"]}'),
        'get_report/tabled': Ask('GET', f'{reports}/{ids["tabled"]}'),
        'get_report/published': Ask('GET', f'{reports}/{ids["published"]}'),
        'get_report_file': Ask('GET', f'{reports}/{ids["draft"]}/file.docx'),
        'get_report_file/tabled': Ask('GET', f'{reports}/{ids["tabled"]}/file.docx'),
        'get_report_file/published': Ask('GET', f'{reports}/{ids["published"]}/file.pdf'),
        'get_report_text': Ask('GET', f'{reports}/{ids["draft"]}/text'),
        'get_report_text/tabled': Ask('GET', f'{reports}/{ids["tabled"]}/text'),
        'get_report_text/published': Ask('GET', f'{reports}/{ids["published"]}/text'),
        'start_report': Ask('POST', reports, {'working_group_id': ids['sport'], 'assembly_id': ids['assembly']}),
        'update_report': Ask('PATCH', f'{reports}/{ids["draft"]}', {'text': 'We played and won.'}),
        'get_report_draft': Ask('GET', f'{reports}/{ids["draft"]}/draft'),
        'draft_report': Ask('POST', f'{reports}/{ids["draft"]}/drafts'),
        'list_submissions': Ask('GET', f'{reports}/{ids["tabled"]}/submissions'),
        'get_submission': Ask('GET', f'{reports}/{ids["tabled"]}/submissions/{ids["submission"]}'),
        'submit_report': Ask('POST', f'{reports}/{ids["draft"]}/submissions', {}),
        'table_report': Ask('POST', f'{reports}/{ids["submitted"]}/tablings'),
        'list_decisions': Ask('GET', f'{reports}/{ids["approved"]}/decisions'),
        'decide_report': Ask('POST', f'{reports}/{ids["tabled"]}/decisions', {'outcome': 'approved'}),
        'list_publications': Ask('GET', f'{reports}/{ids["published"]}/publications'),
        'publish_report': Ask('POST', f'{reports}/{ids["approved"]}/publications', {'channel': 'website'}),
        'get_newsletter': Ask('GET', f'{reports}/{ids["published"]}/newsletter'),
        'write_newsletter': Ask('POST', f'{reports}/{ids["published"]}/newsletters'),
        **asking_for_kept(ids),
        'list_notices': Ask('GET', '/v1/notices'),
        'list_journal_entries': Ask('GET', '/v1/journal-entries'),
        'list_redactions': Ask('GET', '/v1/redactions'),
        'get_redaction': Ask('GET', f'/v1/redactions/{ids["redaction"]}'),
        'redact_text': Ask('POST', '/v1/redactions', {'subject_type': 'progress_update', 'subject_id': ids['update'], **redacted}),
        'list_security_events': Ask('GET', '/v1/security-events'),
        'list_changes': Ask('GET', '/v1/changes', query={'limit': '1000'}),
        **{f'export_{noun}': Ask('GET', f'/v1/exports/{noun.replace("_", "-")}.csv') for noun in EXPORTED},
        'list_api_clients': Ask('GET', '/v1/api-clients'),
        'get_api_client': Ask('GET', f'/v1/api-clients/{ids["client"]}'),
        'create_api_client': Ask('POST', '/v1/api-clients', {**network, 'name': 'A script', 'scopes': ['cities:read']}),
        'renew_api_client': Ask('POST', f'/v1/api-clients/{ids["client"]}/renewals', {}),
        'end_api_client': Ask('DELETE', f'/v1/api-clients/{ids["client"]}'),
        'list_api_client_secrets': Ask('GET', secrets),
        'create_api_client_secret': Ask('POST', secrets),
        'end_api_client_secret': Ask('POST', f'{secrets}/{ids["secret"]}/ending'),
        **asking_for_webhooks(ids),
        'list_mandates': Ask('GET', '/v1/mandates'),
        'get_mandate': Ask('GET', f'/v1/mandates/{ids["mandate"]}'),
        'give_mandate': Ask('POST', '/v1/mandates', {**mandate, 'client_id': ids['partner_without_mandate']}),
        'give_mandate/to_a_script': Ask('POST', '/v1/mandates', {**mandate, 'client_id': ids['client']}),
        'withdraw_mandate': Ask('POST', f'/v1/mandates/{ids["mandate"]}/withdrawals'),
    }
