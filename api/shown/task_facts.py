"""What lies open, as statements, one for each kind of task; each names the caller's own offices, cities or groups, so it shows no more.

Every statement returns network_id and the columns of `Fact`. A documented fact of a demonstration asks nothing of anybody:
nobody can change it.
"""

# The networks whose days count: each with its own today, how long before a day it begins to remind, and when it calls an item stale.
CALENDARS = """
SELECT n.id, day.today, b.reminder_days_before, b.stale_after_days
FROM networks n
  CROSS JOIN LATERAL (SELECT (CAST(:now AS timestamptz) AT TIME ZONE n.time_zone)::date AS today) day
  LEFT JOIN LATERAL (SELECT reminder_days_before, stale_after_days FROM by_laws
    WHERE network_id = n.id ORDER BY valid_from <= day.today DESC, abs(valid_from - day.today) LIMIT 1) b ON true
"""

# `own_places` are networks and cities for which the caller speaks there, and which are active: a suspended one is asked for nothing (M1).
# `open_groups` can change; of these, `office_groups` are those whose office is asking, `led_groups` those that the caller leads, and
# `own_groups` those that one of the caller's cities is in.
GIVEN = """
WITH demonstration AS (SELECT demonstration AS holds FROM instance),
own_places AS (SELECT * FROM unnest(CAST(:networks AS uuid[]), CAST(:cities AS uuid[])) AS place (network_id, city_id)
  WHERE EXISTS (SELECT FROM memberships m WHERE m.city_id = place.city_id AND m.network_id = place.network_id
    AND m.working_group_id IS NULL AND m.stage = 'active' AND m.end_date IS NULL)),
open_groups AS (SELECT * FROM working_groups WHERE demonstration OR NOT (SELECT holds FROM demonstration)),
office_groups AS (SELECT * FROM open_groups WHERE network_id = ANY(CAST(:offices AS uuid[]))),
board_groups AS (SELECT * FROM open_groups WHERE network_id = ANY(CAST(:offices AS uuid[])) OR network_id = ANY(CAST(:boards AS uuid[]))),
led_groups AS (SELECT * FROM open_groups g WHERE g.id = ANY(CAST(:groups AS uuid[])) OR EXISTS (SELECT FROM leads l
  WHERE l.working_group_id = g.id AND l.end_date IS NULL AND (g.network_id, l.city_id) IN (TABLE own_places))),
own_groups AS (SELECT * FROM open_groups g WHERE g.id = ANY(CAST(:groups AS uuid[])) OR EXISTS (SELECT FROM memberships m
  WHERE m.working_group_id = g.id AND m.end_date IS NULL AND (g.network_id, m.city_id) IN (TABLE own_places))),
open_calls AS (SELECT k.*, c.name AS brought_by, day.today FROM calls_for_interest k
  JOIN cities c ON c.id = k.city_id JOIN networks n ON n.id = k.network_id
  CROSS JOIN LATERAL (SELECT (CAST(:now AS timestamptz) AT TIME ZONE n.time_zone)::date AS today) day
  WHERE k.stage IN ('idea', 'open') AND (k.demonstration OR NOT (SELECT holds FROM demonstration)))
"""

