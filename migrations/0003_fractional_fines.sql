ALTER TABLE "penalty" ALTER COLUMN "fine_min" SET DATA TYPE numeric;--> statement-breakpoint
ALTER TABLE "penalty" ALTER COLUMN "fine_max" SET DATA TYPE numeric;