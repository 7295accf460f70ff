-- What the usual way has beside the tables themselves: a page of the feed, and the write that is measured.
CREATE OR REPLACE FUNCTION feed_page(after bigint, most int) RETURNS TABLE (seq bigint, type text, id uuid, version int, occurred_at timestamptz, data json)
LANGUAGE sql STABLE AS $$
  WITH page AS MATERIALIZED (SELECT * FROM changes c WHERE c.seq > after ORDER BY c.seq LIMIT most)
  SELECT p.seq, p.subject_type, p.subject_id, p.version, p.occurred_at, row_to_json(r) FROM page p JOIN cities r ON r.id = p.subject_id
    WHERE p.subject_type = 'city'
  UNION ALL SELECT p.seq, p.subject_type, p.subject_id, p.version, p.occurred_at, row_to_json(r) FROM page p JOIN working_groups r
    ON r.id = p.subject_id WHERE p.subject_type = 'working_group'
  UNION ALL SELECT p.seq, p.subject_type, p.subject_id, p.version, p.occurred_at, row_to_json(r) FROM page p JOIN memberships r
    ON r.id = p.subject_id WHERE p.subject_type = 'membership'
  UNION ALL SELECT p.seq, p.subject_type, p.subject_id, p.version, p.occurred_at, row_to_json(r) FROM page p JOIN leads r
    ON r.id = p.subject_id WHERE p.subject_type = 'lead'
  UNION ALL SELECT p.seq, p.subject_type, p.subject_id, p.version, p.occurred_at, row_to_json(r) FROM page p JOIN action_items r
    ON r.id = p.subject_id WHERE p.subject_type = 'action_item'
  UNION ALL SELECT p.seq, p.subject_type, p.subject_id, p.version, p.occurred_at, row_to_json(r) FROM page p JOIN progress_updates r
    ON r.id = p.subject_id WHERE p.subject_type = 'progress_update'
  ORDER BY 1
$$;

CREATE OR REPLACE FUNCTION record_progress(action_item_id uuid, stage text, percent int, text text) RETURNS progress_updates
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  item action_items; new progress_updates; head bigint; key uuid := gen_random_uuid();
BEGIN
  SELECT * INTO STRICT item FROM action_items a WHERE a.id = record_progress.action_item_id AND (a.audience = 'public'
    OR (a.audience = 'members' AND a.network_id = ANY (member_of())) OR a.network_id = ANY (office_of())) FOR NO KEY UPDATE;
  PERFORM FROM working_groups g WHERE g.id = item.working_group_id AND g.network_id = ANY (office_of()) AND g.stage IN ('proposed', 'constituted');
  IF NOT FOUND THEN
    RAISE SQLSTATE 'PT403' USING message = 'not allowed';
  END IF;
  UPDATE action_items a SET stage = coalesce(record_progress.stage, a.stage), percent = record_progress.percent, last_progress_on = current_date,
    version = a.version + 1, updated_at = now() WHERE a.id = item.id RETURNING * INTO item;
  INSERT INTO progress_updates (id, version, audience, demonstration, created_at, updated_at, network_id, working_group_id, action_item_id, made_on,
    author_kind, unchanged, stage, percent, text, place_id)
  VALUES (key, 1, item.audience, false, now(), now(), item.network_id, item.working_group_id, item.id, current_date, 'office', false,
    record_progress.stage, record_progress.percent, record_progress.text, key) RETURNING * INTO new;
  INSERT INTO journal (id, recorded_at, actor_kind, operation, subject_type, subject_id, network_id, changes, personal_columns)
  VALUES (gen_random_uuid(), now(), 'client', 'record_progress', 'progress_update', key, item.network_id, '{}', '[]'),
    (gen_random_uuid(), now(), 'client', 'record_progress', 'action_item', item.id, item.network_id, '{}', '[]');
  UPDATE change_counter SET head_seq = head_seq + 2 RETURNING head_seq INTO head;
  INSERT INTO changes AS c (subject_id, subject_type, seq, version, occurred_at, deleted, network_id, working_group_id, audience_now)
  VALUES (key, 'progress_update', head - 1, 1, now(), false, item.network_id, item.working_group_id, item.audience),
    (item.id, 'action_item', head, item.version, now(), false, item.network_id, item.working_group_id, item.audience)
  ON CONFLICT (subject_id) DO UPDATE SET seq = excluded.seq, version = excluded.version, occurred_at = excluded.occurred_at;
  RETURN new;
END $$;
