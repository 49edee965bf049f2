import type { Context } from "@/lib/platform/context";
import { NotFound, Unavailable } from "@/lib/platform/errors";
import { askStandIn } from "@/lib/vendors/stripe/ask-stand-in";
import { usesStripeStandIn } from "@/lib/vendors/stripe/uses-stand-in";

const TIMEOUT_MS = 10_000;
/** An invoice has some tens of kilobytes. */
const MAX_BYTES = 10 * 1_048_576;

/**
 * The PDF of an invoice, from the address that Stripe has just named for it. Throws NotFound where there is none,
 * Unavailable `stripe_unavailable` where it does not come whole and in time.
 */
export async function downloadInvoicePdf(
  ctx: Context,
  { id, url }: { id: string; url: string | null },
): Promise<Uint8Array> {
  if (url === null) throw new NotFound("invoice");
  if (usesStripeStandIn()) {
    return askStandIn(async ({ readHostedInvoice, writeInvoicePdf }) =>
      writeInvoicePdf(await readHostedInvoice(ctx, id)),
    );
  }
  try {
    return await fetchPdf(url);
  } catch (cause) {
    throw new Unavailable("stripe_unavailable", "The payment service does not answer. Try again shortly.", {
      cause,
      retryAfterSeconds: 5,
    });
  }
}

/** Reads an address of Stripe's own, over HTTPS alone, and no more of it than an invoice has. */
export async function fetchPdf(url: string, ask: typeof fetch = fetch): Promise<Uint8Array> {
  const response = await ask(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  const type = response.headers.get("content-type") ?? "";
  if (!response.ok || !type.startsWith("application/pdf") || response.body === null)
    throw new Error(`Stripe answered ${response.status} ${type} in place of a PDF.`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw new Error("The invoice is larger than any invoice.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