OF_THE_OFFICE = (
    """SELECT g.network_id, 'group_needs_lead' AS kind, 'working_group' AS subject_type, g.id AS subject_id, g.slug, g.title,
      CAST(NULL AS date) AS due_on, 0 AS weight, CAST('{}' AS jsonb) AS parameters
    FROM office_groups g WHERE g.needs_lead AND g.stage IN ('proposed', 'constituted')""",
    """SELECT g.network_id, 'group_below_minimum', 'working_group', g.id, g.slug, g.title, NULL, 0, '{}'
    FROM office_groups g WHERE g.below_minimum AND g.stage = 'constituted'""",
    """SELECT g.network_id, 'group_undeclared', 'working_group', g.id, g.slug, g.title, NULL, 0, '{}'
    FROM office_groups g WHERE g.undeclared AND g.stage = 'constituted'""",
    """SELECT g.network_id, 'notice_held', 'working_group', g.id, g.slug, g.title,
      (min(o.held_until) AT TIME ZONE n.time_zone)::date, 0, jsonb_build_object('count', count(*))
    FROM notices o JOIN office_groups g ON g.id = o.working_group_id JOIN networks n ON n.id = g.network_id
    WHERE o.stage = 'held' AND o.city_id IS NOT NULL GROUP BY g.network_id, g.id, g.slug, g.title, n.time_zone""",
    # Done once the city has somebody who can be written to, whatever it was not told before.
    """SELECT n.id, 'cities_without_reader', 'network', n.id, n.slug, n.name, NULL, 0,
      jsonb_build_object('count', count(*), 'city', (array_agg(c.name ORDER BY c.sort_key))[1])
    FROM networks n JOIN memberships m ON m.network_id = n.id AND m.working_group_id IS NULL AND m.stage = 'active' AND m.end_date IS NULL
      JOIN cities c ON c.id = m.city_id
    WHERE n.id = ANY(CAST(:offices AS uuid[])) AND (n.demonstration OR NOT (SELECT holds FROM demonstration))
      AND EXISTS (SELECT FROM notices o WHERE o.network_id = n.id AND o.city_id = c.id AND o.reason = 'no_recipient')
      AND NOT EXISTS (SELECT FROM roles r JOIN people p ON p.id = r.person_id WHERE r.network_id = n.id AND r.city_id = c.id
        AND r.role = 'coordinator' AND r.end_date IS NULL AND p.mail IS NOT NULL AND p.disabled_at IS NULL)
    GROUP BY n.id, n.slug, n.name""",
    # Done once something has arrived there since, or whoever is written to there was changed; after a month nobody waits for it any more.
    """SELECT n.id, 'mails_not_delivered', 'network', n.id, n.slug, n.name, NULL, 0,
      jsonb_build_object('count', count(*), 'city', (array_agg(c.name ORDER BY c.sort_key))[1],
        'reason', (array_agg(failed.reason ORDER BY c.sort_key))[1])
    FROM networks n JOIN memberships m ON m.network_id = n.id AND m.working_group_id IS NULL AND m.stage = 'active' AND m.end_date IS NULL
      JOIN cities c ON c.id = m.city_id
      CROSS JOIN LATERAL (SELECT o.closed_at, o.reason FROM notices o WHERE o.network_id = n.id AND o.city_id = c.id
        AND o.reason IN ('mail_refused', 'mail_failed') AND o.closed_at > CAST(:now AS timestamptz) - interval '30 days'
        ORDER BY o.id DESC LIMIT 1) failed
    WHERE n.id = ANY(CAST(:offices AS uuid[])) AND (n.demonstration OR NOT (SELECT holds FROM demonstration))
      AND NOT EXISTS (SELECT FROM notices o WHERE o.network_id = n.id AND o.city_id = c.id AND o.stage = 'sent'
        AND o.closed_at > failed.closed_at)
      AND NOT EXISTS (SELECT FROM roles r JOIN people p ON p.id = r.person_id WHERE r.network_id = n.id AND r.city_id = c.id
        AND (r.updated_at > failed.closed_at OR p.updated_at > failed.closed_at))
    GROUP BY n.id, n.slug, n.name""",
    """SELECT g.network_id, 'contact_not_shown', 'working_group', g.id, g.slug, g.title, NULL, 0, '{}'
    FROM office_groups g WHERE g.stage = 'constituted' AND NOT g.needs_lead
      AND EXISTS (SELECT FROM notices o WHERE o.working_group_id = g.id
        AND o.kind IN ('contact_not_shown', 'lead_contact_not_shown', 'working_group_constituted'))
      AND NOT EXISTS (SELECT FROM contact_points p JOIN roles r ON r.person_id = p.person_id
        WHERE r.working_group_id = g.id AND r.role = 'lead_contact' AND r.end_date IS NULL AND p.ended_on IS NULL
          AND (p.visibility = 'public' OR p.visibility = 'members' AND p.network_id = g.network_id))""",
    """SELECT n.id, 'network_in_preparation', 'network', n.id, n.slug, n.name, NULL, 0, '{}'
    FROM networks n WHERE n.stage = 'preparation' AND NOT n.partner AND n.id = ANY(CAST(:offices AS uuid[]))
      AND (n.demonstration OR NOT (SELECT holds FROM demonstration))""",
    """SELECT g.network_id, 'support_request_open', 'support_request', s.id, NULL, g.title, NULL, 0,
      jsonb_build_object('group_slug', g.slug)
    FROM support_requests s JOIN office_groups g ON g.id = s.working_group_id WHERE s.stage = 'open'""",
    """SELECT g.network_id, 'funding_request_open', 'funding_request', f.id, NULL, f.title, NULL, 0,
      jsonb_build_object('group_slug', g.slug, 'group', g.title)
    FROM funding_requests f JOIN board_groups g ON g.id = f.working_group_id WHERE f.stage = 'submitted'""",
    """SELECT g.network_id, 'report_to_table', 'report', r.id, NULL, r.title, NULL, 0,
      jsonb_build_object('group_slug', g.slug, 'group', g.title)
    FROM reports r JOIN office_groups g ON g.id = r.working_group_id WHERE r.stage = 'submitted'""",
    """SELECT g.network_id, 'report_to_decide', 'report', r.id, NULL, r.title, a.held_on, 0,
      jsonb_build_object('group_slug', g.slug, 'group', g.title, 'assembly', a.title)
    FROM reports r JOIN office_groups g ON g.id = r.working_group_id JOIN assemblies a ON a.id = r.assembly_id
    WHERE r.stage = 'tabled'""",
    """SELECT k.network_id, 'idea_to_send', 'call_for_interest', k.id, NULL, k.title, NULL, 0, jsonb_build_object('city', k.brought_by)
    FROM open_calls k WHERE k.stage = 'idea' AND k.network_id = ANY(CAST(:offices AS uuid[]))""",
    # Whoever has held no role for so long is kept without a purpose; the office decides, nobody is erased by itself.
    """SELECT p.network_id, 'person_without_role', 'person', p.id, NULL, p.name, NULL, 0,
      jsonb_build_object('count', CAST(:days AS int))
    FROM people p CROSS JOIN LATERAL (SELECT max(r.end_date)::timestamptz AS ended FROM roles r WHERE r.person_id = p.id) held
    WHERE p.network_id = ANY(CAST(:admins AS uuid[])) AND p.erased_at IS NULL
      AND greatest(held.ended, p.created_at) < CAST(:now AS timestamptz) - make_interval(days => CAST(:days AS int))
      AND NOT EXISTS (SELECT FROM roles r WHERE r.person_id = p.id AND r.end_date IS NULL)
      AND (p.demonstration OR NOT (SELECT holds FROM demonstration))""",
    # From its day on: before, it cannot be closed.
    """SELECT a.network_id, 'assembly_to_close', 'assembly', a.id, NULL, a.title, a.held_on, 0, '{}'
    FROM assemblies a JOIN networks n ON n.id = a.network_id
    WHERE a.stage = 'announced' AND a.network_id = ANY(CAST(:offices AS uuid[]))
      AND a.held_on <= (CAST(:now AS timestamptz) AT TIME ZONE n.time_zone)::date
      AND (a.demonstration OR NOT (SELECT holds FROM demonstration))""",
)

