CREATE TABLE "search_document" (
	"id" text PRIMARY KEY NOT NULL,
	"root" text NOT NULL,
	"generation" bigint NOT NULL,
	"type" text NOT NULL,
	"record_id" text NOT NULL,
	"legislation_id" text,
	"e_id" text,
	"state" text[] NOT NULL,
	"region" text[] NOT NULL,
	"concept" text[] NOT NULL,
	"instrument" text[] NOT NULL,
	"article" text[] NOT NULL,
	"language" text[] NOT NULL,
	"status" text NOT NULL,
	"year" integer,
	"valid_from" integer,
	"valid_to" integer,
	"same" text,
	"document" jsonb NOT NULL,
	"terms" "bytea" NOT NULL,
	"topics" jsonb NOT NULL,
	"letters" text NOT NULL,
	"words" "tsvector" NOT NULL,
	"fits" smallint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "search_document_words" ON "search_document" USING gin ("words");--> statement-breakpoint
CREATE INDEX "search_document_root" ON "search_document" USING btree ("root");--> statement-breakpoint
CREATE INDEX "search_document_same" ON "search_document" USING btree ("same");--> statement-breakpoint
CREATE INDEX "search_document_large" ON "search_document" USING btree ("fits") WHERE fits < 2;--> statement-breakpoint
-- Numbers that are hashes do not get smaller by pressing them together.
ALTER TABLE "search_document" ALTER COLUMN "terms" SET STORAGE EXTERNAL;
