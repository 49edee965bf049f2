// Written by scripts/write-routes.ts from lib/events/check-in/domain.ts. Not to be edited.
import { handlersAt } from "@/lib/api/serve";
import { checkIn } from "@/lib/events/check-in/domain";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = handlersAt(
  checkIn,
  "/v1/events/{event_id}/check-ins",
);
