import type { z } from "zod";
import { subjectsOf } from "@/app/security-subjects";
import { faultOf, problemOf } from "@/lib/api/problem";
import { type ActionCaller, takeAction } from "@/lib/partners/rate-limits/action-limits";
import type { Context } from "@/lib/platform/context";
import { Invalid } from "@/lib/platform/errors";
import { fieldErrors, invalidInput, nulFaults } from "@/lib/platform/input";
import { recordRefusal, recordSecurityEvent } from "@/lib/platform/security-events";

interface PdfTerms<S extends z.ZodType> {
  /** The file's name, without what follows the dot. */
  name: string;
  /** The path of the page whose form was sent: what was chosen wrongly is said there. */
  form: string;
  schema: S;
  input: unknown;
  make: (input: z.output<S>) => Promise<Buffer<ArrayBuffer>>;
}

/** A PDF for a person, counted as an expensive action; the form again, or the problem document of what kept it from being made. */
export async function pdfResponse<S extends z.ZodType>(
  ctx: Context,
  caller: ActionCaller,
  { name, form, schema, input, make }: PdfTerms<S>,
): Promise<Response> {
  try {
    await takeAction(caller, "expensive", ctx.clock.now());
    const parsed = schema.safeParse(input);
    const faults = parsed.success ? nulFaults(parsed.data) : fieldErrors(parsed.error.issues);
    if (!parsed.success || faults.length > 0) throw invalidInput(faults);
    const pdf = await make(parsed.data);
    recordSecurityEvent(ctx, { kind: "export.made", code: `${name}.pdf`, ...subjectsOf(ctx) });
    return new Response(pdf, {
      headers: {
        "Content-Type": "application/pdf",
        "Content-Disposition": `attachment; filename="${name}.pdf"`,
        "Cache-Control": "no-store",
      },
    });
  } catch (error) {
    const fault = faultOf(error);
    recordRefusal(ctx, fault, subjectsOf(ctx));
    if (error instanceof Invalid) {
      const wrong = error.errors[0]?.path === "intimacy" ? "intimacy" : "choice";
      return new Response(null, { status: 303, headers: { Location: `${form}?pdf=${wrong}#pdf` } });
    }
    if (fault.ours) ctx.log.error({ err: error }, "a PDF could not be made");
    return new Response(JSON.stringify(problemOf(fault, ctx.requestId)), {
      status: fault.status,
      headers: { ...fault.headers, "Content-Type": "application/problem+json", "Cache-Control": "no-store" },
    });
  }
}
