import { z } from "zod";
import { scoreBands } from "@/lib/people/together/score-bands";
import { anyOf, byProfile, privacyPart, through } from "@/lib/platform/privacy";
import { exportedTime } from "@/lib/platform/privacy-shapes";

const id = z.uuid();
const points = z.int().min(0).max(100);
const ofBoth = "You and your friend";
const purpose = "Comparing yourself with a friend";
const ownPairs = anyOf(byProfile("inviter_id"), byProfile("invitee_id"));
const blurs = {
  purpose: "Keeping friends from working out each other’s traits. So it is not in the export either",
  kept: "As long as your answers",
  readers: "The comparison alone",
};

const ExportedReport = z.strictObject({
  pair_id: id,
  model_version: z.string(),
  intimacy: z.boolean(),
  content: z.unknown(),
  created_at: exportedTime,
  score: z
    .strictObject({ low: points, high: points, range_low: points, range_high: points })
    .describe("The band of the score and its 80 % range, as both of you see them: points of 100"),
});
const StoredReport = ExportedReport.omit({ score: true }).extend({
  closeness: z.number(),
  closeness_low: z.number(),
  closeness_high: z.number(),
  resonance: z.array(z.number()),
});

/** A comparison goes for both as soon as one of them is deleted. */
export const togetherPrivacy = privacyPart([
  {
    table: "together_invitations",
    holds: "Links by which you asked friends to compare, as hashes, and the name you gave yourself",
    purpose,
    kept: "As long as your answers",
    readers: "You, and who opens the link",
    rowsOf: byProfile(),
    exported: {
      row: z.strictObject({
        id,
        name: z.string(),
        intimacy: z.boolean(),
        created_at: exportedTime,
        expires_at: exportedTime,
        used_at: exportedTime.nullable(),
        pair_id: id.nullable(),
      }),
    },
    onErasure: { does: "delete" },
  },
  {
    table: "together_check_ins",
    holds: "Your seven answers about the two of you",
    purpose,
    kept: "Until one of you leaves",
    readers: "You. Your friend never sees them",
    rowsOf: byProfile(),
    exported: {
      row: z.strictObject({ pair_id: id, answers: z.array(z.int()), answered_at: exportedTime }),
    },
    onErasure: { does: "delete" },
  },
  {
    table: "together_reports",
    holds: "What the two of you see of each other: words and bands",
    purpose,
    kept: "Until one of you leaves",
    readers: ofBoth,
    rowsOf: through("pair_id", "together_pairs", ownPairs),
    exported: {
      // Closeness itself is shown to neither of the two: from it traits could be solved for. Its bands are.
      columns: [
        "pair_id",
        "model_version",
        "intimacy",
        "content",
        "created_at",
        "closeness",
        "closeness_low",
        "closeness_high",
        "resonance",
      ],
      present: (stored) => {
        const { closeness, closeness_low, closeness_high, resonance, ...shown } = StoredReport.parse(stored);
        const bands = scoreBands(
          { closeness, closenessLow: closeness_low, closenessHigh: closeness_high },
          resonance,
        );
        return {
          ...shown,
          score: {
            low: bands.low,
            high: bands.high,
            range_low: bands.rangeLow,
            range_high: bands.rangeHigh,
          },
        };
      },
      row: ExportedReport,
    },
    onErasure: { does: "delete" },
  },
  {
    table: "together_members",
    holds: "The name your friend sees, when you agreed, and when you last looked",
    purpose,
    kept: "As long as your answers",
    readers: ofBoth,
    rowsOf: byProfile(),
    exported: {
      row: z.strictObject({
        pair_id: id,
        name: z.string(),
        agreed_at: exportedTime.nullable(),
        agreed_to: z.string().nullable(),
        intimacy: z.boolean(),
        looked_at: exportedTime.nullable(),
        left_at: exportedTime.nullable(),
      }),
    },
    onErasure: { does: "delete" },
  },
  {
    table: "together_pairs",
    holds: "With whom you compare or compared",
    purpose,
    kept: "As long as the answers of both",
    readers: ofBoth,
    rowsOf: ownPairs,
    exported: {
      columns: ["id", "created_at", "ended_at", "reported_at"],
      row: z.strictObject({
        id,
        created_at: exportedTime,
        ended_at: exportedTime.nullable(),
        reported_at: exportedTime.nullable(),
      }),
    },
    onErasure: { does: "delete" },
  },
  {
    ...blurs,
    table: "together_result_blurs",
    holds: "Random numbers that blur results which came from another browser of yours",
    rowsOf: byProfile(),
    onErasure: { does: "delete" },
  },
  {
    ...blurs,
    table: "together_blurs",
    holds: "Random numbers that blur your traits before they are compared",
    rowsOf: byProfile(),
    onErasure: { does: "delete" },
  },
]);
