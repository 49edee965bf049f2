-- The stand-in keeps its own schema (decision 0069). What a demo has in its tables moves there, so that the demo's books
-- and its payments stay of one mind. Everywhere else they are empty, and go.
DO $$
BEGIN
  IF EXISTS (SELECT FROM "stripe_stand_in_objects") THEN
    CREATE SCHEMA IF NOT EXISTS stripe_stand_in;
    ALTER TABLE "stripe_stand_in_objects" SET SCHEMA stripe_stand_in;
    ALTER TABLE stripe_stand_in.stripe_stand_in_objects RENAME TO objects;
    ALTER INDEX stripe_stand_in.stripe_stand_in_objects_kind_seq_idx RENAME TO objects_kind_seq_idx;
    ALTER INDEX stripe_stand_in.stripe_stand_in_objects_data_idx RENAME TO objects_data_idx;
    ALTER TABLE "stripe_stand_in_replies" SET SCHEMA stripe_stand_in;
    ALTER TABLE stripe_stand_in.stripe_stand_in_replies RENAME TO replies;
    ALTER INDEX stripe_stand_in.stripe_stand_in_replies_created_at_idx RENAME TO replies_created_at_idx;
    ALTER TABLE "stripe_stand_in_clock" SET SCHEMA stripe_stand_in;
    ALTER TABLE stripe_stand_in.stripe_stand_in_clock RENAME TO clock;
    ALTER TABLE "stripe_stand_in_deliveries" SET SCHEMA stripe_stand_in;
    ALTER TABLE stripe_stand_in.stripe_stand_in_deliveries RENAME TO deliveries;
    ALTER INDEX stripe_stand_in.stripe_stand_in_deliveries_event_id_idx RENAME TO deliveries_event_id_idx;
    ALTER INDEX stripe_stand_in.stripe_stand_in_deliveries_created_at_idx RENAME TO deliveries_created_at_idx;
  ELSE
    DROP TABLE "stripe_stand_in_objects", "stripe_stand_in_replies", "stripe_stand_in_clock", "stripe_stand_in_deliveries";
  END IF;
END
$$;
