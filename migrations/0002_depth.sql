ALTER TABLE "legislation" DROP CONSTRAINT "legislation_status_known";--> statement-breakpoint
ALTER TABLE "provision" DROP CONSTRAINT "provision_status_known";--> statement-breakpoint
ALTER TABLE "court_case" ADD COLUMN "further_sources" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "legislation" ADD COLUMN "further_sources" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "lesson" ADD COLUMN "further_sources" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "provision" ADD COLUMN "safeguards" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "provision" ADD COLUMN "source_id" uuid;--> statement-breakpoint
ALTER TABLE "provision" ADD CONSTRAINT "provision_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legislation" ADD CONSTRAINT "legislation_status_known" CHECK ("status" in ('in_force', 'partially_in_force', 'not_yet_in_force', 'suspended', 'struck_down', 'repealed', 'draft', 'unknown'));--> statement-breakpoint
ALTER TABLE "provision" ADD CONSTRAINT "provision_status_known" CHECK ("status" in ('in_force', 'partially_in_force', 'not_yet_in_force', 'suspended', 'struck_down', 'repealed', 'draft', 'unknown'));