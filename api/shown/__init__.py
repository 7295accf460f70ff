"""How each resource is shown: its prebuilt read, the facts `you_may` needs, and the one place that says what one may do now."""

from api.shown.actions import ACTION_ITEMS, PROGRESS_UPDATES
from api.shown.assemblies import ASSEMBLIES, DECLARATIONS, DESK, ON_THE_DESK, on_the_desk
from api.shown.calls_for_interest import CALLS_FOR_INTEREST
from api.shown.cities import CITIES, ORGANISATIONS
from api.shown.follow_up import PLAN_CONTACTS, PLAN_MEETINGS, PLAN_RISKS
from api.shown.good_practices import GOOD_PRACTICES, PRACTICE_QUESTIONS
from api.shown.group_invitations import GROUP_INVITATIONS
from api.shown.groups import LEADS, MEMBERSHIPS, WORKING_GROUPS
from api.shown.handovers import handover
from api.shown.indicators import INDICATOR_VALUES, INDICATORS
from api.shown.invitations import INVITATIONS
from api.shown.machines import API_CLIENT_SECRETS, API_CLIENTS, MANDATES
from api.shown.meetings import DOCUMENTS, MEETINGS, OUTPUTS
from api.shown.milestones import MILESTONES
from api.shown.networks import BY_LAWS, NETWORKS
from api.shown.participation_requests import PARTICIPATION_REQUESTS
from api.shown.people import CONTACT_POINTS, DEPARTMENTS, PEOPLE, ROLES
from api.shown.pieces import IDS, cities, gathered, groups, has_member, identifiers, members, networks, object_of, organisations
from api.shown.plan_needs import NEEDS_ASSESSMENTS, NEEDS_FINDINGS, PLAN_CONSULTATIONS, PLAN_INVENTORY_ITEMS
from api.shown.plans import PLAN_ACTION_UPDATES, PLAN_ACTIONS, PLANS
from api.shown.redactions import REDACTIONS
from api.shown.reports import DECISIONS, PUBLICATIONS, REPORTS, SUBMISSIONS
from api.shown.requests import FUNDING_REQUESTS, SUPPORT_REQUESTS
from api.shown.webhooks import WEBHOOK_DELIVERIES, WEBHOOK_ENDPOINTS

__all__ = [
    'ACTION_ITEMS',
    'API_CLIENTS',
    'API_CLIENT_SECRETS',
    'ASSEMBLIES',
    'BY_LAWS',
    'CALLS_FOR_INTEREST',
    'CITIES',
    'CONTACT_POINTS',
    'DECISIONS',
    'DECLARATIONS',
    'DEPARTMENTS',
    'DESK',
    'DOCUMENTS',
    'FUNDING_REQUESTS',
    'GOOD_PRACTICES',
    'GROUP_INVITATIONS',
    'IDS',
    'INDICATORS',
    'INDICATOR_VALUES',
    'INVITATIONS',
    'LEADS',
    'MANDATES',
    'MEETINGS',
    'MEMBERSHIPS',
    'MILESTONES',
    'NEEDS_ASSESSMENTS',
    'NEEDS_FINDINGS',
    'NETWORKS',
    'ON_THE_DESK',
    'ORGANISATIONS',
    'OUTPUTS',
    'PARTICIPATION_REQUESTS',
    'PEOPLE',
    'PLANS',
    'PLAN_ACTIONS',
    'PLAN_ACTION_UPDATES',
    'PLAN_CONSULTATIONS',
    'PLAN_CONTACTS',
    'PLAN_INVENTORY_ITEMS',
    'PLAN_MEETINGS',
    'PLAN_RISKS',
    'PRACTICE_QUESTIONS',
    'PROGRESS_UPDATES',
    'PUBLICATIONS',
    'REDACTIONS',
    'REPORTS',
    'ROLES',
    'SUBMISSIONS',
    'SUPPORT_REQUESTS',
    'WEBHOOK_DELIVERIES',
    'WEBHOOK_ENDPOINTS',
    'WORKING_GROUPS',
    'cities',
    'gathered',
    'groups',
    'handover',
    'has_member',
    'identifiers',
    'members',
    'networks',
    'object_of',
    'on_the_desk',
    'organisations',
]  # fmt: skip
