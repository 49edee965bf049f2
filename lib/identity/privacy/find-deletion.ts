import { deletionToken, hashOfDeletionToken } from "@/lib/identity/privacy/deletion-token";
import type { PrivacyContext } from "@/lib/identity/privacy/privacy-context";
import { findOpen } from "@/lib/identity/privacy/request-deletion";
import type { DeletionToken } from "@/lib/identity/privacy/schemas";
import type { Context } from "@/lib/platform/context";
import { Invalid } from "@/lib/platform/errors";

/** What a receipt says of one table. */
export interface ReceiptLine {
  subject: string;
  erasedRows: number;
  clearedRows: number;
  keptRows: number;
  keptWhy: string | null;
}

/** A deletion as its page shows it. */
export interface ShownDeletion {
  state: "waiting" | "running" | "cancelled" | "finished";
  requestedAt: Date;
  dueAt: Date;
  finishedAt: Date | null;
  /** By table; complete once it is finished. */
  lines: ReceiptLine[];
}

/** The deletion that a person waits for, with the token of its page; null where there is none. */
export async function findOwnDeletion(
  ctx: PrivacyContext,
): Promise<{ requestedAt: Date; dueAt: Date; started: boolean; token: string } | null> {
  const open = await findOpen(ctx.db, ctx);
  if (open === null) return null;
  const { id, requestedAt, dueAt, startedAt } = open;
  return { requestedAt, dueAt, started: startedAt !== null, token: deletionToken(id) };
}

/** A deletion by the token of its page, for anyone who has it. Throws Invalid `invalid_token`. */
export async function getDeletion(ctx: Context, { token }: DeletionToken): Promise<ShownDeletion> {
  const row = await ctx.db.deletionRequest.findUnique({
    where: { tokenHash: hashOfDeletionToken(token) },
    include: { lines: { orderBy: [{ subject: "asc" }, { domain: "asc" }] } },
  });
  if (row === null) {
    throw new Invalid("invalid_token", "This link opens nothing. Check that you copied all of it.", [
      { path: "token", message: "This link opens nothing. Check that you copied all of it." },
    ]);
  }
  const { requestedAt, dueAt, cancelledAt, startedAt, finishedAt } = row;
  return {
    state:
      finishedAt !== null
        ? "finished"
        : cancelledAt !== null
          ? "cancelled"
          : startedAt !== null
            ? "running"
            : "waiting",
    requestedAt,
    dueAt,
    finishedAt,
    lines: summed(row.lines),
  };
}

/** One line a table, where several domains each know of some of its rows; tables without rows of the person are left out. */
function summed(lines: readonly ReceiptLine[]): ReceiptLine[] {
  const bySubject = new Map<string, ReceiptLine>();
  for (const { subject, erasedRows, clearedRows, keptRows, keptWhy } of lines) {
    const before = bySubject.get(subject);
    bySubject.set(subject, {
      subject,
      erasedRows: erasedRows + (before?.erasedRows ?? 0),
      clearedRows: clearedRows + (before?.clearedRows ?? 0),
      keptRows: keptRows + (before?.keptRows ?? 0),
      keptWhy: keptWhy ?? before?.keptWhy ?? null,
    });
  }
  return [...bySubject.values()].filter((line) => line.erasedRows + line.clearedRows + line.keptRows > 0);
}
