CREATE TABLE "file_chunk" (
	"sha256" text NOT NULL,
	"position" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "file_chunk_sha256_position_pk" PRIMARY KEY("sha256","position")
);
--> statement-breakpoint
CREATE TABLE "upload" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"file_sha256" text,
	"name" text NOT NULL,
	"media_type" text,
	"source_url" text,
	"fetched_at" timestamp (3) with time zone,
	"options" jsonb NOT NULL,
	"jurisdiction_codes" text[] DEFAULT '{}' NOT NULL,
	"format" text,
	"progress" real DEFAULT 0 NOT NULL,
	"result" jsonb,
	"failure" jsonb,
	"attempts" integer DEFAULT 0 NOT NULL,
	"leased_until" timestamp (3) with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "upload_kind_known" CHECK ("kind" in ('document', 'bulk')),
	CONSTRAINT "upload_state_known" CHECK ("state" in ('queued', 'parsing', 'ready', 'needs_ocr', 'failed', 'cancelled'))
);
--> statement-breakpoint
ALTER TABLE "annotation" DROP CONSTRAINT "annotation_same";--> statement-breakpoint
ALTER TABLE "annotation" DROP CONSTRAINT "annotation_one_subject";--> statement-breakpoint
ALTER TABLE "provision" DROP CONSTRAINT "provision_kind_known";--> statement-breakpoint
ALTER TABLE "revision" ALTER COLUMN "number" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "annotation" ADD COLUMN "draft_id" uuid;--> statement-breakpoint
ALTER TABLE "annotation" ADD COLUMN "e_id" text;--> statement-breakpoint
ALTER TABLE "annotation" ADD COLUMN "words" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "requests_per_minute" integer;--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "created_by" text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "position" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "previous_hash" text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "comment" text;--> statement-breakpoint
ALTER TABLE "coverage" ADD COLUMN "derived" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "legislation_version" ADD COLUMN "structure" text;--> statement-breakpoint
ALTER TABLE "provision" ADD COLUMN "page" integer;--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "jurisdiction_codes" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "edition" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "base_revision" integer;--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "upload_id" uuid;--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "updated_by" text;--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "submitted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "revision" ADD COLUMN "updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "file_chunk" ADD CONSTRAINT "file_chunk_sha256_file_sha256_fk" FOREIGN KEY ("sha256") REFERENCES "public"."file"("sha256") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload" ADD CONSTRAINT "upload_file_sha256_file_sha256_fk" FOREIGN KEY ("file_sha256") REFERENCES "public"."file"("sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "upload_state" ON "upload" USING btree ("state","created_at");--> statement-breakpoint
CREATE INDEX "upload_file" ON "upload" USING btree ("file_sha256");--> statement-breakpoint
ALTER TABLE "annotation" ADD CONSTRAINT "annotation_draft_id_revision_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."revision"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revision" ADD CONSTRAINT "revision_upload_id_upload_id_fk" FOREIGN KEY ("upload_id") REFERENCES "public"."upload"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "annotation_draft" ON "annotation" USING btree ("draft_id");--> statement-breakpoint
CREATE INDEX "audit_actor" ON "audit" USING btree ("actor");--> statement-breakpoint
CREATE INDEX "charge_provision" ON "charge" USING btree ("provision_id");--> statement-breakpoint
CREATE INDEX "coverage_evidence_provision" ON "coverage_evidence" USING btree ("provision_id");--> statement-breakpoint
CREATE INDEX "legislation_version_file" ON "legislation_version" USING btree ("file_sha256");--> statement-breakpoint
CREATE INDEX "lesson_provision_provision" ON "lesson_provision" USING btree ("provision_id");--> statement-breakpoint
CREATE INDEX "provision_parent_id" ON "provision" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "revision_state" ON "revision" USING btree ("state","updated_at");--> statement-breakpoint
ALTER TABLE "annotation" ADD CONSTRAINT "annotation_same" UNIQUE NULLS NOT DISTINCT("legislation_id","provision_id","case_id","lesson_id","draft_id","e_id","concept_code","relation");--> statement-breakpoint
ALTER TABLE "annotation" ADD CONSTRAINT "annotation_one_subject" CHECK (num_nonnulls(legislation_id, provision_id, case_id, lesson_id, draft_id) = 1);--> statement-breakpoint
ALTER TABLE "legislation_version" ADD CONSTRAINT "legislation_version_structure_known" CHECK ("structure" in ('marked', 'headings', 'numbering', 'none'));--> statement-breakpoint
ALTER TABLE "provision" ADD CONSTRAINT "provision_kind_known" CHECK ("kind" in ('preamble', 'book', 'part', 'title', 'chapter', 'division', 'section', 'article', 'rule', 'clause', 'paragraph', 'schedule', 'other'));--> statement-breakpoint
ALTER TABLE "revision" ADD CONSTRAINT "revision_published_number" CHECK (number is not null or state not in ('published', 'superseded'));