import type { Domain } from "@/lib/api/domain";
import { route } from "@/lib/api/endpoint";
import { downloadInvoice } from "@/lib/billing/billing/download-invoice";
import { invoicePdfEndpoint, invoicesEndpoint } from "@/lib/billing/billing/endpoints";
import { billingJobs } from "@/lib/billing/billing/jobs";
import { listInvoices } from "@/lib/billing/billing/list-invoices";
import { billingPrivacy } from "@/lib/billing/billing/privacy";

export const billing: Domain = {
  name: "billing/billing",
  tags: { Billing: "Your invoices." },
  routes: [route(invoicesEndpoint, listInvoices), route(invoicePdfEndpoint, downloadInvoice)],
  privacy: billingPrivacy,
  jobs: billingJobs,
};
