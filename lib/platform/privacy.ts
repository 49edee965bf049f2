import type { z } from "zod";
import type { Context } from "@/lib/platform/context";
import type { Db, Transaction } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/prisma/client";

/** Whom an export or a deletion is for. What is null the person has not, or no longer. */
export interface PersonRef {
  readonly userId: string | null;
  readonly profileId: string | null;
  /** The address of the account, in lower case. */
  readonly email: string | null;
  /** Addresses that the account had before, in lower case. What still says one of them is the person's, too. */
  readonly formerEmails?: readonly string[];
}

/** Which rows are a person's, as a condition on `row`; null where a person of this kind has none. */
export type RowsOf = (person: PersonRef) => Prisma.Sql | null;

/** What a person gets of a table's rows. */
export interface ExportTerms {
  /** The shape of one row in the export. Without `present` its fields are the columns that are read. */
  readonly row: z.ZodObject;
  /** Columns that are read where `present` makes the row from them. */
  readonly columns?: readonly string[];
  readonly present?: (row: Record<string, unknown>) => Record<string, unknown>;
}

/** What becomes of a person's rows when they are deleted. */
export type OnErasure =
  | { readonly does: "delete" }
  /** The rows stay for others; what names the person goes. */
  | { readonly does: "clear"; readonly set: (person: PersonRef) => Prisma.Sql; readonly why: string }
  /** The rows stay as they are. */
  | { readonly does: "keep"; readonly why: string }
  /** Nothing in it is tied to a person, although a column's name could mean it. */
  | { readonly does: "nothing"; readonly why: string };

/** One table: what it holds about whom, and what becomes of it. `docs/privacy.md` is made of these. */
export interface TableClaim {
  readonly table: string;
  readonly holds: string;
  readonly purpose: string;
  /** How long rows are kept. */
  readonly kept: string;
  readonly readers: string;
  readonly rowsOf?: RowsOf;
  /** Rows that others wrote about the person: erased with the person's own, and never exported. */
  readonly rowsAbout?: RowsOf;
  readonly exported?: ExportTerms;
  readonly onErasure: OnErasure;
}

/** How a deletion went for one table. */
export interface ErasedTable {
  readonly subject: string;
  readonly erasedRows: number;
  readonly clearedRows: number;
  readonly keptRows: number;
  readonly keptWhy: string | null;
}

/** One row of an export: its table, and its JSON. */
export interface ExportedRow {
  readonly table: string;
  readonly json: string;
}

/** Something that the person must settle before they can be deleted. */
export interface Obstacle {
  readonly code: string;
  /** What to do, in a sentence. */
  readonly message: string;
  /** The page on which it can be done. */
  readonly href: string;
}

/** What a domain holds about people: its manifest's `privacy`. */
export interface PrivacyPart {
  readonly tables: readonly TableClaim[];
  /**
   * When it is erased: rows that others are found by go after those. `account` removes what signs the person in, so that
   * it comes last.
   */
  readonly stage: "first" | "profile" | "account";
  /** What stands in the way of a deletion, where this domain can know of something. */
  obstacles?(db: Db, person: PersonRef): Promise<Obstacle[]>;
  exportPerson(db: Db, person: PersonRef): AsyncIterable<ExportedRow>;
  /** Erases in the caller's transaction. Again it finds nothing. */
  erasePerson(ctx: Context, tx: Transaction, person: PersonRef): Promise<ErasedTable[]>;
}

interface PartTerms {
  stage?: PrivacyPart["stage"];
  /** What must be settled before the rows go. It may add lines about what others hold. */
  before?: (ctx: Context, tx: Transaction, person: PersonRef) => Promise<readonly ErasedTable[]>;
  obstacles?: PrivacyPart["obstacles"];
}

/** Makes a domain's part from its claims, in the order in which rows are erased: what refers to others comes first. */
export function privacyPart(
  tables: readonly TableClaim[],
  { stage = "first", before, obstacles }: PartTerms = {},
): PrivacyPart {
  return {
    tables,
    stage,
    ...(obstacles === undefined ? {} : { obstacles }),
    async *exportPerson(db, person) {
      for (const claim of tables) yield* exportTable(db, claim, person);
    },
    async erasePerson(ctx, tx, person) {
      const lines = [...((await before?.(ctx, tx, person)) ?? [])];
      for (const claim of tables) lines.push(await eraseTable(tx, claim, person));
      return lines;
    },
  };
}

/**
 * The ways by which a person's rows are found: by what was their address first, because a row that says it may get their
 * present one.
 */
function waysTo(
  person: PersonRef,
  rowsOf: RowsOf | undefined,
): { person: PersonRef; condition: Prisma.Sql }[] {
  const formerly = (person.formerEmails ?? []).map((email) => ({ userId: null, profileId: null, email }));
  return [...formerly, person].flatMap((way) => {
    const condition = rowsOf?.(way) ?? null;
    return condition === null ? [] : [{ person: way, condition }];
  });
}

const identifier = (name: string) => Prisma.raw(`"${name.replaceAll(".", '"."')}"`);
const column = (name: string) => Prisma.raw(`"row"."${name}"`);

