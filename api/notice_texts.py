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
from api.rules.meetings import there
from api.sentences import say

_MEETING = """e.id, e.version, e.title, e.place, e.joining_link, e.agenda, e.stage, e.time_zone, e.starts_at, e.ends_at, e.created_at,
    e.updated_at, e.cancellation_reason, g.slug, e.version + (n.kind IN ('meeting_left', 'meetings_left'))::int
    + 2 * (SELECT count(*) FROM notices o WHERE o.network_id = n.network_id AND o.id < n.id AND o.city_id = n.city_id
      AND o.kind IN ('meeting_left', 'meetings_left')
      AND (o.parameters ->> 'meeting_id' = e.id::text OR o.parameters -> 'meeting_ids' @> to_jsonb(e.id::text))) AS sequence"""
# A city that goes is told so by a number above the version that it knew, and one that comes again by another above that (RFC 5546).
# One row per notice, for psycopg; `ids` is a list of notice ids. The contact is the lead city's lead contact, and only what its contact
# points show to members of this network or to everybody (S1), as they are at this moment.
FACTS = """
SELECT n.id, n.kind, n.stage, n.parameters, n.created_at, n.network_id, n.city_id, n.organisation_id, n.person_id, n.working_group_id,
  w.name AS network, w.stage AS network_stage, w.time_zone, g.title AS "group", g.slug, g.broadcast_sentence AS added,
  g.withdrawal_reason, coalesce(o.name, qo.name) AS organisation, q.message, q.reason AS refusal_reason,
  (SELECT j.reason FROM journal j WHERE j.subject_id = (n.parameters ->> 'membership_id')::uuid AND j.operation = 'end_membership'
    ORDER BY j.id DESC LIMIT 1) AS ending_reason, c.name AS city, l.name AS lead_city, to_jsonb(m) AS meeting,
  (SELECT jsonb_agg(to_jsonb(several) ORDER BY several.starts_at, several.id) FROM (SELECT {meeting}
    FROM jsonb_array_elements_text(n.parameters -> 'meeting_ids') named JOIN meetings e ON e.id = named::uuid) several) AS meetings,
  n.stage IN ('held', 'queued') AND n.parameters ->> 'meeting_id' IS NOT NULL AND EXISTS (SELECT FROM notices o
    WHERE o.network_id = n.network_id AND o.id > n.id AND o.city_id = n.city_id
      AND o.parameters ->> 'meeting_id' = n.parameters ->> 'meeting_id') AS is_overtaken,
  (SELECT json_agg(mc.name ORDER BY mc.sort_key) FROM memberships m JOIN cities mc ON mc.id = m.city_id
    WHERE m.working_group_id = g.id AND m.end_date IS NULL) AS cities,
  (SELECT json_agg(DISTINCT p.value) FROM roles r JOIN contact_points p ON p.person_id = r.person_id
    WHERE r.working_group_id = g.id AND r.role = 'lead_contact' AND r.end_date IS NULL AND (r.city_id IS NULL OR r.city_id = l.id)
      AND (p.visibility = 'public' OR p.visibility = 'members' AND p.network_id = n.network_id) AND p.ended_on IS NULL) AS contacts,
  w.working_languages, (SELECT json_object_agg(t.language, json_build_object('subject', t.subject, 'body', t.body))
    FROM circular_texts t WHERE t.circular_id = n.circular_id AND NOT t.dropped) AS versions,
  (SELECT json_agg(json_build_object('duty', r.duty, 'group', rg.title, 'slug', rg.slug, 'assembly', ra.title, 'date', r.due_on,
      'call', rk.id, 'idea', rk.title, 'city', rc.name, 'late', r.reminded_on > r.due_on, 'done', CASE r.duty
        WHEN 'call_answer' THEN rk.stage <> 'open' OR EXISTS (SELECT FROM call_answers a WHERE a.call_id = rk.id AND a.city_id = rc.id)
        WHEN 'declaration' THEN EXISTS (SELECT FROM declarations d WHERE d.working_group_id = rg.id AND d.assembly_id = ra.id)
        ELSE EXISTS (SELECT FROM reports e JOIN submissions s ON s.report_id = e.id
          WHERE e.working_group_id = rg.id AND e.assembly_id = ra.id) END,
      'theirs', EXISTS (SELECT FROM roles o JOIN memberships a ON a.city_id = o.city_id AND a.network_id = o.network_id
          AND a.working_group_id IS NULL AND a.stage = 'active' AND a.end_date IS NULL
        WHERE o.person_id = r.person_id AND o.network_id = r.network_id AND o.end_date IS NULL
          AND (o.role = 'coordinator' AND o.city_id IN (SELECT rc.id UNION SELECT t.city_id FROM leads t
            WHERE t.working_group_id = rg.id AND t.end_date IS NULL) OR o.role = 'lead_contact' AND o.working_group_id = rg.id))
      ) ORDER BY r.due_on, rg.sort_key, r.duty DESC, rk.title)
    FROM reminders r LEFT JOIN working_groups rg ON rg.id = r.working_group_id LEFT JOIN assemblies ra ON ra.id = r.assembly_id
      LEFT JOIN calls_for_interest rk ON rk.id = r.call_id LEFT JOIN cities rc ON rc.id = r.city_id
    WHERE r.notice_id = n.id) AS duties,
  (SELECT json_build_object('id', k.id, 'title', k.title, 'aims', k.aims, 'stage', k.stage, 'closes_on', k.closes_on,
      'reason', k.withdrawal_reason, 'city', (SELECT kc.name FROM cities kc WHERE kc.id = k.city_id),
      'interested', (SELECT count(*) FROM call_answers a WHERE a.call_id = k.id AND a.choice = 'interested'))
    FROM calls_for_interest k WHERE k.id = (n.parameters ->> 'call_id')::uuid) AS call
FROM notices n JOIN networks w ON w.id = n.network_id LEFT JOIN working_groups g ON g.id = n.working_group_id
  LEFT JOIN cities c ON c.id = n.city_id LEFT JOIN organisations o ON o.id = n.organisation_id
  LEFT JOIN participation_requests q ON q.id = (n.parameters ->> 'request_id')::uuid LEFT JOIN organisations qo ON qo.id = q.organisation_id
  LEFT JOIN LATERAL (SELECT {meeting} FROM meetings e WHERE e.id = (n.parameters ->> 'meeting_id')::uuid) m ON true
  LEFT JOIN LATERAL (SELECT lc.id, lc.name FROM leads t JOIN cities lc ON lc.id = t.city_id
    WHERE t.working_group_id = g.id AND t.end_date IS NULL LIMIT 1) l ON true
WHERE n.id = ANY(%(ids)s)
""".replace('{meeting}', _MEETING)
# Where in a group's pages the act is that a notice asks for; what is told and asks for none opens the group itself.
PLACES = {
    'needs_lead': '/about', 'lead_suspended': '/about', 'below_minimum': '/about', 'contact_not_shown': '/about',
    'lead_contact_not_shown': '/about',
    'lead_handed_over': '/about', 'support_requested': '/about', 'support_answered': '/about', 'funding_requested': '/about',
    'invitation_declined': '/about', 'funding_decided': '/about', 'member_joined': '/members', 'member_left': '/members',
    'participation_requested': '/members',
    'undeclared': '/year', 'report_submitted': '/year/reports/{report_id}', 'report_approved': '/year/reports/{report_id}',
    'report_returned': '/year/reports/{report_id}', 'funding_to_decide': '/about',
}  # fmt: skip
# Why a notice is not out yet, where the reason is not one for good.
_WAITS = {'daily', 'daily_rest'}


