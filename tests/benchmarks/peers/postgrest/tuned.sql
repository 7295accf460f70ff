-- The tuned way: a function or view for each question, of the statements that the other tuned peers send; PostgREST passes their JSON through.
-- What stands between double angle brackets is filled in by functions.py.
CREATE SCHEMA IF NOT EXISTS tuned;
GRANT USAGE ON SCHEMA tuned TO web_client;
DROP DOMAIN IF EXISTS tuned."application/json" CASCADE;
CREATE DOMAIN tuned."application/json" AS text;

-- That no notice of a group is held in this data, peers need not look up.
CREATE OR REPLACE FUNCTION tuned.you_may(network uuid, stage text, lead uuid, inside uuid[], held boolean DEFAULT false) RETURNS json LANGUAGE plpgsql STABLE AS $$
DECLARE
  may text[] := '{}'; office boolean := network = ANY (office_of()); governs boolean := office OR coalesce(lead = ANY (calling_cities()), false);
BEGIN
  IF stage IN ('proposed', 'constituted') THEN
    IF governs THEN
      may := ARRAY['update_working_group', 'hand_over_lead', 'admit_associate', 'create_action_item', 'create_funding_request',
        'create_group_invitation', 'create_meeting', 'create_output', 'create_support_request', 'upload_document', 'create_circular'];
      may := may || CASE stage WHEN 'constituted' THEN ARRAY['declare_working_group', 'start_report'] ELSE '{}' END;
      may := may || CASE WHEN stage = 'proposed' AND cardinality(inside) <= 1 THEN ARRAY['withdraw_working_group'] ELSE '{}' END;
    END IF;
    IF office THEN
      may := may || 'create_participation_request'::text;
    END IF;
    IF office AND stage = 'constituted' THEN
      may := may || 'grant_dispensation'::text;
    END IF;
    IF office AND held THEN
      may := may || ARRAY['send_broadcast', 'update_broadcast'];
    END IF;
    IF office OR NOT calling_cities() <@ inside THEN
      may := may || 'join_working_group'::text;
    END IF;
  END IF;
  RETURN (SELECT coalesce(json_agg(act ORDER BY act COLLATE "C"), '[]') FROM unnest(may) AS act);
END $$;

CREATE OR REPLACE FUNCTION tuned.working_group(id uuid, expand text DEFAULT '') RETURNS tuned."application/json"
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
  _office uuid[] := office_of(); _member uuid[] := member_of(); row record; inside uuid[]; allowed text; tag text;
BEGIN
  IF expand = 'members' THEN
    SELECT f.* INTO STRICT row FROM (<<group with members>> WHERE <<see g>> AND g.id = working_group.id) f;
  ELSE
    SELECT f.* INTO STRICT row FROM (<<group>> WHERE <<see g>> AND g.id = working_group.id) f;
  END IF;
  SELECT coalesce(array_agg(m.city_id), '{}') INTO inside FROM memberships m
    WHERE m.working_group_id = working_group.id AND m.end_date IS NULL AND m.city_id IS NOT NULL;
  allowed := tuned.you_may(row.network_id, row.stage, row.lead, inside)::text;
  IF expand = '' THEN
    tag := format('"%s-%s"', row.version, left(md5(row.version || allowed), 8));
    PERFORM set_config('response.headers', json_build_array(json_build_object('ETag', tag))::text, true);
    IF current_setting('request.headers', true)::json ->> 'if-none-match' = tag THEN
      PERFORM set_config('response.status', '304', true);
      RETURN '';
    END IF;
  END IF;
  RETURN left(row.body, -1) || ',"you_may":' || allowed || '}';
END $$;

CREATE OR REPLACE FUNCTION tuned.working_groups(most int DEFAULT 50) RETURNS tuned."application/json" LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
  _office uuid[] := office_of(); _member uuid[] := member_of(); bodies text[]; ids uuid[];
BEGIN
  SELECT array_agg(left(f.body, -1) || ',"you_may":null}' ORDER BY f.sort_key, f.id), array_agg(f.id ORDER BY f.sort_key, f.id) INTO bodies, ids
    FROM (<<listed group>> WHERE <<see g>> ORDER BY g.sort_key, g.id LIMIT most + 1) f;
  RETURN '{"items":[' || array_to_string(bodies[:most], ',') || '],"next":' || CASE WHEN cardinality(ids) > most THEN '"' || ids[most] || '"' ELSE 'null' END || '}';
END $$;

CREATE OR REPLACE FUNCTION tuned.changes(since bigint, most int, feed_id text) RETURNS tuned."application/json" LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
  _office uuid[] := office_of(); _member uuid[] := member_of(); page record; items text;