export const byUser =
  (name = "user_id"): RowsOf =>
  ({ userId }) =>
    userId === null ? null : Prisma.sql`${column(name)} = ${userId}::uuid`;

/** The same for a column that holds ids of several kinds as text, with what stands before the id. */
export const byUserText =
  (name: string, before = ""): RowsOf =>
  ({ userId }) =>
    userId === null ? null : Prisma.sql`${column(name)} = ${`${before}${userId}`}`;

export const byProfile =
  (name = "profile_id"): RowsOf =>
  ({ profileId }) =>
    profileId === null ? null : Prisma.sql`${column(name)} = ${profileId}::uuid`;

export const byEmail =
  (name = "email"): RowsOf =>
  ({ email }) =>
    email === null ? null : Prisma.sql`lower(${column(name)}) = ${email}`;

/** Rows whose column names a row of another table that is the person's. */
export function through(name: string, table: string, rowsOf: RowsOf, key = "id"): RowsOf {
  return (person) => {
    const condition = rowsOf(person);
    if (condition === null) return null;
    return Prisma.sql`${column(name)} IN (SELECT "row".${identifier(key)} FROM ${identifier(table)} "row" WHERE ${condition})`;
  };
}

export function anyOf(...ways: readonly RowsOf[]): RowsOf {
  return (person) => {
    const conditions = ways.flatMap((way) => way(person) ?? []);
    return conditions.length === 0 ? null : Prisma.sql`(${Prisma.join(conditions, " OR ")})`;
  };
}

/** Rows read at a time: a person may have very many, and a slow reader must not hold them all, nor a connection. */
const PAGE = 500;

async function* exportTable(
  db: Db,
  { table, rowsOf, exported }: TableClaim,
  person: PersonRef,
): AsyncIterable<ExportedRow> {
  const ways = waysTo(person, rowsOf).map(({ condition }) => condition);
  if (exported === undefined || ways.length === 0) return;
  const condition = Prisma.sql`(${Prisma.join(ways, " OR ")})`;
  const { row, present, columns = Object.keys(row.shape) } = exported;
  const names = Prisma.join(columns.map(column), ", ");
  // The row's primary key as text: whatever it is made of, it puts the rows in one order that nothing disturbs.
  const key = await keyOf(db, table);
  for (let after = ""; ; ) {
    const rows = await db.$queryRaw<{ key: string; json: string }[]>`
      SELECT "row"."key in order" AS key, (SELECT to_jsonb(shown) FROM (SELECT ${names}) shown)::text AS json
      FROM (
        SELECT "row".*, ${key} COLLATE "C" AS "key in order" FROM ${identifier(table)} "row"
        WHERE ${condition} AND ${key} > ${after} COLLATE "C" ORDER BY "key in order" LIMIT ${PAGE}
      ) "row" ORDER BY "row"."key in order"`;
    for (const { json } of rows) {
      yield { table, json: present === undefined ? json : JSON.stringify(present(JSON.parse(json))) };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.key;
  }
}

async function keyOf(db: Db, table: string): Promise<Prisma.Sql> {
  const columns = await db.$queryRaw<{ name: string }[]>`
    SELECT attribute.attname AS name FROM pg_index
      CROSS JOIN LATERAL unnest(pg_index.indkey) WITH ORDINALITY AS part (number, place)
      JOIN pg_attribute attribute ON attribute.attrelid = pg_index.indrelid AND attribute.attnum = part.number
    WHERE pg_index.indrelid = ${table}::regclass AND pg_index.indisprimary ORDER BY part.place`;
  if (columns.length === 0) throw new Error(`${table} has no primary key to export it by.`);
  return Prisma.sql`concat_ws('|', ${Prisma.join(
    columns.map(({ name }) => Prisma.sql`${column(name)}::text`),
    ", ",
  )})`;
}

async function eraseTable(
  tx: Transaction,
  { table, rowsOf, rowsAbout, onErasure }: TableClaim,
  person: PersonRef,
): Promise<ErasedTable> {
  const line = { subject: table, erasedRows: 0, clearedRows: 0, keptRows: 0, keptWhy: null };
  if (onErasure.does === "nothing") return line;
  const from = identifier(table);
  const total = { ...line };
  const all = rowsOf === undefined || rowsAbout === undefined ? rowsOf : anyOf(rowsOf, rowsAbout);
  for (const { person: way, condition } of waysTo(person, all)) {
    if (onErasure.does === "delete") {
      total.erasedRows += await tx.$executeRaw`DELETE FROM ${from} "row" WHERE ${condition}`;
    } else if (onErasure.does === "clear") {
      total.clearedRows +=
        await tx.$executeRaw`UPDATE ${from} "row" SET ${onErasure.set(way)} WHERE ${condition}`;
    } else {
      const [count] = await tx.$queryRaw<{ rows: number }[]>`
        SELECT count(*)::int AS rows FROM ${from} "row" WHERE ${condition}`;
      total.keptRows += count?.rows ?? 0;
    }
  }
  const stays = total.clearedRows + total.keptRows > 0;
  return { ...total, keptWhy: stays && onErasure.does !== "delete" ? onErasure.why : null };
}
