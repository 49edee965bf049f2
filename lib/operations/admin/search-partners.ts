import { decodePlace, encodePlace, type Place } from "@/lib/operations/admin/cursor";
import { type PartnerFacts, readPartnerFacts } from "@/lib/operations/admin/partner-facts";
import type { SearchPartners } from "@/lib/operations/admin/schemas";
import type { AdminContext } from "@/lib/platform/context";
import { assertAdmin } from "@/lib/platform/permissions";
import { Prisma } from "@/lib/platform/prisma/client";

export interface PartnerPage {
  data: PartnerFacts[];
  /** How many partners match, on all pages. */
  total: number;
  nextCursor: string | null;
}

/** The place of a partner in an order, and whether smaller places come first. */
const ORDERS: Record<SearchPartners["sort"], { place(facts: PartnerFacts): Place[0]; ascending: boolean }> = {
  newest: { place: ({ createdAt }) => createdAt.getTime(), ascending: false },
  health: { place: ({ health }) => health.score, ascending: true },
  calls: { place: ({ callsLastWeek }) => callsLastWeek, ascending: false },
  name: { place: ({ companyName }) => companyName.toLowerCase().slice(0, 300), ascending: true },
};

/**
 * Partners by company, e-mail address, id or a key's first characters, with what they did in the last week and their
 * health. Health is judged now, for all that match, so it can be filtered and sorted by. Throws Invalid for a cursor
 * that is not ours.
 */
export async function searchPartners(ctx: AdminContext, input: SearchPartners): Promise<PartnerPage> {
  assertAdmin(ctx);
  const after = decodePlace(input.cursor);
  const found = await readPartnerFacts(ctx, matching(input));
  const wanted = found.filter(({ health }) => input.health === undefined || health.band === input.health);
  const { place, ascending } = ORDERS[input.sort];
  const placed = wanted
    .map((facts) => ({ facts, place: [place(facts), facts.id] as Place }))
    .sort((a, b) => compare(a.place, b.place, ascending));
  const rest =
    after === undefined ? placed : placed.filter((item) => compare(item.place, after, ascending) > 0);
  const page = rest.slice(0, input.limit);
  const last = page.at(-1);
  return {
    data: page.map(({ facts }) => facts),
    total: wanted.length,
    nextCursor: rest.length > page.length && last !== undefined ? encodePlace(last.place) : null,
  };
}

function compare([a, aId]: Place, [b, bId]: Place, ascending: boolean): number {
  const sign = ascending ? 1 : -1;
  if (a !== b) return a < b ? -sign : sign;
  return aId < bId ? -1 : aId > bId ? 1 : 0;
}

function matching({ q, tier, subscription, suspended }: SearchPartners): Prisma.Sql {
  const conditions = [Prisma.sql`true`];
  if (q !== undefined && q !== "") conditions.push(matchingText(q));
  if (tier !== undefined) conditions.push(Prisma.sql`p.tier = ${tier}::tier`);
  if (subscription !== undefined) {
    conditions.push(Prisma.sql`p.subscription_status = ${subscription}::subscription_status`);
  }
  if (suspended !== undefined) {
    conditions.push(
      suspended === "yes" ? Prisma.sql`p.suspended_at IS NOT NULL` : Prisma.sql`p.suspended_at IS NULL`,
    );
  }
  return Prisma.join(conditions, " AND ");
}

const KEY_PREFIX = /^sk_(live|test)_/;

function matchingText(q: string): Prisma.Sql {
  if (KEY_PREFIX.test(q)) {
    // Whoever copies a prefix from a page copies its "…" too.
    const prefix = q.replace(/[….]+$/, "");
    return Prisma.sql`EXISTS (SELECT FROM api_keys k WHERE k.partner_id = p.id
      AND (starts_with(k.prefix, ${prefix}) OR starts_with(${prefix}, k.prefix)))`;
  }
  const part = `%${escapeLike(q)}%`;
  return Prisma.sql`(p.company_name ILIKE ${part} OR p.email ILIKE ${part} OR p.id::text = ${q.toLowerCase()})`;
}

/** A text as it stands within a LIKE pattern. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
