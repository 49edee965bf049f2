import { z } from "zod";
import { byProfile, privacyPart } from "@/lib/platform/privacy";
import { exportedTime } from "@/lib/platform/privacy-shapes";
import { CONSENTS } from "@/lib/platform/purposes";

const common = {
  purpose: "Using your data only as you agreed, and proving it",
  kept: "As long as your answers",
  readers: "You, and every reader of your data, which asks it first",
};

export const consentPrivacy = privacyPart([
  {
    ...common,
    table: "consent_events",
    holds: "Every consent that you gave or took back: when, where and to which text",
    rowsOf: byProfile(),
    exported: {
      row: z.strictObject({
        id: z.uuid(),
        purpose: z.enum(CONSENTS),
        granted: z.boolean(),
        version: z.string(),
        at: exportedTime,
        place: z.string(),
        actor_type: z.string(),
        actor_id: z.string().nullable(),
      }),
    },
    onErasure: { does: "delete" },
  },
  {
    ...common,
    table: "consents",
    holds: "Which consents hold now",
    rowsOf: byProfile(),
    exported: {
      row: z.strictObject({ purpose: z.enum(CONSENTS), version: z.string(), granted_at: exportedTime }),
    },
    onErasure: { does: "delete" },
  },
]);