@dataclass(frozen=True, slots=True)
class Text:
    """What a notice says, without greeting and footer."""

    subject: str
    body: str


def text_of(language: str, facts: Mapping[str, Any], *, origin: str, relay: str) -> Text:
    """Return a notice in words. `facts` is a row of FACTS, `origin` the address of the service, `relay` the office's mail address."""
    if facts['kind'] == 'reminder':
        return _reminder(language, facts, origin)
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
        'organisation': facts['organisation'],
        'message': facts['message'],
        'cause': facts['refusal_reason'] or facts['ending_reason'] or facts['withdrawal_reason'] or '–',
        'date': told.get('date') or _day(facts['created_at'], facts['time_zone']),
        'contact': ', '.join(_list(facts['contacts'])) or say(language, 'notice.contact.relayed', address=relay),
        'link': f'{origin}/working-groups/{facts["slug"]}{_place(kind, told)}',
        'added': _added(language, facts['added']),
    }
    if meetings := meetings_of(facts):
        words |= _of_meetings(meetings) | {'whose': facts['group'] or facts['network']}
        one = f'/{meetings[0]["id"]}' if len(meetings) == 1 else ''
        words['link'] = origin if not facts['slug'] else words['link'] if is_left(kind) else f'{words["link"]}/meetings{one}'
    if call := _object(facts['call']):
        words |= _of_call(call) | {'link': f'{origin}/working-groups/ideas/{call["id"]}'}
    return Text(say(language, f'notice.{kind}.subject', **words), say(language, f'notice.{kind}.text', **words))


