-- Who is calling, asked before every request of either way: the token is PostgREST's to check, the client's row is read here; and what callers
-- see, as policies. They bind PostgREST alone: everybody else comes as the owner of the tables.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'web_client') THEN
    CREATE ROLE web_client NOLOGIN;
    CREATE ROLE postgrest LOGIN NOINHERIT;
    GRANT web_client TO postgrest;
  END IF;
END $$;
GRANT SELECT ON networks, cities, identifiers, working_groups, memberships, leads, action_items, progress_updates, changes, city_catalogue TO web_client;

CREATE OR REPLACE FUNCTION office_of() RETURNS uuid[] LANGUAGE sql STABLE AS $$ SELECT current_setting('caller.office_of', true)::uuid[] $$;
CREATE OR REPLACE FUNCTION member_of() RETURNS uuid[] LANGUAGE sql STABLE AS $$ SELECT current_setting('caller.member_of', true)::uuid[] $$;
CREATE OR REPLACE FUNCTION calling_cities() RETURNS uuid[] LANGUAGE sql STABLE AS $$ SELECT current_setting('caller.cities', true)::uuid[] $$;

CREATE OR REPLACE FUNCTION who_is_calling() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  claims json := nullif(current_setting('request.jwt.claims', true), '')::json; client record; office uuid[] := '{}';
BEGIN
  SELECT c.network_id, c.city_id, coalesce((SELECT array_agg(m.network_id) FROM memberships m WHERE m.city_id = c.city_id
    AND m.working_group_id IS NULL AND m.stage = 'active' AND m.end_date IS NULL), '{}') AS networks
  INTO client FROM api_clients c WHERE c.id = (claims ->> 'sub')::uuid AND c.ended_at IS NULL AND c.expires_at > now();
  IF NOT FOUND OR claims ->> 'iss' <> 'coalition' THEN
    RAISE SQLSTATE 'PT401' USING message = 'nobody is known by this token';
  END IF;
  IF client.network_id IS NOT NULL AND client.city_id IS NULL THEN
    office := ARRAY[client.network_id];
  END IF;
  PERFORM set_config('caller.office_of', office::text, true), set_config('caller.member_of', (office || client.networks)::text, true),
    set_config('caller.cities', array_remove(ARRAY[client.city_id], NULL)::text, true);
END $$;

DO $$
DECLARE kind text;
BEGIN
  FOREACH kind IN ARRAY ARRAY['working_groups', 'memberships', 'leads', 'action_items', 'progress_updates', 'changes'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', kind);
    EXECUTE format('DROP POLICY IF EXISTS seen ON %I', kind);
    EXECUTE format(
      'CREATE POLICY seen ON %1$I FOR SELECT TO web_client USING (%2$I = ''public'' OR (%2$I = ''members'' AND network_id = ANY ((SELECT member_of())::uuid[]))'
      ' OR network_id = ANY ((SELECT office_of())::uuid[]))', kind, CASE kind WHEN 'changes' THEN 'audience_now' ELSE 'audience' END
    );
  END LOOP;
END $$;
