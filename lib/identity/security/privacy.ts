import { z } from "zod";
import { byUser, byUserText, privacyPart } from "@/lib/platform/privacy";
import { exportedTime } from "@/lib/platform/privacy-shapes";

export const securityPrivacy = privacyPart([
  {
    table: "security_events",
    holds: "Failed sign-ins, new browsers and changes of your account, with the shortened address",
    purpose: "Noticing attacks",
    kept: "90 days",
    readers: "You, owners of your companies, and admins",
    rowsOf: byUser(),
    exported: {
      row: z.strictObject({
        id: z.uuid(),
        kind: z.string(),
        code: z.string(),
        network: z.string(),
        count: z.int(),
        first_at: exportedTime,
        last_at: exportedTime,
      }),
    },
    onErasure: { does: "delete" },
  },
  {
    table: "security_alerts",
    holds: "That you were mailed about an attack on a day",
    purpose: "Mailing at most once a day",
    kept: "90 days",
    readers: "The job that mails",
    rowsOf: byUserText("subject", "user:"),
    exported: { row: z.strictObject({ day: z.iso.date(), kind: z.string(), sent_at: exportedTime }) },
    onErasure: { does: "delete" },
  },
]);
