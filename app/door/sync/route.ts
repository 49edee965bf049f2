import { answerDoor } from "@/app/door/answer-door";
import { keptDoorSecret } from "@/app/door/door-cookie";
import { findDoor } from "@/lib/events/check-in/find-door";
import { SyncDoor } from "@/lib/events/check-in/schemas";
import { syncDoor } from "@/lib/events/check-in/sync-door";

/** A phone sends what it recorded, and hears what is new. */
export async function POST(request: Request): Promise<Response> {
  return answerDoor(request, SyncDoor, async (caller, input) =>
    syncDoor(await findDoor(caller, { secret: await keptDoorSecret() }), input),
  );
}
