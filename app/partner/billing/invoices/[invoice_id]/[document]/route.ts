import { notFound, redirect } from "next/navigation";
import { limitReport } from "@/app/csv-response";
import { requirePartner } from "@/app/session";
import { findInvoicePage } from "@/lib/billing/billing/find-invoice-page";
import { InvoiceRef } from "@/lib/billing/billing/schemas";
import { LimitReached, NotFound, Unavailable } from "@/lib/platform/errors";

interface Params {
  params: Promise<{ invoice_id: string; document: string }>;
}

/** Leads to where one of the partner's own invoices can be read right now: `page` with a way to pay it, or `pdf`. */
export async function GET(_request: Request, { params }: Params): Promise<Response> {
  const { ctx } = await requirePartner();
  const { invoice_id, document } = await params;
  const asked = InvoiceRef.safeParse({ invoice_id });
  if (!asked.success || (document !== "page" && document !== "pdf")) notFound();
  const wait = await limitReport().catch((error: unknown) => {
    if (error instanceof LimitReached) return error;
    throw error;
  });
  if (wait instanceof LimitReached) {
    return new Response(wait.message, {
      status: 429,
      headers: {
        "Content-Type": "text/plain; charset=utf-8",
        "Retry-After": String(Math.ceil(wait.retryAfterSeconds)),
      },
    });
  }
  const found = await findInvoicePage(ctx, asked.data).catch((error: unknown) => {
    if (error instanceof NotFound) return null;
    if (error instanceof Unavailable) return "later" as const;
    throw error;
  });
  if (found === "later") {
    return new Response("Our payment provider does not answer right now. Try again in a moment.", {
      status: 503,
      headers: { "Content-Type": "text/plain; charset=utf-8", "Retry-After": "5" },
    });
  }
  const url = document === "pdf" ? found?.pdf_url : found?.hosted_url;
  if (url == null) notFound();
  redirect(url);
}
