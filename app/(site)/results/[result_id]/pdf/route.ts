import { pdfResponse } from "@/app/pdf-response";
import { currentProfile } from "@/app/profile";
import { makeResultPdf } from "@/lib/people/sharing/make-result-pdf";
import { ChooseOfResult } from "@/lib/people/sharing/schemas";

/** What the person chose of their own result, as a PDF. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ result_id: string }> },
): Promise<Response> {
  const [profile, { result_id }] = await Promise.all([currentProfile(), params]);
  if (profile === null)
    return new Response(null, { status: 303, headers: { Location: "/assessment?missing=1" } });
  const { ctx, caller } = profile;
  return pdfResponse(ctx, caller, {
    name: "soulmate-result",
    form: `/results/${encodeURIComponent(result_id)}/share`,
    schema: ChooseOfResult,
    input: { ...Object.fromEntries(new URL(request.url).searchParams), result_id },
    make: (input) => makeResultPdf(ctx, input),
  });
}
