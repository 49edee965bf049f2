import { z } from "zod";
import { Prisma } from "@/lib/platform/prisma/client";
import { anyOf, privacyPart, type RowsOf } from "@/lib/platform/privacy";
import { exportedTime } from "@/lib/platform/privacy-shapes";

const saysAddress: RowsOf = ({ email }) =>
  email === null ? null : Prisma.sql`"row".data->>'email' = ${email}`;
const saysAuthor: RowsOf = ({ userId }) =>
  userId === null
    ? null
    : Prisma.sql`("row".type = 'ticket.replied' AND "row".data->>'message_id' IN (
        SELECT id::text FROM ticket_messages WHERE author_id = ${userId}::uuid))`;

/** Before support's part: events are found by the messages that they tell of. */
export const webhooksPrivacy = privacyPart([
  {
    table: "partner_events",
    holds: "What happened to a company, as its webhooks say it: where it is about you, your name or address",
    purpose: "Telling the company’s own systems",
    kept: "As long as the company",
    readers: "Members of the company, and its systems",
    rowsOf: anyOf(saysAddress, saysAuthor),
    exported: {
      row: z.strictObject({ id: z.uuid(), partner_id: z.uuid(), type: z.string(), created_at: exportedTime }),
    },
    onErasure: {
      does: "clear",
      set: () => Prisma.sql`data = CASE WHEN "row".data ? 'email' THEN jsonb_set("row".data, '{email}', '"erased@erased.invalid"')
        ELSE jsonb_set("row".data, '{author_name}', '"Former member"') END`,
      why: "The company’s history, without your name and address. Its own systems have received it long ago.",
    },
  },
  {
    table: "webhook_attempts",
    holds: "What a company’s server answered to a webhook",
    purpose: "Finding out why a delivery failed",
    kept: "As long as the company",
    readers: "Members of the company",
    onErasure: { does: "nothing", why: "The company’s own server wrote it." },
  },
]);