OF_A_CITY = (
    """SELECT g.network_id, 'proposal_to_join', 'working_group', g.id, g.slug, g.title, NULL,
      (SELECT sum((lacks->>'needed')::int - (lacks->>'have')::int)::int FROM jsonb_array_elements(g.missing) lacks),
      jsonb_build_object('missing', g.missing, 'city', joining.name)
    FROM open_groups g
      JOIN LATERAL (SELECT c.name FROM cities c JOIN memberships m ON m.city_id = c.id
        WHERE (m.network_id, c.id) IN (TABLE own_places) AND m.network_id = g.network_id AND m.working_group_id IS NULL
          AND m.stage = 'active' AND m.end_date IS NULL
          AND NOT EXISTS (SELECT FROM memberships i WHERE i.working_group_id = g.id AND i.city_id = c.id AND i.end_date IS NULL)
        ORDER BY c.sort_key LIMIT 1) joining ON true
    WHERE g.stage = 'proposed' AND g.city_count > 0
      AND NOT EXISTS (SELECT FROM calls_for_interest k JOIN call_answers a ON a.call_id = k.id AND a.choice = 'interested'
        WHERE k.working_group_id = g.id AND (k.network_id, a.city_id) IN (TABLE own_places))
      AND NOT EXISTS (SELECT FROM group_invitations i
        WHERE i.working_group_id = g.id AND i.stage IN ('invited', 'declined') AND (i.network_id, i.city_id) IN (TABLE own_places))""",
    # Whom another has invited answers: by joining, or by declining.
    """SELECT g.network_id, 'invitation_to_confirm', 'working_group', g.id, g.slug, g.title, NULL, 0,
      jsonb_build_object('city', c.name)
    FROM open_groups g
      JOIN LATERAL (SELECT c.name FROM group_invitations i JOIN cities c ON c.id = i.city_id
        JOIN memberships m ON m.city_id = c.id AND m.network_id = g.network_id AND m.working_group_id IS NULL
          AND m.stage = 'active' AND m.end_date IS NULL
        WHERE i.working_group_id = g.id AND i.stage = 'invited' AND (g.network_id, c.id) IN (TABLE own_places)
        ORDER BY c.sort_key LIMIT 1) c ON true
    WHERE g.stage IN ('proposed', 'constituted')""",
    # Who was interested in the idea is invited, and not in the group yet.
    """SELECT g.network_id, 'interest_to_confirm', 'working_group', g.id, g.slug, g.title, NULL, 0, jsonb_build_object('city', c.name)
    FROM calls_for_interest k JOIN open_groups g ON g.id = k.working_group_id AND g.stage IN ('proposed', 'constituted')
      JOIN LATERAL (SELECT c.name FROM call_answers a JOIN cities c ON c.id = a.city_id
        JOIN memberships m ON m.city_id = c.id AND m.network_id = g.network_id AND m.working_group_id IS NULL
          AND m.stage = 'active' AND m.end_date IS NULL
        WHERE a.call_id = k.id AND a.choice = 'interested' AND (g.network_id, c.id) IN (TABLE own_places)
          AND NOT EXISTS (SELECT FROM memberships i WHERE i.working_group_id = g.id AND i.city_id = c.id)
        ORDER BY c.sort_key LIMIT 1) c ON true""",
    """SELECT k.network_id, 'call_to_answer', 'call_for_interest', k.id, NULL, k.title, NULL, k.closes_on - k.today,
      jsonb_build_object('brought_by', k.brought_by, 'end', k.closes_on, 'city', c.name)
    FROM open_calls k
      JOIN LATERAL (SELECT c.name FROM cities c JOIN memberships m ON m.city_id = c.id
        WHERE (m.network_id, c.id) IN (TABLE own_places) AND c.id <> k.city_id AND m.network_id = k.network_id
          AND m.working_group_id IS NULL
          AND m.stage = 'active' AND m.end_date IS NULL
          AND NOT EXISTS (SELECT FROM call_answers a WHERE a.call_id = k.id AND a.city_id = c.id)
        ORDER BY c.sort_key LIMIT 1) c ON true
    WHERE k.stage = 'open' AND k.today <= k.closes_on""",
    """SELECT k.network_id, 'call_to_conclude', 'call_for_interest', k.id, NULL, k.title, NULL, 0,
      jsonb_build_object('count', (SELECT count(*) FROM call_answers a WHERE a.call_id = k.id AND a.choice = 'interested'))
    FROM open_calls k WHERE k.stage = 'open' AND k.today > k.closes_on AND (k.network_id, k.city_id) IN (TABLE own_places)""",
    # Which of the three an item is, if any, the rulebook says.
    """SELECT i.network_id, 'action_item', 'action_item', i.id, NULL, i.title, i.due_on, 0,
      jsonb_build_object('group_slug', g.slug, 'group', g.title, 'stage', i.stage, 'last_progress_on', i.last_progress_on,
        'starts_on', i.starts_on, 'recorded_on', (i.created_at AT TIME ZONE n.time_zone)::date)
    FROM action_items i JOIN open_groups g ON g.id = i.working_group_id JOIN networks n ON n.id = i.network_id
    WHERE (i.network_id, i.responsible_city_id) IN (TABLE own_places) AND i.stage IN ('planned', 'in_progress')
      AND g.stage IN ('proposed', 'constituted')""",
    """SELECT t.network_id, 'meeting_ahead', 'meeting', t.id, NULL, t.title, (t.starts_at AT TIME ZONE t.time_zone)::date, 0,
      jsonb_build_object('group_slug', g.slug, 'group', g.title)
    FROM meetings t JOIN own_groups g ON g.id = t.working_group_id
    WHERE t.stage = 'scheduled' AND t.starts_at >= CAST(:now AS timestamptz)""",
)

