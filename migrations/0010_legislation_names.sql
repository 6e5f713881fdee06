CREATE TABLE "legislation_name" (
	"legislation_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"keys" text[] NOT NULL,
	"size" smallint NOT NULL,
	CONSTRAINT "legislation_name_legislation_id_position_pk" PRIMARY KEY("legislation_id","position")
);
--> statement-breakpoint
ALTER TABLE "legislation_name" ADD CONSTRAINT "legislation_name_legislation_id_legislation_id_fk" FOREIGN KEY ("legislation_id") REFERENCES "public"."legislation"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "legislation_name_keys" ON "legislation_name" USING gin ("keys") WITH (fastupdate=false);