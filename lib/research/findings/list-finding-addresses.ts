import type { Context } from "@/lib/platform/context";

/** A sitemap may hold 50,000. */
const MOST = 10_000;

/** The findings that search engines are to find, the newest first: not withdrawn, and about people who exist. */
export async function listFindingAddresses(ctx: Context): Promise<{ cite: string; publishedAt: Date }[]> {
  return ctx.db.insightPublication.findMany({
    where: { withdrawnAt: null, query: { release: { edition: { synthetic: false } } } },
    select: { cite: true, publishedAt: true },
    orderBy: [{ publishedAt: "desc" }, { id: "desc" }],
    take: MOST,
  });
}
