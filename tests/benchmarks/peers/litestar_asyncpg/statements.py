"""The statements of the tuned peer: one per question, or per kind of record in the feed."""

SEE = "({0}.audience = 'public' OR ({0}.audience = 'members' AND {0}.network_id = ANY($1)) OR {0}.network_id = ANY($2))"
GROUP = """
SELECT g.id, g.version, g.network_id, n.slug AS network_slug, g.slug, g.title, g.aims, g.stage, g.channel, g.proposed_on, g.constituted_on,
  g.constitution_recorded_at, g.closed_on, g.withdrawal_reason, g.rhythm, g.mode, g.city_count, g.country_count, g.missing, g.needs_lead, g.below_minimum, g.undeclared,
  g.continues_id, g.imported, g.source, g.demonstration, g.created_at, g.updated_at, c.id AS c_id, c.slug AS c_slug, c.name AS c_name, c.country_code AS c_country
FROM working_groups g JOIN networks n ON n.id = g.network_id
LEFT JOIN leads l ON l.working_group_id = g.id AND l.end_date IS NULL LEFT JOIN cities c ON c.id = l.city_id
"""
INSIDE = """
SELECT c.id, c.slug, c.name, c.country_code FROM memberships m JOIN cities c ON c.id = m.city_id
WHERE m.working_group_id = $1 AND m.end_date IS NULL ORDER BY c.sort_key, c.id
"""
CITIES = """
SELECT id, version, slug, name, other_names, kind, country_code, latitude, longitude, source, demonstration, created_at, updated_at
FROM cities WHERE id = ANY($1)
"""
KEYS = 'SELECT city_id, scheme, value FROM identifiers WHERE city_id = ANY($1) ORDER BY scheme, value'
BELONGING = """
SELECT m.city_id, m.id, m.network_id, n.slug AS network_slug, m.stage, m.start_date FROM memberships m JOIN networks n ON n.id = m.network_id
WHERE m.city_id = ANY($1) AND m.working_group_id IS NULL AND m.end_date IS NULL AND m.audience = 'public' ORDER BY n.slug
"""
MEMBERSHIPS = """
SELECT m.id, m.version, m.network_id, m.working_group_id, m.city_id, m.organisation_id, m.role, m.stage, m.start_date, m.start_precision, m.end_date,
  m.end_reason, m.imported, m.source, m.demonstration, m.created_at, m.updated_at, c.slug AS c_slug, c.name AS c_name, c.country_code AS c_country
FROM memberships m LEFT JOIN cities c ON c.id = m.city_id WHERE m.id = ANY($1)
"""
LEADS = """
SELECT l.id, l.version, l.network_id, l.working_group_id, l.city_id, l.start_date, l.start_precision, l.end_date, l.end_reason, l.source, l.demonstration,
  l.created_at, l.updated_at, c.slug AS c_slug, c.name AS c_name, c.country_code AS c_country
FROM leads l JOIN cities c ON c.id = l.city_id WHERE l.id = ANY($1)
"""
ITEMS = """
SELECT a.*, g.slug AS g_slug, g.title AS g_title, c.slug AS c_slug, c.name AS c_name, c.country_code AS c_country, n.time_zone
FROM action_items a JOIN working_groups g ON g.id = a.working_group_id JOIN networks n ON n.id = a.network_id
LEFT JOIN cities c ON c.id = a.responsible_city_id WHERE a.id = ANY($1)
"""
UPDATES = """
SELECT p.*, g.slug AS g_slug, g.title AS g_title, c.slug AS c_slug, c.name AS c_name, c.country_code AS c_country, r.id AS corrected_by_id
FROM progress_updates p JOIN working_groups g ON g.id = p.working_group_id LEFT JOIN cities c ON c.id = p.author_city_id
LEFT JOIN progress_updates r ON r.corrects_id = p.id WHERE p.id = ANY($1)
"""
STALE_AFTER = """
SELECT n.id, (SELECT b.stale_after_days FROM by_laws b WHERE b.network_id = n.id ORDER BY b.valid_from <= current_date DESC,
  abs(b.valid_from - current_date) LIMIT 1) FROM networks n
"""
PAGE = """
SELECT seq, subject_type, subject_id, version, occurred_at FROM changes s WHERE seq > $3
  AND (audience_now = 'public' OR (audience_now = 'members' AND network_id = ANY($1)) OR network_id = ANY($2)) ORDER BY seq LIMIT $4
"""
CATALOGUE = """
SELECT c.id, c.geonames_id, c.name, c.country_code, c.region, c.population, c.latitude, c.longitude, c.time_zone,
  (SELECT i.city_id FROM identifiers i WHERE i.scheme = 'geonames' AND i.value = c.geonames_id::text) AS city_id
FROM city_catalogue c WHERE c.words @@ $1::tsquery ORDER BY c.sort_key LIMIT $2
"""
# As the index is moved in one statement, so is everything else that one progress update leaves behind.
RECORD = """
WITH item AS (
  UPDATE action_items SET stage = coalesce($3, stage), percent = $4, last_progress_on = $6, version = version + 1, updated_at = $7
  WHERE id = $1 RETURNING *
), added AS (
  INSERT INTO progress_updates (id, version, audience, demonstration, created_at, updated_at, network_id, working_group_id, action_item_id, made_on,
    author_kind, unchanged, stage, percent, text, place_id)
  SELECT $2, 1, audience, false, $7, $7, network_id, working_group_id, id, $6, 'office', false, $3, $4, $5, $2 FROM item RETURNING *
), counter AS (UPDATE change_counter SET head_seq = head_seq + 2 RETURNING head_seq
), told AS (
  INSERT INTO journal (id, recorded_at, actor_kind, operation, subject_type, subject_id, network_id, changes, personal_columns)
  SELECT gen_random_uuid(), $7, 'client', 'record_progress', kind, id, network_id, $8::jsonb, '[]'
  FROM (SELECT 'progress_update' AS kind, id, network_id FROM added UNION ALL SELECT 'action_item', id, network_id FROM item) s
)
INSERT INTO changes AS c (subject_id, subject_type, seq, version, occurred_at, deleted, network_id, working_group_id, audience_now)
SELECT s.id, s.kind, head_seq - s.back, s.version, $7, false, s.network_id, s.working_group_id, s.audience FROM counter, (
  SELECT id, 'progress_update' AS kind, 1 AS back, version, network_id, working_group_id, audience FROM added
  UNION ALL SELECT id, 'action_item', 0, version, network_id, working_group_id, audience FROM item) s
ON CONFLICT (subject_id) DO UPDATE SET seq = excluded.seq, version = excluded.version, occurred_at = excluded.occurred_at
"""
EXPORT = """
SELECT c.id, c.version, CASE WHEN c.slug ~ '^[=+@\\t\\r\\n-]' THEN '''' || c.slug ELSE c.slug END AS slug,
  CASE WHEN c.name ~ '^[=+@\\t\\r\\n-]' THEN '''' || c.name ELSE c.name END AS name, '' AS other_names, c.kind, c.country_code, c.latitude,
  c.longitude, coalesce((SELECT string_agg(i.scheme || ':' || i.value, '; ' ORDER BY i.scheme, i.value) FROM identifiers i
    WHERE i.city_id = c.id), '') AS identifiers, c.source, c.demonstration, c.created_at, c.updated_at FROM cities c ORDER BY c.id
"""
