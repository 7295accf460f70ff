"""How each resource is shown: its prebuilt read, the facts `you_may` needs, and the one place that says what one may do now."""

from api.shown.actions import ACTION_ITEMS, PROGRESS_UPDATES
from api.shown.assemblies import ASSEMBLIES, DECLARATIONS, DESK, ON_THE_DESK, on_the_desk
from api.shown.calls_for_interest import CALLS_FOR_INTEREST
from api.shown.cities import CITIES, ORGANISATIONS
from api.shown.group_invitations import GROUP_INVITATIONS
from api.shown.groups import LEADS, MEMBERSHIPS, WORKING_GROUPS
from api.shown.handovers import handover
from api.shown.invitations import INVITATIONS
from api.shown.machines import API_CLIENT_SECRETS, API_CLIENTS, MANDATES
from api.shown.meetings import DOCUMENTS, MEETINGS, OUTPUTS
from api.shown.networks import BY_LAWS, NETWORKS
from api.shown.participation_requests import PARTICIPATION_REQUESTS
from api.shown.people import CONTACT_POINTS, DEPARTMENTS, PEOPLE, ROLES
from api.shown.pieces import IDS, cities, gathered, groups, has_member, identifiers, members, networks, object_of, organisations
from api.shown.plans import PLANS
from api.shown.redactions import REDACTIONS
from api.shown.reports import DECISIONS, PUBLICATIONS, REPORTS, SUBMISSIONS
from api.shown.requests import FUNDING_REQUESTS, SUPPORT_REQUESTS

__all__ = [
    'ACTION_ITEMS', 'API_CLIENTS', 'API_CLIENT_SECRETS', 'ASSEMBLIES', 'BY_LAWS', 'CALLS_FOR_INTEREST', 'CITIES', 'CONTACT_POINTS',
    'DECISIONS', 'DECLARATIONS', 'DEPARTMENTS', 'DESK', 'DOCUMENTS', 'FUNDING_REQUESTS', 'GROUP_INVITATIONS',
    'IDS', 'INVITATIONS', 'LEADS', 'MANDATES',
    'MEETINGS', 'MEMBERSHIPS', 'NETWORKS', 'ON_THE_DESK', 'ORGANISATIONS', 'OUTPUTS', 'PARTICIPATION_REQUESTS', 'PEOPLE', 'PLANS',
    'PROGRESS_UPDATES', 'PUBLICATIONS',
    'REDACTIONS', 'REPORTS', 'ROLES', 'SUBMISSIONS', 'SUPPORT_REQUESTS', 'WORKING_GROUPS', 'cities', 'gathered', 'groups', 'handover',
    'has_member', 'identifiers', 'members', 'networks', 'object_of', 'on_the_desk', 'organisations',
]  # fmt: skip
