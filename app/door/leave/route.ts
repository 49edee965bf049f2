import { z } from "zod";
import { answerDoor } from "@/app/door/answer-door";
import { forgetDoorSecret } from "@/app/door/door-cookie";

/** A phone leaves its door. */
export async function POST(request: Request): Promise<Response> {
  return answerDoor(request, z.strictObject({}), async () => forgetDoorSecret());
}
