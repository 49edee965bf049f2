// Written by scripts/write-routes.ts from lib/events/pairing/domain.ts. Not to be edited.
import { handlersAt } from "@/lib/api/serve";
import { pairing } from "@/lib/events/pairing/domain";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = handlersAt(
  pairing,
  "/v1/events/{event_id}/pair-rules",
);
