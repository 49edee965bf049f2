import type { Domain } from "@/lib/api/domain";
import { route } from "@/lib/api/endpoint";
import { billingActions } from "@/lib/billing/billing/audit-actions";
import { downloadInvoice } from "@/lib/billing/billing/download-invoice";
import { invoicePdfEndpoint, invoicesEndpoint } from "@/lib/billing/billing/endpoints";
import { billingEvents } from "@/lib/billing/billing/events";
import { billingJobs } from "@/lib/billing/billing/jobs";
import { listInvoices } from "@/lib/billing/billing/list-invoices";
import { billingNavigation } from "@/lib/billing/billing/navigation";
import { billingPrivacy } from "@/lib/billing/billing/privacy";
import { billingProblems } from "@/lib/billing/billing/problems";

export const billing: Domain = {
  name: "billing/billing",
  tags: { Billing: "Read your invoices, as data and as PDF." },
  routes: [route(invoicesEndpoint, listInvoices), route(invoicePdfEndpoint, downloadInvoice)],
  privacy: billingPrivacy,
  jobs: billingJobs,
  problems: billingProblems,
  auditActions: billingActions,
  events: billingEvents,
  navigation: billingNavigation,
};
