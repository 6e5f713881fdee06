-- Who keeps answers of the search hears, when a transaction ends, that they may be others now. Statements that touched no row tell it too:
-- rebuilding the index ends with one, and what is in the engine no trigger sees.
CREATE FUNCTION tell_search_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('search_changed', '');
  RETURN NULL;
END $$;--> statement-breakpoint
-- A row comes when a record is published, revised or withdrawn, and goes when the index shows it.
CREATE TRIGGER outbox_tells AFTER INSERT OR DELETE ON "outbox" FOR EACH STATEMENT EXECUTE FUNCTION tell_search_changed();--> statement-breakpoint
-- What exact searches read, and what the end of a rebuilding deletes from after the indexes were swapped.
CREATE TRIGGER search_document_tells AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "search_document" FOR EACH STATEMENT EXECUTE FUNCTION tell_search_changed();--> statement-breakpoint
-- By which articles can be searched.
CREATE TRIGGER instrument_article_tells AFTER INSERT OR UPDATE OR DELETE ON "instrument_article" FOR EACH STATEMENT EXECUTE FUNCTION tell_search_changed();
