import { z } from "zod";
import { anyOf, byProfile, privacyPart } from "@/lib/platform/privacy";
import { exportedTime } from "@/lib/platform/privacy-shapes";

const id = z.uuid();

/** A link goes with its maker, and one of two people's report with either of them. */
export const sharingPrivacy = privacyPart([
  {
    table: "share_links",
    holds: "Links that you made or agreed to: what they show, until when, and how often they were opened",
    purpose: "Showing others the part of a result or report that you chose",
    kept: "Until you revoke them or they expire",
    readers: "You, a friend who shares the link with you, and everyone who has the link",
    rowsOf: anyOf(byProfile(), byProfile("friend_id")),
    exported: {
      row: z.strictObject({
        id,
        result_id: id.nullable(),
        pair_id: id.nullable(),
        name: z.string().nullable(),
        friend_name: z.string().nullable(),
        friend_agreed_at: exportedTime.nullable(),
        depth: z.enum(["headline", "groups", "all"]),
        intimacy: z.boolean(),
        content: z.unknown().describe("All that the link shows."),
        agreed_to: z.string(),
        openings: z.int(),
        created_at: exportedTime,
        expires_at: exportedTime.nullable(),
      }),
    },
    onErasure: { does: "delete" },
  },
]);
