import { CONVERSATION, ITS_PARTNER } from "@/lib/partners/support/present-ticket";
import type { TicketQuery } from "@/lib/partners/support/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import type { Db, Transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Prisma } from "@/lib/platform/prisma/client";

/** One of the caller's own tickets with its conversation. Another's and a missing one are the same NotFound. */
export async function findTicket(ctx: PartnerContext, db: Db, ticketId: string) {
  const row = await db.ticket.findFirst({
    where: { id: ticketId, partnerId: ctx.partnerId },
    include: CONVERSATION,
  });
  if (row === null) throw new NotFound("ticket");
  return row;
}

/** Any partner's ticket, for staff. Throws NotFound. */
export async function findAnyTicket(db: Db, ticketId: string) {
  const row = await db.ticket.findUnique({
    where: { id: ticketId },
    include: { ...CONVERSATION, ...ITS_PARTNER },
  });
  if (row === null) throw new NotFound("ticket");
  return row;
}

/** Makes changes to one ticket wait for each other until the transaction ends. */
export async function lockTicket(tx: Transaction, ticketId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM tickets WHERE id = ${ticketId}::uuid FOR UPDATE`;
}

/** What a list shows: by status and words, after the ticket that the page before ended with. Newest activity first. */
export async function listWhere(
  db: Db,
  owner: Prisma.TicketWhereInput,
  { status, search }: Pick<TicketQuery, "status" | "search">,
  after: string | undefined,
): Promise<Prisma.TicketWhereInput> {
  const last = after === undefined ? null : await db.ticket.findFirst({ where: { ...owner, id: after } });
  return {
    ...owner,
    ...(status === undefined ? {} : { status }),
    AND: [
      ...(search === undefined || search === "" ? [] : [matching(search)]),
      ...(last === null
        ? []
        : [
            {
              OR: [{ updatedAt: { lt: last.updatedAt } }, { updatedAt: last.updatedAt, id: { lt: last.id } }],
            },
          ]),
    ],
  };
}

export const BY_ACTIVITY = [
  { updatedAt: "desc" },
  { id: "desc" },
] satisfies Prisma.TicketOrderByWithRelationInput[];

function matching(search: string): Prisma.TicketWhereInput {
  // The three characters that LIKE reads in a way of its own.
  const contains = { contains: search.replace(/[\\%_]/g, "\\$&"), mode: "insensitive" } as const;
  const number = /^#?(\d{1,9})$/.exec(search)?.[1];
  return {
    OR: [
      { subject: contains },
      { messages: { some: { text: contains } } },
      ...(number === undefined ? [] : [{ number: Number(number) }]),
    ],
  };
}
