ALTER TABLE "source" DROP CONSTRAINT "source_same";--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "kind" text;--> statement-breakpoint
ALTER TABLE "source" ADD CONSTRAINT "source_same" UNIQUE NULLS NOT DISTINCT("url","publisher","kind","title","retrieved_at","licence");--> statement-breakpoint
ALTER TABLE "source" ADD CONSTRAINT "source_kind_known" CHECK ("kind" in ('official', 'reproduction', 'account'));