def circular_text(language: str, versions: Mapping[str, Any], working_languages: Sequence[str]) -> Text:
    """Return the version of a circular that a reader of this language is meant to read."""
    version = versions[version_read(language, versions, working_languages) or min(versions)]
    return Text(version['subject'], version['body'])


def why_not_remind_now(facts: Mapping[str, Any]) -> str | None:
    """Return why a reminder is not to go out any more: all was done since it was prepared, or what was not is for somebody else to do."""
    undone = [duty for duty in _list(facts['duties']) if not duty['done']]
    if not undone:
        return 'done_meanwhile'
    return None if any(duty['theirs'] for duty in undone) else 'no_longer_theirs'


def _reminder(language: str, facts: Mapping[str, Any], origin: str) -> Text:
    """Return a reminder: a line for each duty that is theirs and not done, with the address where it is."""
    duties = _list(facts['duties'])
    named = [duty for duty in duties if duty['theirs'] and not duty['done']] or duties
    lines = [
        say(
            language,
            f'notice.reminder.{duty["duty"]}{".late" if duty["late"] else ""}',
            **duty,
            link=f'{origin}/working-groups/' + (f'ideas/{duty["call"]}' if duty['call'] else f'{duty["slug"]}/year'),
        )
        for duty in named
    ]
    subject = say(language, 'notice.reminder.subject', count=len(named), network=facts['network'], date=named[0]['date'])
    return Text(subject, say(language, 'notice.reminder.text', duties='\n\n'.join(lines)))


def mail_text(language: str, facts: Mapping[str, Any], *, name: str, origin: str, relay: str) -> Text:
    """Return the same as a mail to one person: with a greeting, unless its own words begin with one, and the footer."""
    text = text_of(language, facts, origin=origin, relay=relay)
    name_said = '' if facts['kind'] == 'working_group_constituted' else name
    return enveloped(language, text, name=name_said, service=facts['network'], origin=origin)


def enveloped(language: str, text: Text, *, name: str, service: str, origin: str) -> Text:
    """Return a text with a greeting, where there is a name, and the footer."""
    greeting = f'{say(language, "mail.greeting", name=name)}\n\n' if name else ''
    return Text(text.subject, f'{greeting}{text.body}\n\n-- \n{say(language, "mail.footer", service=service, origin=origin)}\n')


