"""Knows what callers are told about themselves: roles, cities they speak for, offices they are, their open sessions."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, func, text

from api.models.columns import table
from api.models.sessions import Me, Session, SessionRow
from api.permissions import PERMISSIONS, Caller, Facts, may
from api.problems import Problem
from api.reads import Read, json_of
from api.spine import Transaction
from api.visibility import THIS_SESSION

_sessions = table(SessionRow)
SESSIONS = Read(
    SessionRow,
    json_of(Session, _sessions, current=func.coalesce(_sessions.c.id == THIS_SESSION, false())),
    sorts={'-id': (None, True)},
)

_ME = text("""
SELECT (SELECT demonstration FROM instance) AS demonstration,
  (SELECT language FROM people WHERE id = :person) AS language,
  (SELECT notice_delivery FROM people WHERE id = :person) AS notice_delivery,
  (SELECT coalesce(json_agg(json_build_object('id', r.id, 'role', r.role, 'network_id', r.network_id, 'network_slug', n.slug,
       'network_name', n.name, 'city_id', r.city_id, 'city_slug', c.slug, 'city_name', c.name,
       'working_group_id', r.working_group_id, 'working_group_slug', g.slug, 'working_group_title', g.title,
       'organisation_id', r.organisation_id, 'organisation_slug', o.slug, 'organisation_name', o.name,
       'start_date', r.start_date, 'start_precision', r.start_precision) ORDER BY r.id), '[]')
     FROM roles r JOIN networks n ON n.id = r.network_id LEFT JOIN cities c ON c.id = r.city_id
       LEFT JOIN working_groups g ON g.id = r.working_group_id LEFT JOIN organisations o ON o.id = r.organisation_id
     WHERE r.person_id = :person AND r.end_date IS NULL) AS roles,
  (SELECT coalesce(json_agg(json_build_object('network_id', a.network_id, 'mandate_id', a.mandate_id, 'end_date', a.end_date,
       'city', json_build_object('id', c.id, 'slug', c.slug, 'name', c.name, 'country_code', c.country_code))
       ORDER BY c.sort_key, a.network_id), '[]')
     FROM (SELECT city_id, network_id, CAST(NULL AS uuid) AS mandate_id, CAST(NULL AS date) AS end_date
           FROM roles WHERE person_id = :person AND role = 'coordinator' AND end_date IS NULL
           UNION SELECT d.city_id, d.network_id, d.id, d.end_date FROM mandates d JOIN networks n ON n.id = d.network_id
             WHERE d.client_id = :client AND d.withdrawn_at IS NULL
               AND d.end_date > CAST(timezone(n.time_zone, CAST(:now AS timestamptz)) AS date)) a
     JOIN cities c ON c.id = a.city_id) AS acts_for,
  (SELECT coalesce(json_agg(json_build_object('id', id, 'slug', slug, 'name', name) ORDER BY sort_key), '[]')
     FROM networks WHERE :everywhere OR id = ANY(CAST(:office_of AS uuid[]))) AS office_of
""")


def me(transaction: Transaction) -> Me:
    """Return who is calling, as it stands in the database now."""
    caller = transaction.caller
    if caller.id is None:
        raise Problem('unauthenticated')
    is_person = caller.kind == 'person'
    values = {
        'person': caller.id if is_person else None,
        'client': None if is_person else caller.id,
        'now': transaction.now,
        'everywhere': caller.everywhere,
        'office_of': list(caller.office_of),
    }
    found = dict(transaction.rows(_ME, values)[0])
    return Me(
        **{**found, 'language': found['language'] or caller.language},
        kind='person' if is_person else 'client',
        id=caller.id,
        name=caller.name,
        session_id=caller.session_id,
        scopes=None if caller.scopes is None else sorted(caller.scopes),
        you_may=possible_somewhere(caller),
    )


def possible_somewhere(caller: Caller) -> list[str]:
    """Return the operations that the caller may do to at least one subject that there could be."""
    own = [Facts(frozenset({network}), city, lead_city_id=city, associate=True, city_role=True) for network, city in caller.speaks_for]
    led = [Facts(working_group_id=group, associate=True) for group in caller.lead_contact_of]
    somewhere = [Facts(networks=caller.office_of | caller.admin_of), Facts(person_id=caller.id), *own, *led]
    return sorted(operation for operation in PERMISSIONS if any(may(caller, operation, facts) for facts in somewhere))


def still_open(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a session is neither ended nor too old nor idle for too long."""
    idle = func.make_interval(0, 0, 0, 0, 0, _sessions.c.idle_minutes)
    return and_(_sessions.c.ended_at.is_(None), _sessions.c.expires_at > now, _sessions.c.seen_at + idle > now)
