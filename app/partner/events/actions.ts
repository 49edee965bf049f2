"use server";

import { z } from "zod";
import { partnerAction } from "@/app/action";
import { cancelEvent as cancel } from "@/lib/events/events/cancel-event";
import { createAttendee as addOne } from "@/lib/events/events/create-attendee";
import { createEvent as create } from "@/lib/events/events/create-event";
import { deleteAttendee as remove } from "@/lib/events/events/delete-attendee";
import { importAttendeeTable as importTable } from "@/lib/events/events/import-attendee-table";
import { inItsMode } from "@/lib/events/events/in-mode-of-event";
import { listTakenIds as listTaken } from "@/lib/events/events/list-taken-ids";
import { publishEvent as publish } from "@/lib/events/events/publish-event";
import {
  AttendeePath,
  CancelEvent,
  CreateAttendee,
  CreateEvent,
  EventPath,
  ImportAttendeeTable,
  UpdateAttendee,
  UpdateEvent,
} from "@/lib/events/events/schemas";
import { updateAttendee as change } from "@/lib/events/events/update-attendee";
import { updateEvent as update } from "@/lib/events/events/update-event";
import { inviteAttendees as invite } from "@/lib/events/invitations/invite-attendees";
import { InviteAttendees } from "@/lib/events/invitations/schemas";

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

export const createAttendee = partnerAction("write", CreateAttendee, inItsMode(addOne));

export const updateAttendee = partnerAction(
  "write",
  AttendeePath.extend({ changes: UpdateAttendee }),
  inItsMode((ctx, { changes, ...path }) => change(ctx, { ...changes, ...path })),
);

export const deleteAttendee = partnerAction("write", AttendeePath, inItsMode(remove));

/** Asked when a table is checked in the browser. */
export const listTakenIds = partnerAction("read", EventPath, inItsMode(listTaken), { onlyReads: true });

/** Its form may be large: server/upload-actions.ts says how large. */
export const importAttendeeTable = partnerAction("expensive", ImportAttendeeTable, inItsMode(importTable));

export const inviteAttendees = partnerAction("mail", InviteAttendees, inItsMode(invite));
