"""The statements of the tuned peers: JSON built in Postgres, a join instead of a query per row, only what the answer shows.

`{see}` is the caller's filter on a table's alias, `{of_office}` whether the caller is the office of the row's network.
"""

ENDING = "'source', {0}.source, 'demonstration', {0}.demonstration, 'created_at', {0}.created_at, 'updated_at', {0}.updated_at"
NAME = "CASE WHEN {0}.id IS NOT NULL THEN json_build_object('id', {0}.id, 'slug', {0}.slug, 'name', {0}.name, 'country_code', {0}.country_code) END"
MEMBER = "json_build_object('kind', 'city', 'id', {0}.id, 'slug', {0}.slug, 'name', {0}.name, 'country_code', {0}.country_code)"
GROUP_NAME = "json_build_object('id', g.id, 'slug', g.slug, 'title', g.title)"

INSIDE = f"""(SELECT json_agg({NAME.format('c')} ORDER BY c.sort_key, c.id) FROM memberships m JOIN cities c ON c.id = m.city_id
  WHERE m.working_group_id = g.id AND m.end_date IS NULL)"""

GROUP = f"""
SELECT g.id, json_build_object('id', g.id, 'version', g.version, 'network_id', g.network_id, 'network_slug', n.slug, 'slug', g.slug,
  'title', g.title, 'aims', g.aims, 'stage', g.stage, 'channel', g.channel, 'proposed_on', g.proposed_on, 'constituted_on', g.constituted_on,
  'constitution_recorded_at', g.constitution_recorded_at, 'closed_on', g.closed_on, 'withdrawal_reason', g.withdrawal_reason, 'rhythm', g.rhythm, 'mode', g.mode,
  'lead_city', {NAME.format('lc')}, 'city_count', g.city_count, 'country_count', g.country_count,
  'missing', CASE WHEN g.stage = 'proposed' OR {{of_office}} THEN g.missing ELSE '[]' END, 'needs_lead', CASE WHEN {{of_office}} THEN g.needs_lead END,
  'below_minimum', CASE WHEN {{of_office}} THEN g.below_minimum END, 'undeclared', CASE WHEN {{of_office}} THEN g.undeclared END,
  'continues_id', g.continues_id, 'imported', g.imported, 'members', {{members}}, {ENDING.format('g')})::text AS body, g.version, g.stage, g.network_id, l.city_id AS lead
FROM working_groups g JOIN networks n ON n.id = g.network_id
LEFT JOIN leads l ON l.working_group_id = g.id AND l.end_date IS NULL LEFT JOIN cities lc ON lc.id = l.city_id
"""
CITY = f"""
SELECT c.id, json_build_object('id', c.id, 'version', c.version, 'slug', c.slug, 'name', c.name, 'other_names', c.other_names, 'kind', c.kind,
  'country_code', c.country_code, 'latitude', c.latitude, 'longitude', c.longitude, 'identifiers', coalesce(i.keys, '[]'),
  'memberships', coalesce(m.belonging, '[]'), 'working_groups', NULL, {ENDING.format('c')})::text AS body
FROM cities c
LEFT JOIN (SELECT city_id, json_agg(json_build_object('scheme', scheme, 'value', value) ORDER BY scheme, value) AS keys
  FROM identifiers WHERE city_id = ANY({{ids}}) GROUP BY city_id) i ON i.city_id = c.id
LEFT JOIN (SELECT m.city_id, json_agg(json_build_object('id', m.id, 'network_id', m.network_id, 'network_slug', n.slug, 'stage', m.stage,
    'start_date', m.start_date::text) ORDER BY n.slug) AS belonging
  FROM memberships m JOIN networks n ON n.id = m.network_id
  WHERE m.city_id = ANY({{ids}}) AND m.working_group_id IS NULL AND m.end_date IS NULL AND m.audience = 'public' GROUP BY m.city_id) m ON m.city_id = c.id
WHERE c.id = ANY({{ids}})
"""
MEMBERSHIP = f"""
SELECT m.id, json_build_object('id', m.id, 'version', m.version, 'network_id', m.network_id, 'working_group_id', m.working_group_id,
  'city_id', m.city_id, 'organisation_id', m.organisation_id, 'member', {MEMBER.format('c')}, 'role', m.role, 'stage', m.stage,
  'start_date', m.start_date, 'start_precision', m.start_precision, 'end_date', m.end_date, 'end_reason', m.end_reason, 'imported', m.imported, {ENDING.format('m')})::text AS body
FROM memberships m LEFT JOIN cities c ON c.id = m.city_id WHERE m.id = ANY({{ids}})
"""
LEAD = f"""
SELECT l.id, json_build_object('id', l.id, 'version', l.version, 'network_id', l.network_id, 'working_group_id', l.working_group_id,
  'city', {MEMBER.format('c')}, 'start_date', l.start_date, 'start_precision', l.start_precision, 'end_date', l.end_date, 'end_reason', l.end_reason, {ENDING.format('l')})::text AS body
FROM leads l JOIN cities c ON c.id = l.city_id WHERE l.id = ANY({{ids}})
"""
ITEM = f"""
SELECT a.id, json_build_object('id', a.id, 'version', a.version, 'network_id', a.network_id, 'working_group', {GROUP_NAME}, 'title', a.title,
  'description', a.description, 'origin', a.origin, 'addressees', a.addressees, 'target_groups', a.target_groups, 'city_function', a.city_function,
  'horizon', a.horizon, 'responsible_city', {NAME.format('c')}, 'responsible_person_id', CASE WHEN {{of_office}} THEN a.responsible_person_id END,
  'starts_on', a.starts_on, 'due_on', a.due_on, 'completion_criterion', a.completion_criterion, 'budget_note', a.budget_note,
  'meeting_id', a.meeting_id, 'stage', a.stage, 'percent', a.percent, 'last_progress_on', a.last_progress_on, 'late', d.late,
  'late_because', CASE WHEN d.late THEN json_build_object('code', 'past_due', 'since', a.due_on, 'days', d.today - a.due_on) END, 'stale', d.stale,
  'stale_because', CASE WHEN d.stale THEN json_build_object('code', CASE d.since WHEN a.last_progress_on THEN 'no_progress'
    WHEN a.starts_on THEN 'not_begun' ELSE 'never_reported' END, 'since', d.since, 'days', d.today - d.since) END,
  'latest_update', NULL, 'visibility', a.audience, {ENDING.format('a')})::text AS body
FROM action_items a JOIN working_groups g ON g.id = a.working_group_id LEFT JOIN cities c ON c.id = a.responsible_city_id
JOIN (SELECT n.id, n.time_zone, (now() AT TIME ZONE n.time_zone)::date AS today, (SELECT b.stale_after_days FROM by_laws b WHERE b.network_id = n.id
  ORDER BY b.valid_from <= (now() AT TIME ZONE n.time_zone)::date DESC, abs(b.valid_from - (now() AT TIME ZONE n.time_zone)::date) LIMIT 1) AS after
  FROM networks n) n ON n.id = a.network_id
CROSS JOIN LATERAL (SELECT n.today, s.since, a.stage IN ('planned', 'in_progress') AND coalesce(a.due_on < n.today, false) AS late,
  a.stage IN ('planned', 'in_progress') AND coalesce(n.today - s.since > n.after, false) AS stale
  FROM (SELECT coalesce(greatest(a.last_progress_on, a.starts_on), (a.created_at AT TIME ZONE n.time_zone)::date) AS since) s) d
WHERE a.id = ANY({{ids}})
"""
UPDATE = f"""
SELECT p.id, json_build_object('id', p.id, 'version', p.version, 'network_id', p.network_id, 'working_group', {GROUP_NAME},
  'action_item_id', p.action_item_id, 'made_on', p.made_on, 'author', json_build_object('kind', p.author_kind, 'city', {NAME.format('c')}),
  'author_person_id', CASE WHEN {{of_office}} THEN p.author_person_id END, 'unchanged', p.unchanged, 'stage', p.stage, 'percent', p.percent,
  'text', p.text, 'obstacle', CASE WHEN {{of_office}} THEN p.obstacle END, 'evidence_url', p.evidence_url, 'document_id', p.document_id,
  'corrects_id', p.corrects_id, 'corrected_by_id', r.id, 'visibility', p.audience, {ENDING.format('p')})::text AS body
FROM progress_updates p JOIN working_groups g ON g.id = p.working_group_id LEFT JOIN cities c ON c.id = p.author_city_id
LEFT JOIN progress_updates r ON r.corrects_id = p.id WHERE p.id = ANY({{ids}})
"""
KINDS = {'city': CITY, 'membership': MEMBERSHIP, 'lead': LEAD, 'action_item': ITEM, 'progress_update': UPDATE}
ALIASES = {'working_group': 'g', 'city': 'c', 'membership': 'm', 'lead': 'l', 'action_item': 'a', 'progress_update': 'p'}
CATALOGUE = """
SELECT c.id, json_build_object('id', c.id, 'geonames_id', c.geonames_id, 'name', c.name, 'country_code', c.country_code,
  'country_name', {countries}::jsonb ->> c.country_code, 'region', c.region, 'population', c.population, 'latitude', c.latitude,
  'longitude', c.longitude, 'time_zone', c.time_zone, 'city_id', (SELECT i.city_id FROM identifiers i WHERE i.scheme = 'geonames'
    AND i.value = c.geonames_id::text))::text AS body
FROM city_catalogue c WHERE c.words @@ {q}::tsquery ORDER BY c.sort_key LIMIT {limit}
"""
PAGE = """
SELECT seq, subject_type, subject_id, version, occurred_at FROM changes s WHERE seq > {since} AND {see} ORDER BY seq LIMIT {limit}
"""
