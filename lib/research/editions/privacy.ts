import { z } from "zod";
import { byProfile, privacyPart } from "@/lib/platform/privacy";

export const editionsPrivacy = privacyPart([
  {
    table: "research_participations",
    holds: "Which research editions you are in. It does not say which row is yours, and nothing does",
    purpose: "Showing you how much all research answers together can say about you",
    kept: "As long as your answers",
    readers: "You",
    rowsOf: byProfile(),
    exported: { row: z.strictObject({ edition_id: z.uuid(), rows: z.int() }) },
    onErasure: { does: "delete" },
  },
]);
