import { endpoint } from "@/lib/api/endpoint";
import { fileReply } from "@/lib/api/replies";
import { InvoicePage, InvoiceQuery, InvoiceRef } from "@/lib/billing/billing/schemas";

const common = {
  method: "GET",
  tag: "Billing",
  auth: "partner",
  scope: "billing:read",
  status: 200,
} as const;

export const invoicesEndpoint = endpoint({
  ...common,
  path: "/v1/billing/invoices",
  operationId: "listInvoices",
  summary: "List your invoices",
  description: "Finalized invoices, newest first. Live keys only.",
  query: InvoiceQuery,
  reply: InvoicePage,
  problems: ["live_key_required"],
});

export const invoicePdfEndpoint = endpoint({
  ...common,
  path: "/v1/billing/invoices/{invoice_id}/pdf",
  operationId: "downloadInvoice",
  summary: "Download an invoice",
  description: "The invoice as a PDF, as your accounting wants it. Live keys only.",
  params: InvoiceRef,
  reply: fileReply("application/pdf"),
  problems: ["live_key_required", "stripe_unavailable"],
});
