import { fileResponse } from "@/app/file-response";
import { currentPrivacyPerson } from "@/app/privacy-person";
import { exportPerson } from "@/lib/identity/privacy/export-person";
import { brandOf } from "@/lib/platform/brand";
import { PRIVACY } from "@/lib/registry";

/** Everything that is held about the person, as one JSON file that is made while it is sent. */
export async function GET(request: Request): Promise<Response> {
  const person = await currentPrivacyPerson();
  if (person === null) return Response.redirect(new URL("/privacy", request.url), 303);
  const { ctx, caller } = person;
  return fileResponse(ctx, caller, async () => ({
    name: `${brandOf(ctx).name.toLowerCase()}-${ctx.clock.now().toISOString().slice(0, 10)}.json`,
    type: "application/json",
    pieces: exportPerson(ctx, PRIVACY),
  }));
}
