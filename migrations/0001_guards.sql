-- What the schema file cannot say.

CREATE EXTENSION IF NOT EXISTS btree_gist;--> statement-breakpoint

-- On any day a law has at most one published text of a kind in a language.
ALTER TABLE "legislation_version" ADD CONSTRAINT "legislation_version_no_overlap"
  EXCLUDE USING gist ("legislation_id" WITH =, "language" WITH =, "text_kind" WITH =, "validity" WITH &&)
  WHERE ("status" = 'published') DEFERRABLE INITIALLY DEFERRED;--> statement-breakpoint

-- A provision's parent stands in the same version.
CREATE FUNCTION provision_parent_in_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.parent_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM provision p WHERE p.id = NEW.parent_id AND p.version_id = NEW.version_id
  ) THEN
    RAISE EXCEPTION 'the parent of provision % is not in the same version', NEW.e_id USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER provision_parent_in_version BEFORE INSERT OR UPDATE OF parent_id, version_id ON "provision"
  FOR EACH ROW EXECUTE FUNCTION provision_parent_in_version();--> statement-breakpoint

-- The audit is append only.
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is append only' USING ERRCODE = 'insufficient_privilege';
END $$;--> statement-breakpoint
CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit"
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();--> statement-breakpoint

-- Nobody approves what they worked on, in whichever order the two rows come.
CREATE FUNCTION approver_is_no_contributor() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  subject uuid;
BEGIN
  IF TG_TABLE_NAME = 'revision' THEN subject := NEW.id; ELSE subject := NEW.revision_id; END IF;
  IF EXISTS (
    SELECT 1 FROM revision r LEFT JOIN revision_contributor c ON c.revision_id = r.id
    WHERE r.id = subject AND r.approved_by IN (r.created_by, c.actor)
  ) THEN
    RAISE EXCEPTION 'the approver contributed to this revision' USING ERRCODE = 'check_violation', CONSTRAINT = 'revision_approver_is_no_contributor';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER approver_is_no_contributor AFTER INSERT OR UPDATE OF approved_by, created_by ON "revision"
  FOR EACH ROW EXECUTE FUNCTION approver_is_no_contributor();--> statement-breakpoint
CREATE TRIGGER approver_is_no_contributor AFTER INSERT OR UPDATE ON "revision_contributor"
  FOR EACH ROW EXECUTE FUNCTION approver_is_no_contributor();
