CREATE TABLE "annotation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"legislation_id" uuid,
	"provision_id" uuid,
	"case_id" uuid,
	"lesson_id" uuid,
	"concept_code" text NOT NULL,
	"relation" text NOT NULL,
	"elements" text[] NOT NULL,
	"note" jsonb,
	"method" text NOT NULL,
	"actor" text NOT NULL,
	"confidence" real,
	"review_state" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "annotation_same" UNIQUE NULLS NOT DISTINCT("legislation_id","provision_id","case_id","lesson_id","concept_code","relation"),
	CONSTRAINT "annotation_relation_known" CHECK ("relation" in ('specific_offence', 'general_offence', 'power', 'safeguard', 'jurisdiction', 'cooperation', 'definition', 'liability', 'evidence', 'institution', 'prevention', 'about')),
	CONSTRAINT "annotation_method_known" CHECK ("method" in ('curator', 'imported', 'machine_suggested')),
	CONSTRAINT "annotation_review_state_known" CHECK ("review_state" in ('pending', 'accepted', 'rejected')),
	CONSTRAINT "annotation_one_subject" CHECK (num_nonnulls(legislation_id, provision_id, case_id, lesson_id) = 1),
	CONSTRAINT "annotation_confidence_range" CHECK (confidence between 0 and 1)
);
--> statement-breakpoint
CREATE TABLE "api_key" (
	"id" uuid PRIMARY KEY NOT NULL,
	"prefix" text NOT NULL,
	"hash" text NOT NULL,
	"kind" text NOT NULL,
	"role" text NOT NULL,
	"name" text NOT NULL,
	"jurisdiction_codes" text[],
	"origins" text[],
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	CONSTRAINT "api_key_prefix_unique" UNIQUE("prefix"),
	CONSTRAINT "api_key_kind_known" CHECK ("kind" in ('secret', 'publishable')),
	CONSTRAINT "api_key_role_known" CHECK ("role" in ('reader', 'curator', 'reviewer', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"record_type" text NOT NULL,
	"record_id" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"request_id" text
);
--> statement-breakpoint
CREATE TABLE "case_jurisdiction" (
	"case_id" uuid NOT NULL,
	"jurisdiction_code" text NOT NULL,
	CONSTRAINT "case_jurisdiction_case_id_jurisdiction_code_pk" PRIMARY KEY("case_id","jurisdiction_code")
);
--> statement-breakpoint
CREATE TABLE "case_provision" (
	"case_id" uuid NOT NULL,
	"provision_id" uuid NOT NULL,
	CONSTRAINT "case_provision_case_id_provision_id_pk" PRIMARY KEY("case_id","provision_id")
);
--> statement-breakpoint
CREATE TABLE "charge" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"concept_code" text,
	"provision_id" uuid,
	"provision_text" text,
	"outcome" text NOT NULL,
	"sentence" jsonb,
	CONSTRAINT "charge_outcome_known" CHECK ("outcome" in ('convicted', 'acquitted', 'dropped', 'quashed', 'pending', 'not_applicable', 'unknown'))
);
--> statement-breakpoint
CREATE TABLE "concept" (
	"code" text PRIMARY KEY NOT NULL,
	"parent_code" text,
	"position" integer NOT NULL,
	"study_2013" text,
	"labels" jsonb NOT NULL,
	"synonyms" jsonb NOT NULL,
	"definition" jsonb NOT NULL,
	"note" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "concept_article" (
	"id" uuid PRIMARY KEY NOT NULL,
	"concept_code" text NOT NULL,
	"article_id" uuid NOT NULL,
	"paragraph" text,
	"relation" text NOT NULL,
	"checked" text NOT NULL,
	"note" text,
	CONSTRAINT "concept_article_same" UNIQUE NULLS NOT DISTINCT("concept_code","article_id","paragraph"),
	CONSTRAINT "concept_article_relation_known" CHECK ("relation" in ('exact', 'narrower', 'broader', 'related')),
	CONSTRAINT "concept_article_checked_known" CHECK ("checked" in ('seen', 'recalled'))
);
--> statement-breakpoint
CREATE TABLE "court_case" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"jurisdiction_code" text NOT NULL,
	"title" jsonb NOT NULL,
	"court" jsonb,
	"court_type" text,
	"instance" integer,
	"citation" text,
	"ecli" text,
	"language" text,
	"filed_on" date,
	"decided_on" date,
	"facts" jsonb NOT NULL,
	"procedure" jsonb,
	"holding" jsonb NOT NULL,
	"significance" jsonb,
	"outcome" text NOT NULL,
	"state" text DEFAULT 'published' NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"content_hash" text NOT NULL,
	"withdrawn_reason" text,
	"moved_to" uuid,
	"checked" text NOT NULL,
	"source_id" uuid NOT NULL,
	"last_verified_at" date,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"text_changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "court_case_key_unique" UNIQUE("key"),
	CONSTRAINT "court_case_ecli_unique" UNIQUE("ecli"),
	CONSTRAINT "court_case_kind_known" CHECK ("kind" in ('judgment', 'law_enforcement_operation')),
	CONSTRAINT "court_case_court_type_known" CHECK ("court_type" in ('constitutional', 'supreme', 'appellate', 'first_instance', 'administrative', 'regional', 'international', 'other')),
	CONSTRAINT "court_case_outcome_known" CHECK ("outcome" in ('convicted', 'partly_convicted', 'acquitted', 'appeal_allowed', 'appeal_partly_allowed', 'appeal_dismissed', 'provision_upheld', 'provision_struck_down', 'provision_suspended', 'violation_found', 'no_violation', 'remitted', 'operation_concluded', 'other')),
	CONSTRAINT "court_case_state_known" CHECK ("state" in ('draft', 'processing', 'needs_review', 'changes_requested', 'approved', 'published', 'superseded', 'withdrawn')),
	CONSTRAINT "court_case_checked_known" CHECK ("checked" in ('seen', 'recalled')),
	CONSTRAINT "court_case_order" CHECK (decided_on >= filed_on)
);
--> statement-breakpoint
CREATE TABLE "coverage" (
	"id" uuid PRIMARY KEY NOT NULL,
	"jurisdiction_code" text NOT NULL,
	"concept_code" text NOT NULL,
	"status" text NOT NULL,
	"as_of" date NOT NULL,
	"source_status" text,
	"note" jsonb,
	"checked" text NOT NULL,
	"source_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "coverage_same" UNIQUE("jurisdiction_code","concept_code","as_of","source_id"),
	CONSTRAINT "coverage_status_known" CHECK ("status" in ('specific', 'general_law', 'both', 'partial', 'draft_only', 'none_confirmed', 'no_data', 'disputed')),
	CONSTRAINT "coverage_checked_known" CHECK ("checked" in ('seen', 'recalled'))
);
--> statement-breakpoint
CREATE TABLE "coverage_evidence" (
	"coverage_id" uuid NOT NULL,
	"provision_id" uuid NOT NULL,
	CONSTRAINT "coverage_evidence_coverage_id_provision_id_pk" PRIMARY KEY("coverage_id","provision_id")
);
--> statement-breakpoint
CREATE TABLE "file" (
	"sha256" text PRIMARY KEY NOT NULL,
	"bytes" bigint NOT NULL,
	"media_type" text NOT NULL,
	"name" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "file_sha256_form" CHECK (sha256 ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "idempotency_key" (
	"actor" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" integer NOT NULL,
	"headers" jsonb NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_key_actor_key_pk" PRIMARY KEY("actor","key")
);
--> statement-breakpoint
CREATE TABLE "instrument" (
	"code" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"names" jsonb NOT NULL,
	"short_name" jsonb NOT NULL,
	"reference" text,
	"parent_code" text,
	"adopted_on" date,
	"opened_on" date,
	"in_force_from" date,
	"depositary" text,
	"authentic_languages" text[] NOT NULL,
	"checked" text NOT NULL,
	"source_id" uuid NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "instrument_kind_known" CHECK ("kind" in ('treaty', 'protocol', 'model_law', 'classification')),
	CONSTRAINT "instrument_checked_known" CHECK ("checked" in ('seen', 'recalled'))
);
--> statement-breakpoint
CREATE TABLE "instrument_article" (
	"id" uuid PRIMARY KEY NOT NULL,
	"instrument_code" text NOT NULL,
	"number" text NOT NULL,
	"title" jsonb,
	"chapter" jsonb,
	"position" integer NOT NULL,
	"checked" text NOT NULL,
	CONSTRAINT "instrument_article_number" UNIQUE("instrument_code","number"),
	CONSTRAINT "instrument_article_checked_known" CHECK ("checked" in ('seen', 'recalled'))
);
--> statement-breakpoint
CREATE TABLE "jurisdiction" (
	"code" text PRIMARY KEY NOT NULL,
	"alpha2" text,
	"m49" text,
	"type" text NOT NULL,
	"names" jsonb NOT NULL,
	"formal_names" jsonb,
	"region_code" text,
	"subregion_code" text,
	"intermediate_region_code" text,
	"least_developed" boolean NOT NULL,
	"landlocked_developing" boolean NOT NULL,
	"small_island_developing" boolean NOT NULL,
	"checked" text NOT NULL,
	"source_id" uuid NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "jurisdiction_alpha2_unique" UNIQUE("alpha2"),
	CONSTRAINT "jurisdiction_m49_unique" UNIQUE("m49"),
	CONSTRAINT "jurisdiction_type_known" CHECK ("type" in ('member_state', 'observer', 'non_member_state', 'territory', 'regional_organization')),
	CONSTRAINT "jurisdiction_checked_known" CHECK ("checked" in ('seen', 'recalled')),
	CONSTRAINT "jurisdiction_code_form" CHECK (code ~ '^[A-Z]{3}$')
);
--> statement-breakpoint
CREATE TABLE "jurisdiction_member" (
	"organization_code" text NOT NULL,
	"member_code" text NOT NULL,
	CONSTRAINT "jurisdiction_member_organization_code_member_code_pk" PRIMARY KEY("organization_code","member_code")
);
--> statement-breakpoint
CREATE TABLE "legislation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"jurisdiction_code" text NOT NULL,
	"kind" text NOT NULL,
	"number" text,
	"year" integer,
	"title" jsonb NOT NULL,
	"titles" jsonb NOT NULL,
	"short_title" text,
	"status" text NOT NULL,
	"enacted_on" date,
	"in_force_from" date,
	"repealed_on" date,
	"summary" jsonb,
	"amendments" jsonb NOT NULL,
	"note" jsonb,
	"state" text DEFAULT 'published' NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"content_hash" text NOT NULL,
	"withdrawn_reason" text,
	"moved_to" uuid,
	"checked" text NOT NULL,
	"source_id" uuid NOT NULL,
	"last_verified_at" date,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"text_changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "legislation_kind_known" CHECK ("kind" in ('constitution', 'act', 'code', 'decree', 'ordinance', 'regulation', 'resolution', 'bill', 'policy', 'other')),
	CONSTRAINT "legislation_status_known" CHECK ("status" in ('in_force', 'partially_in_force', 'not_yet_in_force', 'suspended', 'repealed', 'draft', 'unknown')),
	CONSTRAINT "legislation_state_known" CHECK ("state" in ('draft', 'processing', 'needs_review', 'changes_requested', 'approved', 'published', 'superseded', 'withdrawn')),
	CONSTRAINT "legislation_checked_known" CHECK ("checked" in ('seen', 'recalled')),
	CONSTRAINT "legislation_order" CHECK (in_force_from >= enacted_on and repealed_on >= enacted_on)
);
--> statement-breakpoint
CREATE TABLE "legislation_alias" (
	"alias" text PRIMARY KEY NOT NULL,
	"legislation_id" uuid NOT NULL,
	"current" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE "legislation_version" (
	"id" uuid PRIMARY KEY NOT NULL,
	"legislation_id" uuid NOT NULL,
	"language" text NOT NULL,
	"text_kind" text NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"validity" daterange GENERATED ALWAYS AS (daterange("valid_from", "valid_to", '[)')) STORED,
	"status" text DEFAULT 'published' NOT NULL,
	"sha256" text NOT NULL,
	"file_sha256" text,
	"note" jsonb,
	"checked" text NOT NULL,
	"source_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"text_changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "legislation_version_text_kind_known" CHECK ("text_kind" in ('original', 'official_translation', 'unofficial_translation', 'machine_translation')),
	CONSTRAINT "legislation_version_status_known" CHECK ("status" in ('draft', 'processing', 'needs_review', 'changes_requested', 'approved', 'published', 'superseded', 'withdrawn')),
	CONSTRAINT "legislation_version_checked_known" CHECK ("checked" in ('seen', 'recalled'))
);
--> statement-breakpoint
CREATE TABLE "lesson" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"area" text NOT NULL,
	"title" jsonb NOT NULL,
	"problem" jsonb NOT NULL,
	"practice" jsonb NOT NULL,
	"outcome" jsonb NOT NULL,
	"conditions" jsonb NOT NULL,
	"period_from" date,
	"period_to" date,
	"state" text DEFAULT 'published' NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"content_hash" text NOT NULL,
	"withdrawn_reason" text,
	"moved_to" uuid,
	"checked" text NOT NULL,
	"source_id" uuid NOT NULL,
	"last_verified_at" date,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"text_changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "lesson_key_unique" UNIQUE("key"),
	CONSTRAINT "lesson_area_known" CHECK ("area" in ('legislation', 'investigation', 'electronic_evidence', 'international_cooperation', 'prevention', 'capacity_building', 'public_private_partnership', 'victim_support', 'strategy')),
	CONSTRAINT "lesson_state_known" CHECK ("state" in ('draft', 'processing', 'needs_review', 'changes_requested', 'approved', 'published', 'superseded', 'withdrawn')),
	CONSTRAINT "lesson_checked_known" CHECK ("checked" in ('seen', 'recalled')),
	CONSTRAINT "lesson_order" CHECK (period_to >= period_from)
);
--> statement-breakpoint
CREATE TABLE "lesson_case" (
	"lesson_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	CONSTRAINT "lesson_case_lesson_id_case_id_pk" PRIMARY KEY("lesson_id","case_id")
);
--> statement-breakpoint
CREATE TABLE "lesson_jurisdiction" (
	"lesson_id" uuid NOT NULL,
	"jurisdiction_code" text NOT NULL,
	CONSTRAINT "lesson_jurisdiction_lesson_id_jurisdiction_code_pk" PRIMARY KEY("lesson_id","jurisdiction_code")
);
--> statement-breakpoint
CREATE TABLE "lesson_provision" (
	"lesson_id" uuid NOT NULL,
	"provision_id" uuid NOT NULL,
	CONSTRAINT "lesson_provision_lesson_id_provision_id_pk" PRIMARY KEY("lesson_id","provision_id")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"record_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_error" text,
	CONSTRAINT "outbox_kind_known" CHECK ("kind" in ('legislation', 'case', 'lesson', 'concept'))
);
--> statement-breakpoint
CREATE TABLE "penalty" (
	"id" uuid PRIMARY KEY NOT NULL,
	"provision_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"applies_to" text NOT NULL,
	"paragraph" text,
	"circumstance" jsonb,
	"imprisonment_months_min" real,
	"imprisonment_months_max" real,
	"life" boolean NOT NULL,
	"fine_min" bigint,
	"fine_max" bigint,
	"fine_unit" text,
	"combination" text,
	"other" jsonb,
	CONSTRAINT "penalty_applies_to_known" CHECK ("applies_to" in ('natural_person', 'legal_person', 'any')),
	CONSTRAINT "penalty_combination_known" CHECK ("combination" in ('and', 'or', 'and_or')),
	CONSTRAINT "penalty_order" CHECK (imprisonment_months_min <= imprisonment_months_max and fine_min <= fine_max)
);
--> statement-breakpoint
CREATE TABLE "provision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"legislation_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"e_id" text NOT NULL,
	"kind" text NOT NULL,
	"number" text NOT NULL,
	"heading" text,
	"headings" jsonb,
	"parent_id" uuid,
	"position" integer NOT NULL,
	"text" text,
	"summary" jsonb,
	"status" text NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"validity" daterange GENERATED ALWAYS AS (daterange("valid_from", "valid_to", '[)')) STORED,
	"note" jsonb,
	"checked" text NOT NULL,
	CONSTRAINT "provision_eid" UNIQUE("version_id","e_id"),
	CONSTRAINT "provision_kind_known" CHECK ("kind" in ('book', 'part', 'title', 'chapter', 'division', 'section', 'article', 'paragraph', 'schedule', 'other')),
	CONSTRAINT "provision_status_known" CHECK ("status" in ('in_force', 'partially_in_force', 'not_yet_in_force', 'suspended', 'repealed', 'draft', 'unknown')),
	CONSTRAINT "provision_checked_known" CHECK ("checked" in ('seen', 'recalled'))
);
--> statement-breakpoint
CREATE TABLE "region" (
	"code" text PRIMARY KEY NOT NULL,
	"parent_code" text,
	"names" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "revision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"record_type" text NOT NULL,
	"record_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"record" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"comment" text,
	"created_by" text NOT NULL,
	"approved_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"published_at" timestamp (3) with time zone,
	CONSTRAINT "revision_number" UNIQUE("record_type","record_id","number"),
	CONSTRAINT "revision_state_known" CHECK ("state" in ('draft', 'processing', 'needs_review', 'changes_requested', 'approved', 'published', 'superseded', 'withdrawn')),
	CONSTRAINT "revision_record_type_known" CHECK ("record_type" in ('legislation', 'provision', 'case', 'lesson'))
);
--> statement-breakpoint
CREATE TABLE "revision_contributor" (
	"revision_id" uuid NOT NULL,
	"actor" text NOT NULL,
	CONSTRAINT "revision_contributor_revision_id_actor_pk" PRIMARY KEY("revision_id","actor")
);
--> statement-breakpoint
CREATE TABLE "setting" (
	"key" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "source" (
	"id" uuid PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"publisher" text NOT NULL,
	"title" text,
	"retrieved_at" date,
	"licence" text,
	CONSTRAINT "source_same" UNIQUE NULLS NOT DISTINCT("url","publisher","title","retrieved_at","licence")
);
--> statement-breakpoint
CREATE TABLE "treaty_action" (
	"id" uuid PRIMARY KEY NOT NULL,
	"instrument_code" text NOT NULL,
	"jurisdiction_code" text NOT NULL,
	"kind" text NOT NULL,
	"date" date,
	"effective_from" date,
	"articles" text[] NOT NULL,
	"note" jsonb,
	"checked" text NOT NULL,
	"source_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "treaty_action_same" UNIQUE NULLS NOT DISTINCT("instrument_code","jurisdiction_code","kind","date","articles"),
	CONSTRAINT "treaty_action_kind_known" CHECK ("kind" in ('signature', 'ratification', 'accession', 'acceptance', 'approval', 'succession', 'formal_confirmation', 'reservation', 'declaration', 'objection', 'withdrawal', 'denunciation')),
	CONSTRAINT "treaty_action_checked_known" CHECK ("checked" in ('seen', 'recalled')),
	CONSTRAINT "treaty_action_order" CHECK (effective_from >= date)
);
--> statement-breakpoint
ALTER TABLE "annotation" ADD CONSTRAINT "annotation_legislation_id_legislation_id_fk" FOREIGN KEY ("legislation_id") REFERENCES "public"."legislation"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "annotation" ADD CONSTRAINT "annotation_provision_id_provision_id_fk" FOREIGN KEY ("provision_id") REFERENCES "public"."provision"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "annotation" ADD CONSTRAINT "annotation_case_id_court_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."court_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "annotation" ADD CONSTRAINT "annotation_lesson_id_lesson_id_fk" FOREIGN KEY ("lesson_id") REFERENCES "public"."lesson"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "annotation" ADD CONSTRAINT "annotation_concept_code_concept_code_fk" FOREIGN KEY ("concept_code") REFERENCES "public"."concept"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_jurisdiction" ADD CONSTRAINT "case_jurisdiction_case_id_court_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."court_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_jurisdiction" ADD CONSTRAINT "case_jurisdiction_jurisdiction_code_jurisdiction_code_fk" FOREIGN KEY ("jurisdiction_code") REFERENCES "public"."jurisdiction"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_provision" ADD CONSTRAINT "case_provision_case_id_court_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."court_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_provision" ADD CONSTRAINT "case_provision_provision_id_provision_id_fk" FOREIGN KEY ("provision_id") REFERENCES "public"."provision"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge" ADD CONSTRAINT "charge_case_id_court_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."court_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge" ADD CONSTRAINT "charge_concept_code_concept_code_fk" FOREIGN KEY ("concept_code") REFERENCES "public"."concept"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge" ADD CONSTRAINT "charge_provision_id_provision_id_fk" FOREIGN KEY ("provision_id") REFERENCES "public"."provision"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concept" ADD CONSTRAINT "concept_parent_code_concept_code_fk" FOREIGN KEY ("parent_code") REFERENCES "public"."concept"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concept_article" ADD CONSTRAINT "concept_article_concept_code_concept_code_fk" FOREIGN KEY ("concept_code") REFERENCES "public"."concept"("code") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concept_article" ADD CONSTRAINT "concept_article_article_id_instrument_article_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."instrument_article"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "court_case" ADD CONSTRAINT "court_case_jurisdiction_code_jurisdiction_code_fk" FOREIGN KEY ("jurisdiction_code") REFERENCES "public"."jurisdiction"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "court_case" ADD CONSTRAINT "court_case_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coverage" ADD CONSTRAINT "coverage_jurisdiction_code_jurisdiction_code_fk" FOREIGN KEY ("jurisdiction_code") REFERENCES "public"."jurisdiction"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coverage" ADD CONSTRAINT "coverage_concept_code_concept_code_fk" FOREIGN KEY ("concept_code") REFERENCES "public"."concept"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coverage" ADD CONSTRAINT "coverage_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coverage_evidence" ADD CONSTRAINT "coverage_evidence_coverage_id_coverage_id_fk" FOREIGN KEY ("coverage_id") REFERENCES "public"."coverage"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coverage_evidence" ADD CONSTRAINT "coverage_evidence_provision_id_provision_id_fk" FOREIGN KEY ("provision_id") REFERENCES "public"."provision"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "instrument" ADD CONSTRAINT "instrument_parent_code_instrument_code_fk" FOREIGN KEY ("parent_code") REFERENCES "public"."instrument"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "instrument" ADD CONSTRAINT "instrument_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "instrument_article" ADD CONSTRAINT "instrument_article_instrument_code_instrument_code_fk" FOREIGN KEY ("instrument_code") REFERENCES "public"."instrument"("code") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jurisdiction" ADD CONSTRAINT "jurisdiction_region_code_region_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."region"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jurisdiction" ADD CONSTRAINT "jurisdiction_subregion_code_region_code_fk" FOREIGN KEY ("subregion_code") REFERENCES "public"."region"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jurisdiction" ADD CONSTRAINT "jurisdiction_intermediate_region_code_region_code_fk" FOREIGN KEY ("intermediate_region_code") REFERENCES "public"."region"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jurisdiction" ADD CONSTRAINT "jurisdiction_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jurisdiction_member" ADD CONSTRAINT "jurisdiction_member_organization_code_jurisdiction_code_fk" FOREIGN KEY ("organization_code") REFERENCES "public"."jurisdiction"("code") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jurisdiction_member" ADD CONSTRAINT "jurisdiction_member_member_code_jurisdiction_code_fk" FOREIGN KEY ("member_code") REFERENCES "public"."jurisdiction"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legislation" ADD CONSTRAINT "legislation_jurisdiction_code_jurisdiction_code_fk" FOREIGN KEY ("jurisdiction_code") REFERENCES "public"."jurisdiction"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legislation" ADD CONSTRAINT "legislation_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legislation_alias" ADD CONSTRAINT "legislation_alias_legislation_id_legislation_id_fk" FOREIGN KEY ("legislation_id") REFERENCES "public"."legislation"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legislation_version" ADD CONSTRAINT "legislation_version_legislation_id_legislation_id_fk" FOREIGN KEY ("legislation_id") REFERENCES "public"."legislation"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legislation_version" ADD CONSTRAINT "legislation_version_file_sha256_file_sha256_fk" FOREIGN KEY ("file_sha256") REFERENCES "public"."file"("sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legislation_version" ADD CONSTRAINT "legislation_version_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lesson" ADD CONSTRAINT "lesson_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lesson_case" ADD CONSTRAINT "lesson_case_lesson_id_lesson_id_fk" FOREIGN KEY ("lesson_id") REFERENCES "public"."lesson"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lesson_case" ADD CONSTRAINT "lesson_case_case_id_court_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."court_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lesson_jurisdiction" ADD CONSTRAINT "lesson_jurisdiction_lesson_id_lesson_id_fk" FOREIGN KEY ("lesson_id") REFERENCES "public"."lesson"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lesson_jurisdiction" ADD CONSTRAINT "lesson_jurisdiction_jurisdiction_code_jurisdiction_code_fk" FOREIGN KEY ("jurisdiction_code") REFERENCES "public"."jurisdiction"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lesson_provision" ADD CONSTRAINT "lesson_provision_lesson_id_lesson_id_fk" FOREIGN KEY ("lesson_id") REFERENCES "public"."lesson"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lesson_provision" ADD CONSTRAINT "lesson_provision_provision_id_provision_id_fk" FOREIGN KEY ("provision_id") REFERENCES "public"."provision"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "penalty" ADD CONSTRAINT "penalty_provision_id_provision_id_fk" FOREIGN KEY ("provision_id") REFERENCES "public"."provision"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provision" ADD CONSTRAINT "provision_legislation_id_legislation_id_fk" FOREIGN KEY ("legislation_id") REFERENCES "public"."legislation"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provision" ADD CONSTRAINT "provision_version_id_legislation_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."legislation_version"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provision" ADD CONSTRAINT "provision_parent" FOREIGN KEY ("parent_id") REFERENCES "public"."provision"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "region" ADD CONSTRAINT "region_parent_code_region_code_fk" FOREIGN KEY ("parent_code") REFERENCES "public"."region"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revision_contributor" ADD CONSTRAINT "revision_contributor_revision_id_revision_id_fk" FOREIGN KEY ("revision_id") REFERENCES "public"."revision"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treaty_action" ADD CONSTRAINT "treaty_action_instrument_code_instrument_code_fk" FOREIGN KEY ("instrument_code") REFERENCES "public"."instrument"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treaty_action" ADD CONSTRAINT "treaty_action_jurisdiction_code_jurisdiction_code_fk" FOREIGN KEY ("jurisdiction_code") REFERENCES "public"."jurisdiction"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "treaty_action" ADD CONSTRAINT "treaty_action_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "annotation_provision" ON "annotation" USING btree ("provision_id");--> statement-breakpoint
CREATE INDEX "annotation_case" ON "annotation" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "annotation_lesson" ON "annotation" USING btree ("lesson_id");--> statement-breakpoint
CREATE INDEX "annotation_concept" ON "annotation" USING btree ("concept_code");--> statement-breakpoint
CREATE INDEX "audit_record" ON "audit" USING btree ("record_type","record_id");--> statement-breakpoint
CREATE INDEX "case_provision_provision" ON "case_provision" USING btree ("provision_id");--> statement-breakpoint
CREATE INDEX "charge_case" ON "charge" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "concept_article_article" ON "concept_article" USING btree ("article_id");--> statement-breakpoint
CREATE INDEX "court_case_jurisdiction" ON "court_case" USING btree ("jurisdiction_code");--> statement-breakpoint
CREATE INDEX "coverage_concept" ON "coverage" USING btree ("concept_code");--> statement-breakpoint
CREATE INDEX "legislation_jurisdiction" ON "legislation" USING btree ("jurisdiction_code");--> statement-breakpoint
CREATE INDEX "legislation_alias_legislation" ON "legislation_alias" USING btree ("legislation_id");--> statement-breakpoint
CREATE INDEX "legislation_version_legislation" ON "legislation_version" USING btree ("legislation_id");--> statement-breakpoint
CREATE INDEX "outbox_next" ON "outbox" USING btree ("next_attempt_at","id");--> statement-breakpoint
CREATE INDEX "penalty_provision" ON "penalty" USING btree ("provision_id");--> statement-breakpoint
CREATE INDEX "provision_legislation" ON "provision" USING btree ("legislation_id","e_id");--> statement-breakpoint
CREATE INDEX "treaty_action_jurisdiction" ON "treaty_action" USING btree ("jurisdiction_code");