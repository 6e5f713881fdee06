CREATE TABLE "search_authority" (
	"legislation_id" text PRIMARY KEY NOT NULL,
	"named_by" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_mention" (
	"root" text NOT NULL,
	"legislation_id" text NOT NULL,
	CONSTRAINT "search_mention_root_legislation_id_pk" PRIMARY KEY("root","legislation_id")
);
--> statement-breakpoint
CREATE INDEX "search_mention_legislation" ON "search_mention" USING btree ("legislation_id");