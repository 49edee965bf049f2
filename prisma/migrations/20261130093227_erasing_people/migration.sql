-- AlterTable
ALTER TABLE "erasure_lines" DROP CONSTRAINT "erasure_lines_pkey",
ADD CONSTRAINT "erasure_lines_pkey" PRIMARY KEY ("request_id", "domain", "subject");

-- Where a person is erased, their decisions are counted as they go, for the receipt.
CREATE OR REPLACE FUNCTION consent_events_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF pg_trigger_depth() > 1 OR current_setting('soulmate.erasing', true) = 'on' THEN RETURN OLD; END IF;
        RAISE EXCEPTION 'rows of consent_events are only ever added';
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'profile_id' <> to_jsonb(OLD) - 'profile_id' THEN
        RAISE EXCEPTION 'rows of consent_events are only ever added';
    END IF;
    PERFORM 1 FROM profiles WHERE id = NEW.profile_id FOR NO KEY UPDATE;
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION consents_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 AND NOT (TG_OP = 'DELETE' AND coalesce(current_setting('soulmate.erasing', true), '') = 'on') THEN
        RAISE EXCEPTION 'consents follow from consent_events';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
