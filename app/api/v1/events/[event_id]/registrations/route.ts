// Written by scripts/write-routes.ts from lib/events/registrations/domain.ts. Not to be edited.
import { handlersAt } from "@/lib/api/serve";
import { registrations } from "@/lib/events/registrations/domain";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = handlersAt(
  registrations,
  "/v1/events/{event_id}/registrations",
);
