import { pdfResponse } from "@/app/pdf-response";
import { currentProfile } from "@/app/profile";
import { makeReportPdf } from "@/lib/people/sharing/make-report-pdf";
import { ChooseOfReport } from "@/lib/people/sharing/schemas";

/** What the person chose of their own report, as a PDF. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ pair_id: string }> },
): Promise<Response> {
  const [profile, { pair_id }] = await Promise.all([currentProfile(), params]);
  if (profile === null)
    return new Response(null, { status: 303, headers: { Location: "/assessment?missing=1" } });
  const { ctx, caller } = profile;
  return pdfResponse(ctx, caller, {
    name: "soulmate-report",
    form: `/together/${encodeURIComponent(pair_id)}/share`,
    schema: ChooseOfReport,
    input: { ...Object.fromEntries(new URL(request.url).searchParams), pair_id },
    make: (input) => makeReportPdf(ctx, input),
  });
}
