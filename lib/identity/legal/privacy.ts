import { z } from "zod";
import { anyOf, byProfile, byUser, privacyPart } from "@/lib/platform/privacy";
import { exportedTime } from "@/lib/platform/privacy-shapes";

export const legalPrivacy = privacyPart([
  {
    table: "legal_acceptances",
    holds: "Which versions of our terms and of the privacy notice you accepted, when and how",
    purpose: "Proving what we agreed on",
    kept: "As long as your account, or your answers",
    readers: "You",
    rowsOf: anyOf(byUser(), byProfile()),
    exported: {
      row: z.strictObject({
        id: z.uuid(),
        document: z.string(),
        version: z.string(),
        at: exportedTime,
        how: z.string(),
      }),
    },
    onErasure: { does: "delete" },
  },
]);