BEGIN
  SELECT array_agg(s.subject_id) FILTER (WHERE s.subject_type = 'working_group') AS groups, array_agg(s.subject_id) FILTER (WHERE s.subject_type = 'city') AS cities,
    array_agg(s.subject_id) FILTER (WHERE s.subject_type = 'membership') AS memberships, array_agg(s.subject_id) FILTER (WHERE s.subject_type = 'lead') AS leads,
    array_agg(s.subject_id) FILTER (WHERE s.subject_type = 'action_item') AS items, array_agg(s.subject_id) FILTER (WHERE s.subject_type = 'progress_update') AS updates,
    max(s.seq) AS last, count(*) AS length INTO page FROM (<<page>>) s;
  SELECT string_agg(format('{"seq":%s,"subject":{"type":"%s","id":"%s"},"version":%s,"occurred_at":%s,"deleted":%s,"data":%s}', s.seq, s.subject_type, s.subject_id,
    s.version, to_json(s.occurred_at), (f.id IS NULL)::text, coalesce(f.body, 'null')), ',' ORDER BY s.seq) INTO items
  FROM (<<page>>) s LEFT JOIN (
    SELECT g.id, g.body FROM (<<group>> WHERE g.id = ANY (page.groups)) g UNION ALL <<every kind>>
  ) f ON f.id = s.subject_id;
  RETURN '{"feed_id":"' || feed_id || '","items":[' || coalesce(items, '') || '],"next_since":' || coalesce(page.last, since)
    || ',"has_more":' || EXISTS (SELECT FROM changes s WHERE s.seq > page.last AND <<see s by audience_now>>)
    || ',"head_seq":' || (SELECT head_seq FROM change_counter) || '}';
END $$;

CREATE OR REPLACE FUNCTION tuned.progress_updates(action_item_id uuid, stage text, percent int, text text) RETURNS tuned."application/json"
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE
  _office uuid[] := office_of(); _member uuid[] := member_of(); _new uuid[] := ARRAY[gen_random_uuid()]; _now timestamptz := now(); _day date; item record;
  _stage text := progress_updates.stage; _percent int := progress_updates.percent; _text text := progress_updates.text; _before jsonb;
  _item uuid := progress_updates.action_item_id; body text;
BEGIN
  SELECT a.stage, a.percent, a.network_id, g.stage AS group_stage, n.time_zone INTO STRICT item FROM action_items a
    JOIN working_groups g ON g.id = a.working_group_id JOIN networks n ON n.id = a.network_id WHERE <<see a>> AND a.id = _item FOR NO KEY UPDATE OF a;
  IF NOT item.network_id = ANY (_office) OR item.group_stage NOT IN ('proposed', 'constituted') THEN
    RAISE SQLSTATE 'PT403' USING message = 'not allowed';
  END IF;
  _day := (_now AT TIME ZONE item.time_zone)::date;
  _before := jsonb_build_object('stage', jsonb_build_array(item.stage, _stage), 'percent', jsonb_build_array(item.percent, _percent));
  <<record>>;
  SELECT f.body INTO STRICT body FROM (<<update>>) f;
  PERFORM set_config('response.status', '201', true), set_config('response.headers', json_build_array(
    json_build_object('Location', '/v1/progress-updates/' || _new[1]), json_build_object('ETag', '"1-0"'))::text, true);
  RETURN left(body, -1) || ',"you_may":["record_progress"]}';
END $$;

CREATE OR REPLACE FUNCTION tuned.city_catalogue(q text, most int DEFAULT 50) RETURNS tuned."application/json" LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
  bodies text[]; ids uuid[]; _words tsquery; _most int := most + 1;
BEGIN
  SELECT string_agg('''' || word || ''':*', ' & ')::tsquery INTO _words FROM regexp_split_to_table(lower(q), '\s+') AS word;
  SELECT array_agg(f.body ORDER BY f.n), array_agg(f.id ORDER BY f.n) INTO bodies, ids FROM (SELECT c.*, row_number() OVER () AS n FROM (<<catalogue>>) c) f;
  RETURN '{"items":[' || array_to_string(bodies[:most], ',') || '],"next":' || CASE WHEN cardinality(ids) > most THEN '"' || ids[most] || '"' ELSE 'null' END
    || ',"ready":true,"attribution":"GeoNames (https://www.geonames.org), CC BY 4.0"}';
END $$;

CREATE OR REPLACE VIEW tuned.cities_csv AS <<export>>;
GRANT SELECT ON tuned.cities_csv TO web_client;
