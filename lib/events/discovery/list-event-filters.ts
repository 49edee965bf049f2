import { listedEvents } from "@/lib/events/discovery/listed-events";
import type { Context } from "@/lib/platform/context";

/** Choices of each filter. */
const MOST = 50;

/** What the list of coming events can be narrowed to: cities and price labels, those of most events first. */
export async function listEventFilters(ctx: Context): Promise<{ cities: string[]; prices: string[] }> {
  const where = listedEvents(ctx.clock.now());
  const [cities, prices] = await Promise.all([
    ctx.db.event.groupBy({
      by: ["city"],
      where: { ...where, city: { not: null } },
      _count: true,
      orderBy: [{ _count: { id: "desc" } }, { city: "asc" }],
      take: MOST,
    }),
    ctx.db.event.groupBy({
      by: ["priceLabel"],
      where: { ...where, priceLabel: { not: null } },
      _count: true,
      orderBy: [{ _count: { id: "desc" } }, { priceLabel: "asc" }],
      take: MOST,
    }),
  ]);
  return {
    cities: withoutTwins(cities.map(({ city }) => city ?? "")),
    prices: withoutTwins(prices.map(({ priceLabel }) => priceLabel ?? "")),
  };
}

/** The filter does not mind the case of letters, so each text is offered once. */
function withoutTwins(texts: readonly string[]): string[] {
  const seen = new Set<string>();
  return texts.filter((text) => {
    const key = text.toLowerCase();
    if (text === "" || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
