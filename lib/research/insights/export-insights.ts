import type { PartnerContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";
import { assertPermitted } from "@/lib/platform/permissions";
import type { ResearchEdition } from "@/lib/platform/prisma/client";
import { assertInsights } from "@/lib/research/insights/assert-insights";
import { EXPORTED_GROUPS } from "@/lib/research/insights/build-questions";
import { type Exported, findExports, plainly } from "@/lib/research/insights/find-exports";
import { BIN_WIDTH } from "@/lib/research/insights/question";
import type { ExportQuery, InsightExport } from "@/lib/research/insights/schemas";

const DAY_MS = 86_400_000;

/**
 * The report of an edition: what was released when it was opened. Filters select released cells. What was not released for them
 * is null and named in `query_needed`. It costs no epsilon, and no data are read.
 * Throws Forbidden, NotFound where no edition is of that time, Invalid.
 */
export async function exportInsights(ctx: PartnerContext, input: ExportQuery): Promise<InsightExport> {
  assertPermitted(ctx, "insights:read");
  await assertInsights(ctx, ctx.db);
  const published = await ctx.db.researchEdition.findMany({
    where: { openedAt: { not: null } },
    orderBy: { startsAt: "asc" },
  });
  const edition = choose(published, input);
  const upTo = published.filter(({ startsAt }) => startsAt <= edition.startsAt);
  const exports = await findExports(ctx.db, upTo);
  const figures = exports.get(edition.id);
  if (figures === undefined) throw new NotFound("edition");
  const filters: Record<string, readonly string[]> = {};
  if (input.age_band !== undefined) filters.age_band = input.age_band;
  if (input.region !== undefined) filters.region = input.region;
  const isFiltered = input.age_band !== undefined || input.region !== undefined;
  const people = (dimension: string) => figures.read({ ...plainly("people", [dimension]), filters });
  const byAge = people("age_band");
  const byRegion = people("region");
  const unfiltered = <T>(figure: T): T | null => (isFiltered ? null : figure);
  const total = (byAge ?? byRegion)?.total ?? null;
  const own = headline(figures);
  const found = {
    total_assessments: total,
    average_compatibility: unfiltered(own.average_compatibility),
    median_compatibility: unfiltered(own.median_compatibility),
    compatibility_distribution: unfiltered(distribution(figures)),
    dimension_insights: unfiltered(
      EXPORTED_GROUPS.map((subject) => ({
        dimension: subject,
        average: figures.read({ ...plainly("trait_average"), subject })?.cells[0]?.estimate ?? null,
      })),
    ),
    demographic_patterns: { age_band: patterns(byAge), region: patterns(byRegion) },
  };
  return {
    edition: edition.quarter,
    date_range: { from: edition.startsAt.toISOString(), to: edition.endsAt.toISOString() },
    ...found,
    trends: upTo.map(({ id, quarter }) => ({ edition: quarter, ...headline(exports.get(id)) })),
    query_needed: [
      ...(byAge === null && byRegion === null ? ["total_assessments"] : []),
      ...(isFiltered
        ? [
            "average_compatibility",
            "median_compatibility",
            "compatibility_distribution",
            "dimension_insights",
          ]
        : []),
      ...(byAge === null ? ["demographic_patterns.age_band"] : []),
      ...(byRegion === null ? ["demographic_patterns.region"] : []),
    ],
    epsilon_milli: edition.buildMilli,
    anonymized: true,
    no_personal_data: true,
    synthetic: edition.synthetic,
  };
}

function headline(figures: Exported | undefined) {
  const estimate = (measure: "compatibility_average" | "compatibility_median") =>
    figures?.read(plainly(measure))?.cells[0]?.estimate ?? null;
  return {
    total_assessments: figures?.read(plainly("people", ["age_band"]))?.total ?? null,
    average_compatibility: estimate("compatibility_average"),
    median_compatibility: estimate("compatibility_median"),
  };
}

function distribution(figures: Exported): InsightExport["compatibility_distribution"] {
  const bins = figures.read(plainly("compatibility_distribution"))?.cells[0]?.bins ?? null;
  return (
    bins?.map((pairs, bin) => ({
      from: (bin * BIN_WIDTH) / 1_000,
      to: ((bin + 1) * BIN_WIDTH) / 1_000,
      pairs,
    })) ?? null
  );
}

/** Of a figure by one dimension. */
function patterns(read: ReturnType<Exported["read"]>) {
  return read?.cells.map(({ at, count }) => ({ value: at[0]?.value ?? "", people: count })) ?? null;
}

/** The edition of a quarter, or the newest one whose quarter lies in the dates, or the newest one. */
function choose(published: readonly ResearchEdition[], { edition, from, to }: ExportQuery): ResearchEdition {
  if (edition !== undefined && (from !== undefined || to !== undefined)) {
    throw invalidInput([{ path: "edition", message: "Send edition, or from and to, not both." }]);
  }
  const [first, last] = [from ?? "0000-01-01", to ?? "9999-12-31"];
  if (first > last) throw invalidInput([{ path: "to", message: "Must not be before from." }]);
  const found = published.findLast(({ quarter, startsAt, endsAt }) => {
    if (edition !== undefined) return quarter === edition;
    const lastDay = new Date(endsAt.getTime() - DAY_MS);
    return startsAt.toISOString().slice(0, 10) >= first && lastDay.toISOString().slice(0, 10) <= last;
  });
  if (found === undefined) throw new NotFound("edition");
  return found;
}