def daily_text(language: str, texts: Sequence[Text], *, network: str, origin: str) -> Text:
    """Return several notices as one daily mail, each with its own way to what it is about."""
    notices = '\n\n* * *\n\n'.join(f'{text.subject}\n\n{text.body}' for text in texts)
    subject = say(language, 'notice.daily.subject', count=len(texts), network=network)
    return Text(subject, say(language, 'notice.daily.text', notices=notices, link=f'{origin}/me'))


def reason_in_words(language: str, reason: str | None) -> str | None:
    """Return why a notice was not sent, or what it waits for, in words."""
    if reason is None:
        return None
    return say(language, f'notice.waits.{reason}' if reason in _WAITS else f'notice.not_sent.{reason}')


def is_left(kind: str) -> bool:
    """Say whether a notice takes meetings out of the calendars of a city that has gone."""
    return kind in {'meeting_left', 'meetings_left'}


def meetings_of(facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the meetings that a notice is about, the first first; of those that a city has left only what they are called, and when."""
    meetings = [dict(each) for each in _list(facts['meetings'])] or [_object(facts['meeting'])] * bool(facts['meeting'])
    gone: dict[str, Any] = {'place': None, 'joining_link': None, 'agenda': [], 'stage': 'cancelled'}
    return [each | gone for each in meetings] if is_left(facts['kind']) else meetings


def one_by_one(facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a notice as so many as it has meetings, each about one: RFC 5546 lets an invitation be to one alone."""
    meetings = _list(facts['meetings'])
    kind = facts['kind'].replace('meetings_', 'meeting_')
    return [{**facts, 'kind': kind, 'meeting': each, 'meetings': None} for each in meetings] or [dict(facts)]


def _of_meetings(meetings: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what a notice says of meetings: of one all that is known, a line each; of several a line for each."""
    first = meetings[0]
    if len(meetings) == 1:
        lines = [_when(first), *(first[name] for name in ('place', 'joining_link') if first[name])]
        lines += [f'• {item}' for item in first['agenda']]
    else:
        lines = [f'{_when(each)}: {each["title"]}' for each in meetings]
    told = {'meeting': first['title'], 'cause': first['cancellation_reason'] or '–'}
    return {**told, 'details': '\n'.join(lines), 'count': len(meetings)}


def _when(meeting: Mapping[str, Any]) -> str:
    """Return when a meeting is, in its own time zone, which is named."""
    zone = ZoneInfo(meeting['time_zone'])
    start, end = (there(datetime.fromisoformat(meeting[name]), zone) if meeting[name] else None for name in ('starts_at', 'ends_at'))
    until = '' if start is None or end is None else f'–{end:%H:%M}' if end.date() == start.date() else f' – {end:%Y-%m-%d %H:%M}'
    return f'{start:%Y-%m-%d %H:%M}{until} ({meeting["time_zone"]})'


def _of_call(call: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a notice says of a call for interest."""
    told = {'idea': call['title'], 'brought_by': call['city'], 'end': call['closes_on'], 'count': call['interested']}
    return {**told, 'aims': call['aims'] or '–', 'cause': call['reason'] or '–'}


def _added(language: str, sentence: str | None) -> str:
    """Return what the office has added to a broadcast, as it wrote it, introduced in the reader's language."""
    return say(language, 'notice.working_group_constituted.added', sentence=sentence) + '\n\n' if sentence else ''


def _place(kind: str, told: Mapping[str, Any]) -> str:
    """Return where in the pages of its group a notice leads; one from a time in which its report was not noted leads to the year."""
    place = PLACES.get(kind, '')
    return place.format(**told) if 'report_id' in told else place.partition('/reports/')[0]


def _day(moment: datetime, time_zone: str) -> str:
    return moment.astimezone(ZoneInfo(time_zone)).date().isoformat()


def _object(value: Any) -> dict[str, Any]:
    return json.loads(value) if isinstance(value, str) else dict(value or {})


def _list(value: Any) -> list[Any]:
    return json.loads(value) if isinstance(value, str) else list(value or [])
