CREATE TABLE "search_embedding" (
	"id" text PRIMARY KEY NOT NULL,
	"generation" bigint NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_vector" (
	"model" text NOT NULL,
	"text" text NOT NULL,
	"vector" "bytea",
	"fault" text,
	CONSTRAINT "search_vector_model_text_pk" PRIMARY KEY("model","text"),
	CONSTRAINT "search_vector_or_fault" CHECK (num_nonnulls(vector, fault) = 1)
);--> statement-breakpoint
-- What is found by meaning changes with what the engine holds of it, which this tells.
CREATE TRIGGER search_embedding_tells AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "search_embedding" FOR EACH STATEMENT EXECUTE FUNCTION tell_search_changed();
