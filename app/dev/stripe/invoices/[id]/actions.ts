"use server";

import { redirect } from "next/navigation";
import type { z } from "zod";
import { visitorAction } from "@/app/action";
import { formAction } from "@/app/form-action";
import type { Context } from "@/lib/platform/context";
import {
  InvoiceCardInput,
  InvoiceInput,
  type InvoiceOnward,
  payHostedInvoice,
  payHostedInvoiceByCard,
} from "@/lib/vendors/stripe/stand-in/hosted-invoice";

/** Leads the browser to the bank's page where it asks for 3-D Secure. */
function leadingOn<I>(step: (ctx: Context, input: I) => Promise<InvoiceOnward>) {
  return async (ctx: Context, input: I): Promise<null> => {
    const { url } = await step(ctx, input);
    if (url !== null) redirect(url);
    return null;
  };
}

export const payByKept = formAction(
  visitorAction("write", InvoiceInput, leadingOn<z.output<typeof InvoiceInput>>(payHostedInvoice)),
);

export const payByCard = formAction(
  visitorAction(
    "write",
    InvoiceCardInput,
    leadingOn<z.output<typeof InvoiceCardInput>>(payHostedInvoiceByCard),
  ),
);
