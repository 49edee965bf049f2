import type { ListReports } from "@/lib/events/meetings/schemas";
import type { AdminContext } from "@/lib/platform/context";
import { assertAdmin } from "@/lib/platform/permissions";
import type { PersonReport as ReportRow } from "@/lib/platform/prisma/client";

const PAGE = 50;

export interface ShownReport {
  readonly id: string;
  readonly event: { readonly id: string; readonly name: string; readonly startsAt: Date };
  readonly reason: string;
  readonly details: string | null;
  readonly state: ReportRow["state"];
  readonly note: string | null;
  /** `account` is an address. */
  readonly reporter: { readonly name: string | null; readonly account: string | null };
  readonly reported: {
    readonly name: string | null;
    readonly account: string | null;
    /** How many reports there are about them in all. Null where nothing says who they are. */
    readonly reports: number | null;
  };
  readonly createdAt: Date;
  readonly closedAt: Date | null;
}

/** Reports about guests, the oldest open ones first, closed ones the newest first. */
export async function listReports(
  ctx: AdminContext,
  { state, cursor: page }: ListReports,
): Promise<{ data: ShownReport[]; next_cursor: string | null }> {
  assertAdmin(ctx);
  const offset = (page - 1) * PAGE;
  const rows = await ctx.db.personReport.findMany({
    where: { state },
    orderBy: [{ createdAt: state === "open" ? "asc" : "desc" }, { id: "asc" }],
    skip: offset,
    take: PAGE + 1,
    include: { event: { select: { id: true, name: true, startsAt: true } } },
  });
  const ids = rows.flatMap(({ reporterUserId, reportedUserId }) =>
    [reporterUserId ?? [], reportedUserId ?? []].flat(),
  );
  const users = await ctx.db.user.findMany({ where: { id: { in: ids } }, select: { id: true, email: true } });
  const emailOf = new Map(users.map(({ id, email }) => [id, email]));
  const data = await Promise.all(rows.slice(0, PAGE).map((row) => present(ctx, row, emailOf)));
  return { data, next_cursor: rows.length > PAGE ? String(page + 1) : null };
}

async function present(
  { db }: AdminContext,
  row: ReportRow & { event: ShownReport["event"] },
  emailOf: ReadonlyMap<string, string>,
): Promise<ShownReport> {
  const { reportedUserId, reportedEmail } = row;
  const ways = [
    ...(reportedUserId === null ? [] : [{ reportedUserId }]),
    ...(reportedEmail === null ? [] : [{ reportedEmail }]),
  ];
  return {
    id: row.id,
    event: row.event,
    reason: row.reason,
    details: row.details,
    state: row.state,
    note: row.note,
    reporter: { name: row.reporterName, account: emailOf.get(row.reporterUserId ?? "") ?? row.reporterEmail },
    reported: {
      name: row.reportedName,
      account: emailOf.get(reportedUserId ?? "") ?? reportedEmail,
      reports: ways.length === 0 ? null : await db.personReport.count({ where: { OR: ways } }),
    },
    createdAt: row.createdAt,
    closedAt: row.closedAt,
  };
}
