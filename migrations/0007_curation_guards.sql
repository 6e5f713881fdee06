-- What the schema file cannot say of curation.

-- Each audit row carries its position and a hash over itself and the row before: a row that was changed or taken out is seen.
CREATE FUNCTION audit_hash(a "audit") RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(jsonb_build_array(
    a.previous_hash, a.position, (extract(epoch FROM a.at) * 1000)::bigint, a.actor, a.action, a.record_type, a.record_id, a.before, a.after, a.comment, a.request_id
  )::text, 'UTF8')), 'hex')
$$;--> statement-breakpoint
ALTER TABLE "audit" DISABLE TRIGGER audit_is_append_only;--> statement-breakpoint
DO $$
DECLARE
  r "audit";
  last "audit";
BEGIN
  FOR r IN SELECT * FROM audit ORDER BY id LOOP
    r.position := coalesce(last.position, 0) + 1;
    r.previous_hash := last.hash;
    r.hash := audit_hash(r);
    UPDATE audit SET position = r.position, previous_hash = r.previous_hash, hash = r.hash WHERE id = r.id;
    last := r;
  END LOOP;
END $$;--> statement-breakpoint
ALTER TABLE "audit" ENABLE TRIGGER audit_is_append_only;--> statement-breakpoint
-- Rows come one after the other: who writes one waits until the transaction that wrote the last has ended.
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7161003);
  SELECT position + 1, hash INTO NEW.position, NEW.previous_hash FROM audit ORDER BY position DESC LIMIT 1;
  NEW.position := coalesce(NEW.position, 1);
  NEW.hash := audit_hash(NEW);
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER audit_chain BEFORE INSERT ON "audit" FOR EACH ROW EXECUTE FUNCTION audit_chain();--> statement-breakpoint
-- Of the revisions of a record only the last one is what is published.
UPDATE revision r SET state = 'superseded' WHERE state = 'published' AND EXISTS (
  SELECT 1 FROM revision later WHERE later.record_type = r.record_type AND later.record_id = r.record_id AND later.number > r.number
);--> statement-breakpoint
UPDATE revision SET jurisdiction_codes = CASE
  WHEN record ? 'jurisdictions' THEN ARRAY(SELECT jsonb_array_elements_text(record->'jurisdictions'))
  WHEN record ? 'jurisdiction' THEN ARRAY[record->>'jurisdiction'] ELSE '{}' END;--> statement-breakpoint
ALTER TABLE "audit" ADD CONSTRAINT "audit_position_unique" UNIQUE ("position");--> statement-breakpoint
-- A draft moves as the state machine has it, whoever writes.
CREATE FUNCTION revision_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> OLD.state AND NOT (OLD.state || '>' || NEW.state) = ANY (ARRAY[
    'processing>draft', 'draft>processing', 'draft>needs_review', 'changes_requested>needs_review', 'needs_review>changes_requested', 'approved>changes_requested',
    'needs_review>approved', 'approved>published', 'needs_review>draft', 'approved>draft', 'published>superseded', 'published>withdrawn', 'superseded>withdrawn',
    'draft>withdrawn', 'processing>withdrawn', 'needs_review>withdrawn', 'changes_requested>withdrawn', 'approved>withdrawn'
  ]) THEN
    RAISE EXCEPTION 'a revision does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation', CONSTRAINT = 'revision_moves';
  END IF;
  IF NEW.state IN ('approved', 'published') AND OLD.state <> NEW.state AND NEW.approved_by IS NULL THEN
    RAISE EXCEPTION 'nobody approved this revision' USING ERRCODE = 'check_violation', CONSTRAINT = 'revision_approved';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER revision_moves BEFORE UPDATE ON "revision" FOR EACH ROW EXECUTE FUNCTION revision_moves();
