"""How people, roles, contact points and departments are shown, and what one may do with them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, case, exists

from api.models.columns import table
from api.models.contact_points import ContactPoint, ContactPointRow
from api.models.departments import Department, DepartmentRow
from api.models.people import Person, PersonRow
from api.models.roles import RoleRow, RoleTerm
from api.permissions import Caller, Facts, may
from api.reads import Read, json_of
from api.rules import roles as rules
from api.shown.pieces import changeable, documented, members

people, roles, points = table(PersonRow), table(RoleRow), table(ContactPointRow)
departments = table(DepartmentRow)


_role_elsewhere = exists().where(
    roles.c.person_id == people.c.id, roles.c.end_date.is_(None), roles.c.city_id.is_distinct_from(people.c.city_id)
)
_in_network = exists().where(
    members.c.city_id == people.c.city_id,
    members.c.network_id == people.c.network_id,
    members.c.working_group_id.is_(None),
    members.c.end_date.is_(None),
)
_steward = case((and_(_in_network, ~_role_elsewhere), people.c.city_id))


def _person(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    facts = Facts(frozenset({found['network_id']}), found['steward_id'], person_id=found['id'])
    there = changeable(found) and found['erased_at'] is None
    return [name for name in ('update_person', 'create_contact_point', 'erase_person') if there and may(caller, name, facts)]


PEOPLE = Read(
    PersonRow,
    json_of(Person, people),
    facts=(people.c.network_id, people.c.erased_at, _steward.label('steward_id'), documented(people)),
    you_may=_person,
)


def _role(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    office_role = found['role'] in rules.OF_THE_OFFICE
    facts = Facts(frozenset({found['network_id']}), found['city_id'], person_id=found['person_id'], office_role=office_role)
    lasts = found['end_date'] is None and changeable(found)
    acts = ('end_role', 'hand_over_role') if found['role'] in rules.HANDED_OVER else ('end_role',)
    return [name for name in acts if lasts and may(caller, name, facts)]


ROLES = Read(
    RoleRow,
    json_of(RoleTerm, roles),
    facts=(roles.c.network_id, roles.c.city_id, roles.c.person_id, roles.c.role, roles.c.end_date, documented(roles)),
    you_may=_role,
)


def _point(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    facts = Facts(frozenset({found['network_id']}), found['city_id'], person_id=found['person_id'])
    return ['update_contact_point'] if changeable(found) and may(caller, 'update_contact_point', facts) else []


CONTACT_POINTS = Read(
    ContactPointRow,
    json_of(ContactPoint, points),
    facts=(points.c.network_id, points.c.city_id, points.c.person_id, documented(points)),
    you_may=_point,
)


def _department(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    facts = Facts(frozenset({found['network_id']}), found['city_id'])
    return ['update_department'] if changeable(found) and may(caller, 'update_department', facts) else []


DEPARTMENTS = Read(
    DepartmentRow,
    json_of(Department, departments),
    facts=(departments.c.network_id, departments.c.city_id, documented(departments)),
    you_may=_department,
    sorts={'name': (departments.c.sort_key, False), 'id': (None, False)},
)
