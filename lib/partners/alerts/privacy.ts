import { z } from "zod";
import { Prisma } from "@/lib/platform/prisma/client";
import { byEmail, privacyPart, type RowsOf } from "@/lib/platform/privacy";
import { exportedTime } from "@/lib/platform/privacy-shapes";

const id = z.uuid();
const amongRecipients: RowsOf = ({ email }) =>
  email === null ? null : Prisma.sql`${email} = ANY (SELECT lower(one) FROM unnest("row".recipients) AS one)`;
const withoutRecipient = ({ email }: { email: string | null }) => Prisma.sql`recipients = ARRAY(
  SELECT one FROM unnest("row".recipients) WITH ORDINALITY AS listed (one, place) WHERE lower(one) <> ${email} ORDER BY place)`;

export const alertsPrivacy = privacyPart([
  {
    table: "alert_recipients",
    holds: "That a company wants to send alerts to your address, and your answer",
    purpose: "Mailing only who agreed",
    kept: "As long as the company",
    readers: "Members of the company",
    rowsOf: byEmail(),
    exported: {
      row: z.strictObject({
        id,
        partner_id: id,
        email: z.string(),
        asked_at: exportedTime,
        confirmed_at: exportedTime.nullable(),
        declined_at: exportedTime.nullable(),
        created_at: exportedTime,
      }),
    },
    onErasure: { does: "delete" },
  },
  {
    table: "alert_firings",
    holds: "Alerts that went to your address",
    purpose: "The history of alerts",
    kept: "As long as the company",
    readers: "Members of the company",
    rowsOf: amongRecipients,
    exported: { row: z.strictObject({ id, partner_id: id, fired_at: exportedTime }) },
    onErasure: {
      does: "clear",
      set: withoutRecipient,
      why: "The company’s history of alerts, without your address.",
    },
  },
  {
    table: "alerts",
    holds: "Alerts of a company that go to your address",
    purpose: "Mailing you what the company asked for",
    kept: "As long as the company",
    readers: "Members of the company",
    rowsOf: amongRecipients,
    exported: { row: z.strictObject({ id, partner_id: id, name: z.string(), created_at: exportedTime }) },
    onErasure: { does: "clear", set: withoutRecipient, why: "The company’s alerts, without your address." },
  },
]);
