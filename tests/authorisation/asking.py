"""One request for each row of the matrix: what is asked, and of which record of the prepared world.

The city at hand is Bologna: it is a member of the proposal `fair-housing`, which Graz leads, and not of `fair-schools`, where Graz
is alone. A row `operation/variant` asks the same operation about another record or with another wish.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.authorisation.prepared import Prepared, tomorrow


@dataclass(frozen=True)
class Ask:
    """A request, to be sent by each caller."""

    method: str
    path: str
    body: Mapping[str, Any] | None = None
    query: Mapping[str, str] = field(default_factory=dict)


def asking(world: Prepared) -> dict[str, Ask]:
    """Return the request of each row."""
    ids = {name: str(value) for name, value in world.ids.items()}
    network, city = {'network_id': ids['network']}, {'city_id': ids['bologna']}
    housing, schools = '/v1/working-groups/fair-housing', '/v1/working-groups/fair-schools'
    associate = {'organisation_id': ids['helping_hands']}
    person, role = {'person_id': ids['person']}, {**network, 'person_id': ids['newcomer']}
    figures = {**world.figures, 'valid_from': tomorrow()}
    members = '/v1/memberships'
    return {
        'get_me': Ask('GET', '/v1/me'),
        'update_me': Ask('PATCH', '/v1/me', {'language': 'de'}),
        'list_sessions': Ask('GET', '/v1/sessions'),
        'end_session': Ask('DELETE', f'/v1/sessions/{ids["session"]}'),
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
        'create_person': Ask('POST', '/v1/people', {**network, **city, 'name': 'Nino Neu', 'mail': 'nino@example.org'}),
        'update_person': Ask('PATCH', f'/v1/people/{ids["person"]}', {'name': 'Bea Bell'}),
        'update_person/coordinator': Ask('PATCH', f'/v1/people/{ids["coordinator"]}', {'name': 'Bruno Bell'}),
        'update_person/oneself': Ask('PATCH', f'/v1/people/{ids["department_contact"]}', {'name': 'Dino Department'}),
        'list_roles': Ask('GET', '/v1/roles'),
        'get_role': Ask('GET', f'/v1/roles/{ids["role"]}'),
        'give_role': Ask('POST', '/v1/roles', {**role, **city, 'role': 'political_head'}),
        'give_role/in_the_office': Ask('POST', '/v1/roles', {**role, 'role': 'office_staff'}),
        'end_role': Ask('POST', f'/v1/roles/{ids["role"]}/ending', {}),
        'end_role/in_the_office': Ask('POST', f'/v1/roles/{ids["office_role"]}/ending', {}),
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
        'list_notices': Ask('GET', '/v1/notices'),
        'list_changes': Ask('GET', '/v1/changes'),
        'list_api_clients': Ask('GET', '/v1/api-clients'),
        'get_api_client': Ask('GET', f'/v1/api-clients/{ids["client"]}'),
        'create_api_client': Ask('POST', '/v1/api-clients', {**network, 'name': 'A script', 'scopes': ['cities:read']}),
        'end_api_client': Ask('DELETE', f'/v1/api-clients/{ids["client"]}'),
    }
