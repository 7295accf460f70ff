"""What is remembered: one module per noun, its table and its API shapes. Importing this package makes every table known."""

from api.models import (
    api_clients,
    by_laws,
    changes,
    cities,
    contact_points,
    departments,
    idempotency,
    instance,
    journal,
    memberships,
    networks,
    notices,
    organisations,
    outbox,
    people,
    roles,
    sessions,
    working_groups,
)

__all__ = [
    'api_clients', 'by_laws', 'changes', 'cities', 'contact_points', 'departments', 'idempotency', 'instance', 'journal',
    'memberships', 'networks', 'notices', 'organisations', 'outbox', 'people', 'roles', 'sessions', 'working_groups',
]  # fmt: skip
