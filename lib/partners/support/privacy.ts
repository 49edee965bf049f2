import { z } from "zod";
import { Prisma } from "@/lib/platform/prisma/client";
import { byUser, privacyPart } from "@/lib/platform/privacy";
import { exportedTime } from "@/lib/platform/privacy-shapes";

const id = z.uuid();

export const supportPrivacy = privacyPart([
  {
    table: "ticket_messages",
    holds: "What you wrote to support, with your name",
    purpose: "Answering the company’s questions",
    kept: "As long as the company",
    readers: "Members of the company, and admins",
    rowsOf: byUser("author_id"),
    exported: {
      row: z.strictObject({
        id,
        ticket_id: id,
        author_type: z.string(),
        author_name: z.string(),
        text: z.string(),
        created_at: exportedTime,
      }),
    },
    onErasure: {
      does: "clear",
      set: () => Prisma.sql`author_id = NULL, author_name = 'Former member'`,
      why: "The company’s conversation with support, without your name. What you wrote stays as you wrote it.",
    },
  },
  {
    table: "tickets",
    holds: "Questions to support that you opened",
    purpose: "Answering the company’s questions",
    kept: "As long as the company",
    readers: "Members of the company, and admins",
    rowsOf: byUser("opened_by_id"),
    exported: {
      row: z.strictObject({
        id,
        number: z.int(),
        partner_id: id,
        subject: z.string(),
        status: z.string(),
        created_at: exportedTime,
      }),
    },
    onErasure: {
      does: "clear",
      set: () => Prisma.sql`opened_by_id = NULL`,
      why: "The company’s question to support, no longer tied to you.",
    },
  },
]);
