"""One request for each row of the matrix: what is asked, and of which record of the prepared world.

The city at hand is Bologna: it is a member of the proposal `fair-housing`, which Graz leads, and not of `fair-schools`, where Graz
is alone. A row `operation/variant` asks the same operation about another record or with another wish.
"""

from api.permissions import EXPORTED
from tests.authorisation.ask import Ask
from tests.authorisation.kept import asking_for_kept
from tests.authorisation.prepared import Prepared, tomorrow


def asking(world: Prepared) -> dict[str, Ask]:
    """Return the request of each row."""
    ids = {name: str(value) for name, value in world.ids.items()}
    network, city = {'network_id': ids['network']}, {'city_id': ids['bologna']}
    housing, schools = '/v1/working-groups/fair-housing', '/v1/working-groups/fair-schools'
    associate = {'organisation_id': ids['helping_hands']}
    person, role = {'person_id': ids['person']}, {**network, 'person_id': ids['newcomer']}
    nino = {'name': 'Nino Neu', 'mail': 'nino@example.org'}
    figures = {**world.figures, 'valid_from': tomorrow()}
    members = '/v1/memberships'
    assembly, reports = f'/v1/assemblies/{ids["assembly"]}', '/v1/reports'
    return {
        'get_me': Ask('GET', '/v1/me'),
        'list_my_tasks': Ask('GET', '/v1/me/tasks'),
        'update_me': Ask('PATCH', '/v1/me', {'language': 'de'}),
        'list_sessions': Ask('GET', '/v1/sessions'),
        'end_session': Ask('DELETE', f'/v1/sessions/{ids["session"]}'),
        'end_other_sessions': Ask('DELETE', '/v1/sessions'),
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
        'launch_network': Ask('POST', '/v1/networks/eccar/launches'),
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
        'list_working_group_members': Ask('GET', f'{housing}/members'),
        'join_working_group': Ask('POST', f'{schools}/members', city),
        'admit_associate': Ask('POST', f'{schools}/associates', associate),
        'list_memberships': Ask('GET', members),
        'get_membership': Ask('GET', f'{members}/{ids["in_group"]}'),
        'get_membership/applicant': Ask('GET', f'{members}/{ids["applicant"]}'),
        'create_membership': Ask('POST', members, {**network, 'city_id': ids['nantes']}),
        'admit_member': Ask('POST', f'{members}/{ids["applicant"]}/admissions', {}),
        'suspend_membership': Ask('POST', f'{members}/{ids["in_network"]}/suspensions', {}),
        'reactivate_membership': Ask('POST', f'{members}/{ids["suspended"]}/reactivations', {}),
        'end_membership': Ask('POST', f'{members}/{ids["in_group"]}/ending', {}),
        'end_membership/associate': Ask('POST', f'{members}/{ids["associate"]}/ending', {}),
        'end_membership/network': Ask('POST', f'{members}/{ids["in_network"]}/ending', {}),
        'list_people': Ask('GET', '/v1/people'),
        'get_person': Ask('GET', f'/v1/people/{ids["person"]}'),
        'create_person': Ask('POST', '/v1/people', {**network, **city, **nino}),
        'update_person': Ask('PATCH', f'/v1/people/{ids["person"]}', {'name': 'Bea Bell'}),
        'update_person/coordinator': Ask('PATCH', f'/v1/people/{ids["coordinator"]}', {'name': 'Bruno Bell'}),
        'update_person/oneself': Ask('PATCH', f'/v1/people/{ids["department_contact"]}', {'name': 'Dino Department'}),
        'list_roles': Ask('GET', '/v1/roles'),
        'get_role': Ask('GET', f'/v1/roles/{ids["role"]}'),
        'give_role': Ask('POST', '/v1/roles', {**role, **city, 'role': 'political_head'}),
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
        'list_declarations': Ask('GET', '/v1/working-groups/racism-in-sport/declarations'),
        'declare_working_group': Ask(
            'POST', '/v1/working-groups/racism-in-sport/declarations', {'assembly_id': ids['assembly'], 'choice': 'complete'}
        ),
        'list_reports': Ask('GET', reports),
        'get_report': Ask('GET', f'{reports}/{ids["draft"]}'),
        'get_report/tabled': Ask('GET', f'{reports}/{ids["tabled"]}'),
        'get_report/published': Ask('GET', f'{reports}/{ids["published"]}'),
        'start_report': Ask('POST', reports, {'working_group_id': ids['sport'], 'assembly_id': ids['assembly']}),
        'update_report': Ask('PATCH', f'{reports}/{ids["draft"]}', {'text': 'We played and won.'}),
        'list_submissions': Ask('GET', f'{reports}/{ids["tabled"]}/submissions'),
        'get_submission': Ask('GET', f'{reports}/{ids["tabled"]}/submissions/{ids["submission"]}'),
        'submit_report': Ask('POST', f'{reports}/{ids["draft"]}/submissions', {}),
        'table_report': Ask('POST', f'{reports}/{ids["submitted"]}/tablings'),
        'list_decisions': Ask('GET', f'{reports}/{ids["approved"]}/decisions'),
        'decide_report': Ask('POST', f'{reports}/{ids["tabled"]}/decisions', {'outcome': 'approved'}),
        'list_publications': Ask('GET', f'{reports}/{ids["published"]}/publications'),
        'publish_report': Ask('POST', f'{reports}/{ids["approved"]}/publications', {'channel': 'website'}),
        **asking_for_kept(ids),
        'list_notices': Ask('GET', '/v1/notices'),
        'list_journal_entries': Ask('GET', '/v1/journal-entries'),
        'list_security_events': Ask('GET', '/v1/security-events'),
        'list_changes': Ask('GET', '/v1/changes'),
        **{f'export_{noun}': Ask('GET', f'/v1/exports/{noun.replace("_", "-")}.csv') for noun in EXPORTED},
        'list_api_clients': Ask('GET', '/v1/api-clients'),
        'get_api_client': Ask('GET', f'/v1/api-clients/{ids["client"]}'),
        'create_api_client': Ask('POST', '/v1/api-clients', {**network, 'name': 'A script', 'scopes': ['cities:read']}),
        'end_api_client': Ask('DELETE', f'/v1/api-clients/{ids["client"]}'),
    }