OF_A_LEAD = (
    """SELECT t.network_id, 'minutes_missing', 'meeting', t.id, NULL, t.title, (t.starts_at AT TIME ZONE t.time_zone)::date, 0,
      jsonb_build_object('group_slug', g.slug, 'group', g.title)
    FROM meetings t JOIN led_groups g ON g.id = t.working_group_id
    WHERE t.stage = 'scheduled' AND coalesce(t.ends_at, t.starts_at) < CAST(:now AS timestamptz)""",
    """SELECT r.network_id, CASE r.stage WHEN 'returned' THEN 'report_returned' ELSE 'report_to_submit' END, 'report', r.id, NULL,
      r.title, CASE r.stage WHEN 'draft' THEN coalesce(
        (SELECT e.until FROM dispensations e WHERE e.working_group_id = g.id AND e.assembly_id = a.id AND e.duty = 'group_report'
          ORDER BY e.id DESC LIMIT 1), a.held_on) END, 0,
      jsonb_build_object('group_slug', g.slug, 'group', g.title, 'assembly', a.title)
    FROM reports r JOIN led_groups g ON g.id = r.working_group_id JOIN assemblies a ON a.id = r.assembly_id
    WHERE r.stage IN ('draft', 'returned')""",
    # What a group owes an assembly, and whether, the rulebook says.
    """SELECT g.network_id, owed.kind, 'working_group', g.id, g.slug, g.title, coalesce(granted.until, a.held_on), 0,
      jsonb_build_object('assembly', a.title, 'held_on', a.held_on, 'stage', g.stage,
        'constituted', g.constituted_on->>'value', 'closed_on', g.closed_on,
        'known_since', (coalesce(g.constitution_recorded_at, g.created_at) AT TIME ZONE n.time_zone)::date,
        'report_after_days', b.report_after_days)
    FROM led_groups g JOIN networks n ON n.id = g.network_id
      JOIN assemblies a ON a.network_id = g.network_id
      CROSS JOIN (VALUES ('report_owed', 'group_report'), ('declaration_due', 'declaration')) AS owed (kind, duty)
      LEFT JOIN LATERAL (SELECT true AS given, e.until FROM dispensations e
        WHERE e.working_group_id = g.id AND e.assembly_id = a.id AND e.duty = owed.duty ORDER BY e.id DESC LIMIT 1) granted ON true
      JOIN LATERAL (SELECT report_after_days FROM by_laws WHERE network_id = g.network_id
        ORDER BY valid_from <= a.held_on DESC, abs(valid_from - a.held_on) LIMIT 1) b ON true
    WHERE g.stage = 'constituted' AND NOT (granted.given IS NOT NULL AND granted.until IS NULL)
      AND NOT (owed.kind = 'report_owed'
        AND EXISTS (SELECT FROM reports r WHERE r.working_group_id = g.id AND r.assembly_id = a.id))
      AND NOT (owed.kind = 'declaration_due'
        AND EXISTS (SELECT FROM declarations d WHERE d.working_group_id = g.id AND d.assembly_id = a.id))
      AND NOT EXISTS (SELECT FROM assemblies later WHERE later.network_id = a.network_id AND later.stage = 'held'
        AND later.held_on > a.held_on)""",
)

# Whoever may admit an organisation is asked to: the lead city and the office, and whoever is both once.
OF_BOTH = (
    """SELECT g.network_id, 'participation_to_answer', 'participation_request', q.id, NULL, g.title, NULL, 0,
      jsonb_build_object('group_slug', g.slug, 'organisation', o.name)
    FROM participation_requests q JOIN open_groups g ON g.id = q.working_group_id JOIN organisations o ON o.id = q.organisation_id
    WHERE q.stage = 'asked' AND g.id IN (SELECT id FROM office_groups UNION ALL SELECT id FROM led_groups)""",
)

FACTS = (*OF_THE_OFFICE, *OF_A_CITY, *OF_A_LEAD, *OF_BOTH)
