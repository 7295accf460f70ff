"""How each resource is shown: its prebuilt read, the facts `you_may` needs, and the one place that says what one may do now."""

from api.shown.cities import CITIES, ORGANISATIONS
from api.shown.groups import LEADS, MEMBERSHIPS, WORKING_GROUPS
from api.shown.networks import BY_LAWS, NETWORKS
from api.shown.people import API_CLIENTS, CONTACT_POINTS, DEPARTMENTS, PEOPLE, ROLES
from api.shown.pieces import IDS, cities, gathered, groups, has_member, identifiers, members, networks, object_of, organisations

__all__ = [
    'API_CLIENTS', 'BY_LAWS', 'CITIES', 'CONTACT_POINTS', 'DEPARTMENTS', 'IDS', 'LEADS', 'MEMBERSHIPS', 'NETWORKS', 'ORGANISATIONS',
    'PEOPLE', 'ROLES', 'WORKING_GROUPS', 'cities', 'gathered', 'groups', 'has_member', 'identifiers', 'members', 'networks',
    'object_of', 'organisations',
]  # fmt: skip
