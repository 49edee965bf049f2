import { answerDoor } from "@/app/door/answer-door";
import { keepDoorSecret } from "@/app/door/door-cookie";
import { findDoor } from "@/lib/events/check-in/find-door";
import { OpenDoor } from "@/lib/events/check-in/schemas";

/** A phone that opened a door link changes its secret for a cookie. */
export async function POST(request: Request): Promise<Response> {
  return answerDoor(request, OpenDoor, async (caller, { secret }) => {
    await findDoor(caller, { secret });
    await keepDoorSecret(secret);
  });
}
