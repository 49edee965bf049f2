// Written by scripts/write-routes.ts from lib/events/events/domain.ts. Not to be edited.
import { handlersAt } from "@/lib/api/serve";
import { events } from "@/lib/events/events/domain";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = handlersAt(events, "/v1/events");
