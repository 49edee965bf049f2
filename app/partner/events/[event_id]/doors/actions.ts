"use server";

import { partnerAction } from "@/app/action";
import { createDoor as create } from "@/lib/events/check-in/create-door";
import { revokeDoor as revoke } from "@/lib/events/check-in/revoke-door";
import { CheckInPath, CreateDoor, DoorPath } from "@/lib/events/check-in/schemas";
import { settleCheckIn as settle } from "@/lib/events/check-in/settle-check-in";
import { undoCheckIn as undo } from "@/lib/events/check-in/undo-check-in";
import { inItsMode } from "@/lib/events/events/in-mode-of-event";

export const createDoor = partnerAction("write", CreateDoor, inItsMode(create));

export const revokeDoor = partnerAction("revoke", DoorPath, inItsMode(revoke));

export const undoCheckIn = partnerAction("write", CheckInPath, inItsMode(undo));

export const settleCheckIn = partnerAction("write", CheckInPath, inItsMode(settle));
