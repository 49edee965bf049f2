-- The seat of a person of the site says that they are matched by their own answers, which stay where they are: it holds no
-- traits. A row of the organizer's still has traits and their source, or neither.
ALTER TABLE "event_attendees" DROP CONSTRAINT IF EXISTS "event_attendees_traits_check";
ALTER TABLE "event_attendees" ADD CONSTRAINT "event_attendees_traits_check" CHECK (
  CASE WHEN "pool" = 'site'
    THEN "traits" IS NULL AND "traits_source" IS DISTINCT FROM 'organizer'
    ELSE ("traits" IS NULL) = ("traits_source" IS NULL)
  END
);
