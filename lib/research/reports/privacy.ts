import { z } from "zod";
import { byUser, privacyPart } from "@/lib/platform/privacy";

export const reportsPrivacy = privacyPart([
  {
    table: "insight_report_recipients",
    holds: "Which research reports of a company you get by email",
    purpose: "Sending them to you",
    kept: "As long as the report, or until you leave",
    readers: "Members of the company",
    rowsOf: byUser(),
    exported: { row: z.strictObject({ report_id: z.uuid(), user_id: z.uuid() }) },
    onErasure: { does: "delete" },
  },
]);
