-- The events that everyone may find, as the list reads them: the next one first.
CREATE INDEX "events_listed_sql" ON "events"("starts_at", "id")
  WHERE "mode" = 'live' AND "visibility" = 'public' AND "status" IN ('published', 'matched');
