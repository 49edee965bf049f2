import { visit } from "@/app/request-context";
import { faultOf, problemOf } from "@/lib/api/problem";
import { getPublicEvent } from "@/lib/events/discovery/get-public-event";
import { icsOf } from "@/lib/events/discovery/ics-of";
import { brandOf, linkTo } from "@/lib/platform/brand";
import { inFileName } from "@/lib/platform/human-text";

/** An event for a person's own calendar. Everyone who has its address may have it, as they may have its page. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ event_id: string }> },
): Promise<Response> {
  const [{ ctx }, { event_id }] = await Promise.all([visit(), params]);
  try {
    const event = await getPublicEvent(ctx, { event_id });
    const text = icsOf(event, { url: linkTo(ctx, `/events/${event.id}`), brand: brandOf(ctx).name });
    const name = `${inFileName(event.name)}.ics`;
    return new Response(text, {
      headers: {
        "Content-Type": "text/calendar; charset=utf-8; method=PUBLISH",
        // Browsers that know RFC 6266 take the second, which has every letter.
        "Content-Disposition": `attachment; filename="event.ics"; filename*=UTF-8''${percentEncoded(name)}`,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        ...(event.unlisted ? { "X-Robots-Tag": "noindex" } : {}),
      },
    });
  } catch (error) {
    const fault = faultOf(error);
    if (fault.ours) ctx.log.error({ err: error }, "a calendar file could not be made");
    return new Response(JSON.stringify(problemOf(fault, ctx.requestId)), {
      status: fault.status,
      headers: { ...fault.headers, "Content-Type": "application/problem+json", "Cache-Control": "no-store" },
    });
  }
}

/** As RFC 5987 has it: encodeURIComponent leaves these as they are. */
const percentEncoded = (text: string) =>
  encodeURIComponent(text).replace(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
