// Written by scripts/write-routes.ts from lib/billing/billing/domain.ts. Not to be edited.
import { handlersAt } from "@/lib/api/serve";
import { billing } from "@/lib/billing/billing/domain";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = handlersAt(
  billing,
  "/v1/billing/invoices/{invoice_id}/pdf",
);
