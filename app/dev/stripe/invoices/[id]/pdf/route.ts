import { askHosted } from "@/app/dev/stripe/ask-hosted";
import { visit } from "@/app/request-context";
import { NotFound } from "@/lib/platform/errors";

export const dynamic = "force-dynamic";

/** The invoice as a PDF. There is none where a real Stripe key is set, or stand-ins are not allowed. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  const { ctx } = await visit();
  try {
    const { pdf, number } = await askHosted(async ({ readHostedInvoice, writeInvoicePdf }) => {
      const hosted = await readHostedInvoice(ctx, id);
      return { pdf: await writeInvoicePdf(hosted), number: hosted.invoice.number };
    });
    return new Response(new Uint8Array(pdf), {
      headers: {
        "Content-Type": "application/pdf",
        "Content-Disposition": `inline; filename="Invoice-${number}.pdf"`,
        "Cache-Control": "private, no-store",
      },
    });
  } catch (error) {
    if (error instanceof NotFound) return new Response(null, { status: 404 });
    throw error;
  }
}
