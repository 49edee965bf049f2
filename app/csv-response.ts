import { visit } from "@/app/request-context";
import { subjectsOf } from "@/app/security-subjects";
import { currentUser } from "@/app/session";
import { faultOf, problemOf } from "@/lib/api/problem";
import { takeAction } from "@/lib/partners/rate-limits/action-limits";
import type { Context } from "@/lib/platform/context";
import { recordRefusal, recordSecurityEvent } from "@/lib/platform/security-events";

/** A file that is made already, or one that is sent as it is made. */
export type CsvFile = { name: string } & ({ text: string } | { pieces: AsyncIterable<string> });

/** A file, or the problem document of what kept it from being made. */
export async function csvResponse(ctx: Context, make: () => Promise<CsvFile>): Promise<Response> {
  const { requestId } = ctx;
  try {
    await limitReport();
    const file = await make();
    recordSecurityEvent(ctx, { kind: "export.made", code: file.name, ...subjectsOf(ctx) });
    return new Response("text" in file ? file.text : streamOf(file.pieces), {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="${file.name.replace(/[^\w.-]+/g, "-")}"`,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
      },
    });
  } catch (error) {
    const fault = faultOf(error);
    recordRefusal(ctx, fault, subjectsOf(ctx));
    if (fault.ours) (await visit()).ctx.log.error({ err: error }, "a report could not be made");
    return new Response(JSON.stringify(problemOf(fault, requestId)), {
      status: fault.status,
      headers: { ...fault.headers, "Content-Type": "application/problem+json", "Cache-Control": "no-store" },
    });
  }
}

/** Counts a report of whoever is signed in. Throws LimitReached `too_many_actions`. */
export async function limitReport(): Promise<void> {
  const signedIn = await currentUser();
  if (signedIn !== null) await takeAction(signedIn.ctx, "expensive", signedIn.ctx.clock.now());
}

/** Asks for the next piece only when the last has been taken: a slow reader holds back the reading of rows. */
export function streamOf(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
