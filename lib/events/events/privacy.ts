import { z } from "zod";
import { byEmail, privacyPart } from "@/lib/platform/privacy";
import { exportedTime } from "@/lib/platform/privacy-shapes";

const id = z.uuid();
const perTrait = z.array(z.number().nullable()).length(32).nullable();

/**
 * People whom an organizer brought are found by their address alone. Someone whom the organizer gave no address of is
 * known to the organizer only.
 */
export const eventsPrivacy = privacyPart(
  [
    {
      table: "event_attendees",
      holds: "What an organizer said about you as a guest of an event: name, group and traits",
      purpose: "Finding out whom you should meet there",
      kept: "A year after the event",
      readers: "Members of the company that runs the event, but for traits, which only the matching reads",
      rowsOf: byEmail(),
      exported: {
        row: z.strictObject({
          id,
          event_id: id,
          external_id: z.string(),
          name: z.string().nullable(),
          email: z.string(),
          group: z.string().nullable(),
          seeks: z.array(z.string()).nullable(),
          traits: perTrait,
          standard_errors: perTrait,
          traits_source: z.enum(["organizer", "person"]).nullable(),
          invited_at: exportedTime.nullable(),
          answered_at: exportedTime.nullable(),
          created_at: exportedTime,
        }),
      },
      onErasure: { does: "delete" },
    },
    {
      table: "events",
      holds: "Events of companies, with the address of the venue",
      purpose: "Running events",
      kept: "As long as the company",
      readers: "Members of the company, and once published everyone",
      onErasure: { does: "nothing", why: "The address is the venue’s. Nothing in it is about a guest." },
    },
  ],
  // After what is found through attendees: whose pairs and check-ins those are, only these rows say.
  { stage: "profile" },
);
