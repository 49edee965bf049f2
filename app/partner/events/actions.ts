"use server";

import { z } from "zod";
import { partnerAction } from "@/app/action";
import { cancelEvent as cancel } from "@/lib/events/events/cancel-event";
import { createEvent as create } from "@/lib/events/events/create-event";
import { inItsMode } from "@/lib/events/events/in-mode-of-event";
import { publishEvent as publish } from "@/lib/events/events/publish-event";
import { CancelEvent, CreateEvent, EventPath, UpdateEvent } from "@/lib/events/events/schemas";
import { updateEvent as update } from "@/lib/events/events/update-event";

export const createEvent = partnerAction(
  "write",
  z.strictObject({ mode: z.enum(["live", "test"], "Must be live or test."), event: CreateEvent }),
  (ctx, { mode, event }) => create({ ...ctx, mode }, event),
);

export const updateEvent = partnerAction(
  "write",
  EventPath.extend({ changes: UpdateEvent }),
  inItsMode((ctx, { event_id, changes }) => update(ctx, { ...changes, event_id })),
);

export const publishEvent = partnerAction("write", EventPath, inItsMode(publish));

export const cancelEvent = partnerAction("write", EventPath.extend(CancelEvent.shape), inItsMode(cancel));
