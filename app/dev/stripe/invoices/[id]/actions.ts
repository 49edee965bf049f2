"use server";

import { redirect } from "next/navigation";
import type { z } from "zod";
import { visitorAction } from "@/app/action";
import { askHosted } from "@/app/dev/stripe/ask-hosted";
import { formAction } from "@/app/form-action";
import type { Context } from "@/lib/platform/context";
import type { StripeStandIn } from "@/lib/vendors/stripe/ask-stand-in";
import { InvoiceCardInput, InvoiceInput } from "@/lib/vendors/stripe/hosted-inputs";

/** Leads the browser to the bank's page where it asks for 3-D Secure. */
function leadingOn<I>(
  step: (standIn: StripeStandIn) => (ctx: Context, input: I) => Promise<{ url: string | null }>,
) {
  return async (ctx: Context, input: I): Promise<null> => {
    const { url } = await askHosted((standIn) => step(standIn)(ctx, input));
    if (url !== null) redirect(url);
    return null;
  };
}

export const payByKept = formAction(
  visitorAction(
    "write",
    InvoiceInput,
    leadingOn<z.output<typeof InvoiceInput>>(({ payHostedInvoice }) => payHostedInvoice),
  ),
);

export const payByCard = formAction(
  visitorAction(
    "write",
    InvoiceCardInput,
    leadingOn<z.output<typeof InvoiceCardInput>>(({ payHostedInvoiceByCard }) => payHostedInvoiceByCard),
  ),
);
