"""Knows what a notice says: rendered in the reader's language from today's record, never stored.

Standard library only, so that the worker, which sends notices, stays small; the office's list of them shows the very same words.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from api.rules.circulars import version_read
from api.sentences import say

# One row per notice, for psycopg; `ids` is a list of notice ids. The contact is the lead city's lead contact, and only what its contact
# points show to members of this network or to everybody (S1), as they are at this moment.
FACTS = """
SELECT n.id, n.kind, n.stage, n.parameters, n.created_at, n.network_id, n.city_id,
  w.name AS network, w.stage AS network_stage, w.time_zone, g.title AS "group", g.slug, c.name AS city, l.name AS lead_city,
  (SELECT json_agg(mc.name ORDER BY mc.sort_key) FROM memberships m JOIN cities mc ON mc.id = m.city_id
    WHERE m.working_group_id = g.id AND m.end_date IS NULL) AS cities,
  (SELECT json_agg(DISTINCT p.value) FROM roles r JOIN contact_points p ON p.person_id = r.person_id
    WHERE r.working_group_id = g.id AND r.role = 'lead_contact' AND r.end_date IS NULL AND (r.city_id IS NULL OR r.city_id = l.id)
      AND (p.visibility = 'public' OR p.visibility = 'members' AND p.network_id = n.network_id) AND p.ended_on IS NULL) AS contacts,
  w.working_languages, n.person_id, (SELECT json_object_agg(t.language, json_build_object('subject', t.subject, 'body', t.body))
    FROM circular_texts t WHERE t.circular_id = n.circular_id AND NOT t.dropped) AS versions
FROM notices n JOIN networks w ON w.id = n.network_id LEFT JOIN working_groups g ON g.id = n.working_group_id
  LEFT JOIN cities c ON c.id = n.city_id
  LEFT JOIN LATERAL (SELECT lc.id, lc.name FROM leads t JOIN cities lc ON lc.id = t.city_id
    WHERE t.working_group_id = g.id AND t.end_date IS NULL LIMIT 1) l ON true
WHERE n.id = ANY(%(ids)s)
"""


@dataclass(frozen=True, slots=True)
class Text:
    """What a notice says, without greeting and footer."""

    subject: str
    body: str


def text_of(language: str, facts: Mapping[str, Any], *, origin: str, relay: str) -> Text:
    """Return a notice in words. `facts` is a row of FACTS, `origin` the address of the service, `relay` the office's mail address."""
    kind = facts['kind']
    if kind == 'circular':
        return circular_text(language, _object(facts['versions']), _list(facts['working_languages']))
    told = _object(facts['parameters'])
    words = {
        'group': facts['group'],
        'network': facts['network'],
        'city': facts['city'],
        'cities': ', '.join(_list(facts['cities'])),
        'lead_city': told.get('city') or facts['lead_city'] or '–',
        'member': told.get('member', ''),
        'date': _day(facts['created_at'], facts['time_zone']),
        'contact': ', '.join(_list(facts['contacts'])) or say(language, 'notice.contact.relayed', address=relay),
        'link': f'{origin}/working-groups/{facts["slug"]}',
    }
    return Text(say(language, f'notice.{kind}.subject', **words), say(language, f'notice.{kind}.text', **words))


def circular_text(language: str, versions: Mapping[str, Any], working_languages: Sequence[str]) -> Text:
    """Return the version of a circular that a reader of this language is meant to read."""
    version = versions[version_read(language, versions, working_languages) or min(versions)]
    return Text(version['subject'], version['body'])


def mail_text(language: str, facts: Mapping[str, Any], *, name: str, origin: str, relay: str) -> Text:
    """Return the same as a mail to one person: with a greeting, unless its own words begin with one, and the footer."""
    text = text_of(language, facts, origin=origin, relay=relay)
    name_said = '' if facts['kind'] == 'working_group_constituted' else name
    return enveloped(language, text, name=name_said, service=facts['network'], origin=origin)


def enveloped(language: str, text: Text, *, name: str, service: str, origin: str) -> Text:
    """Return a text with a greeting, where there is a name, and the footer."""
    greeting = f'{say(language, "mail.greeting", name=name)}\n\n' if name else ''
    return Text(text.subject, f'{greeting}{text.body}\n\n-- \n{say(language, "mail.footer", service=service, origin=origin)}\n')


def reason_in_words(language: str, reason: str | None) -> str | None:
    """Return why a notice was not sent, in words."""
    return None if reason is None else say(language, f'notice.not_sent.{reason}')


def _day(moment: datetime, time_zone: str) -> str:
    return moment.astimezone(ZoneInfo(time_zone)).date().isoformat()


def _object(value: Any) -> dict[str, Any]:
    return json.loads(value) if isinstance(value, str) else dict(value or {})


def _list(value: Any) -> list[str]:
    return json.loads(value) if isinstance(value, str) else list(value or [])
