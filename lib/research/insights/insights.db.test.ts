import { beforeAll, describe, expect, it } from "vitest";
import { FixedClock } from "@/lib/platform/clock";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { BUILD_MILLI } from "@/lib/research/insights/build-questions";
import { describeQuery } from "@/lib/research/insights/describe-query";
import { exportInsights } from "@/lib/research/insights/export-insights";
import { getInsightsBudget } from "@/lib/research/insights/get-insights-budget";
import { getQuery } from "@/lib/research/insights/get-query";
import {
  ask,
  insertPopulation,
  makeResearcher,
  publishEdition,
} from "@/lib/research/insights/insights.fixture";
import { listEditions } from "@/lib/research/insights/list-editions";
import { runQuery } from "@/lib/research/insights/run-query";
import {
  AskInsights,
  Editions,
  ExportQuery,
  InsightExport,
  InsightQuery,
} from "@/lib/research/insights/schemas";
import { lockEdition } from "@/lib/research/insights/store-release";
import { OwnDatabase } from "@/test/own-database";
import { until } from "@/test/product";

const own = new OwnDatabase(8);
const QUARTER = "2031-Q2";
const clock = new FixedClock("2031-07-01T04:40:00Z");
/** Their sum is no multiple of 5, so no rounded figure is it by chance. */
const EACH = 151;

let editionId = "";
let first: PartnerContext;
let second: PartnerContext;

beforeAll(async () => {
  first = await makeResearcher(own, clock);
  second = await makeResearcher(own, clock, "enterprise");
  await insertPopulation(own, new Date("2031-05-01T12:00:00Z"), EACH);
  editionId = await publishEdition(own, clock);
}, 120_000);

const edition = () => own.prisma.researchEdition.findUniqueOrThrow({ where: { id: editionId } });
const releases = () => own.prisma.insightRelease.count({ where: { editionId } });
const left = async (ctx: PartnerContext) => (await getInsightsBudget(ctx, {})).left_milli;

describe("an edition that another transaction keeps", () => {
  it("is said to be busy before the statement ends, and nothing is charged", async () => {
    const before = await releases();
    const question = ask({ measure: "people", dimensions: ["growth_level"], error: 60 });
    await transaction({ db: own.prisma }, async (tx) => {
      await lockEdition(tx, editionId);
      await expect(runQuery(first, question)).rejects.toMatchObject({
        code: "edition_busy",
        retryAfterSeconds: 5,
      });
    });
    expect(await releases()).toBe(before);
  });

  it("leaves the bound on waiting as it was", async () => {
    await transaction({ db: own.prisma }, async (tx) => {
      await tx.$executeRaw`SET LOCAL lock_timeout = '1234ms'`;
      await lockEdition(tx, editionId);
      expect(await tx.$queryRaw`SHOW lock_timeout`).toEqual([{ lock_timeout: "1234ms" }]);
    });
  });
});

describe("an edition that opens", () => {
  it("divides its budget among the partners there are and makes its first release for an epsilon of 1", async () => {
    expect(BUILD_MILLI).toBe(1_000);
    expect(await edition()).toMatchObject({
      state: "open",
      budgetMilli: 4_000,
      buildMilli: 1_000,
      shareMilli: 1_250,
      joinerShareMilli: 100,
      lendingFrom: new Date("2031-09-01T00:00:00Z"),
    });
    const paid = await own.prisma.insightCharge.findMany({ where: { editionId, payerId: null } });
    expect(paid.reduce((sum, { ownMilli }) => sum + ownMilli, 0)).toBe(1_000);
    expect(await left(first)).toBe(1_250);
  });

  it("opens once, however often it is asked to", async () => {
    const before = await releases();
    await publishEdition(own, clock);
    expect(await releases()).toBe(before);
  });

  it("has a report with the fields that were promised, the error of each figure, and nothing exact", async () => {
    const report = InsightExport.parse(await exportInsights(first, {}));
    expect(report).toMatchObject({
      edition: QUARTER,
      date_range: { from: "2031-04-01T00:00:00.000Z", to: "2031-07-01T00:00:00.000Z" },
      query_needed: [],
      anonymized: true,
      no_personal_data: true,
    });
    const people = report.total_assessments;
    if (people === null) throw new Error("The total is there.");
    expect(Math.abs(people.value - 4 * EACH)).toBeLessThan(4 * people.error);
    expect(report.compatibility_distribution).toHaveLength(20);
    expect(report.dimension_insights?.map(({ dimension }) => dimension)).toContain("attachment");
    expect(report.trends.at(-1)).toMatchObject({ edition: QUARTER, total_assessments: people });
    expect(report.demographic_patterns.age_band?.map(({ value }) => value)).toContain("20-24");
  });

  it("has filters that select what was released, and says which figures need a query", async () => {
    const all = await exportInsights(first, {});
    const report = await exportInsights(first, ExportQuery.parse({ age_band: "20-24,40-44" }));
    const released = (value: string) =>
      all.demographic_patterns.age_band?.find((cell) => cell.value === value);
    expect(report.demographic_patterns.age_band).toEqual([released("20-24"), released("40-44")]);
    expect(report.demographic_patterns.region).toBeNull();
    expect(report.average_compatibility).toBeNull();
    expect(report.query_needed).toContain("average_compatibility");
    expect(report.query_needed).toContain("demographic_patterns.region");
  });

  it("is chosen by quarter or by dates, and dates outside of every edition find none", async () => {
    const within = { from: "2031-01-01", to: "2031-12-31" };
    expect((await exportInsights(first, within)).edition).toBe(QUARTER);
    for (const input of [{ edition: "2030-Q1" }, { from: "2032-01-01" }, { to: "2031-06-29" }]) {
      await expect(exportInsights(first, input)).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(exportInsights(first, { from: "2032-01-01", to: "2031-01-01" })).rejects.toMatchObject({
      code: "invalid_input",
    });
    expect(ExportQuery.safeParse({ age_band: "20-24,7" }).success).toBe(false);
    const listed = Editions.parse(await listEditions(second, { limit: 20 }));
    expect(listed.data).toMatchObject([{ edition: QUARTER, state: "open" }]);
    expect(JSON.stringify(listed)).not.toContain(`:${4 * EACH},`);
  });
});

describe("a card", () => {
  it("says what the error costs without reading data, and charges nothing", async () => {
    const input = ask({ measure: "people", dimensions: ["region", "age_band"], error: 30, dry_run: true });
    const [before, rows] = [await releases(), await edition()];
    const { card, id, result } = await runQuery(first, input);
    // The smallest epsilon at which 95 % of the noise, rounded to 10, is within 30.
    expect(card).toMatchObject({
      cells: 14 * 13,
      unit: "people",
      known: null,
      affordable: true,
      left_milli: 1_250,
    });
    expect(card?.error).toBeLessThanOrEqual(30);
    expect(card?.epsilon_milli).toBeGreaterThan(90);
    expect(card?.epsilon_milli).toBeLessThan(130);
    expect([id, result]).toEqual([null, null]);
    expect([await releases(), await edition()]).toEqual([before, rows]);
  });

  it("reads no table of the data", async () => {
    const read: string[] = [];
    const db = first.db as typeof own.prisma;
    const watched = db.$extends({
      query: {
        $allModels: {
          $allOperations({ model, args, query }) {
            read.push(model);
            return query(args);
          },
        },
      },
    }) as unknown as typeof own.prisma;
    await describeQuery(
      { ...first, db: watched },
      ask({ measure: "pairs", dimensions: ["region"], error: 900 }),
    );
    expect(read).toContain("InsightRelease");
    expect(read.filter((model) => ["ResearchRow", "ResearchPair"].includes(model))).toEqual([]);
  });

  it("says that it is known, and that nothing can pay for an error that is too small", async () => {
    const known = await describeQuery(first, ask({ measure: "people", dimensions: ["age_band"], error: 25 }));
    expect(known.card).toMatchObject({ epsilon_milli: 0, affordable: true });
    expect(known.card?.known).not.toBeNull();
    const exact = await describeQuery(first, ask({ measure: "pairs", error: 1 }));
    expect(exact.card).toMatchObject({ epsilon_milli: null, affordable: false });
  });
});

describe("a question", () => {
  it("is answered with its errors, charged once, and the same answer is free for everyone afterwards", async () => {
    const input = ask({ measure: "people", dimensions: ["age_band", "region"], error: 30 });
    const cost = (await describeQuery(first, input)).card?.epsilon_milli ?? 0;
    const [mine, theirs] = [await left(first), await left(second)];
    const answer = InsightQuery.parse(await runQuery(first, input));
    expect(answer.charged_milli).toBe(cost);
    expect([await left(first), await left(second)]).toEqual([mine - cost, theirs]);
    const again = await runQuery(second, input);
    expect(again.charged_milli).toBe(0);
    expect(again.result).toEqual(answer.result);
    expect(await left(second)).toBe(theirs);
    const cells = answer.result?.cells ?? [];
    expect(cells).toHaveLength(14 * 13);
    const young = cells.find(({ at }) => at[0]?.value === "20-24" && at[1]?.value === "western_europe");
    expect(Math.abs((young?.count?.value ?? 0) - EACH)).toBeLessThan(4 * 30);
    expect(await getQuery(first, { query_id: answer.id ?? "" })).toEqual(answer);
    await expect(getQuery(second, { query_id: answer.id ?? "" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("gives hidden and empty cells the same bytes", async () => {
    const answer = await runQuery(
      first,
      ask({ measure: "people", dimensions: ["age_band", "region"], error: 30 }),
    );
    const stored = await own.prisma.insightRelease.findUniqueOrThrow({
      where: { id: answer.result?.release_id ?? "" },
    });
    const { counts } = stored.noisy as { counts: number[] };
    const shown = (answer.result?.cells ?? []).map(({ at: _, ...rest }) => JSON.stringify(rest));
    const hidden = shown.filter((_, at) => (counts[at] ?? 0) < 10);
    expect(hidden.length).toBeGreaterThan(100);
    expect(new Set(hidden)).toEqual(new Set(['{"count":null,"estimate":null,"bins":null}']));
    const visible = shown.filter((_, at) => (counts[at] ?? 0) >= 10);
    expect(visible.every((text) => !text.startsWith('{"count":null'))).toBe(true);
  });

  it("that selects or adds up released cells is answered from them at no cost", async () => {
    const whole = await runQuery(
      first,
      ask({ measure: "people", dimensions: ["age_band", "region"], error: 30 }),
    );
    const before = await releases();
    const part = await runQuery(
      first,
      ask({
        measure: "people",
        dimensions: ["region", "age_band"],
        filters: [
          { dimension: "age_band", values: ["20-24", "40-44"] },
          { dimension: "region", values: ["western_europe", "northern_america"] },
        ],
        error: 30,
      }),
    );
    expect(part.charged_milli).toBe(0);
    expect(part.result?.cells).toHaveLength(4);
    for (const cell of part.result?.cells ?? []) expect(whole.result?.cells).toContainEqual(cell);
    const sum = await runQuery(
      first,
      ask({
        measure: "people",
        filters: [
          { dimension: "age_band", values: ["20-24", "40-44"] },
          { dimension: "region", values: ["western_europe", "northern_america"] },
        ],
        error: 80,
      }),
    );
    expect([sum.charged_milli, await releases()]).toEqual([0, before]);
    const figure = sum.result?.cells[0]?.count;
    expect(Math.abs((figure?.value ?? 0) - 4 * EACH)).toBeLessThan(4 * (figure?.error ?? 0));
    // Four noises together are further off than one.
    expect(figure?.error).toBeGreaterThan(whole.result?.error ?? 0);
  });

  it("asked four times at once is one release and one charge", async () => {
    const input = ask({
      measure: "trait_average",
      subject: "novelty",
      dimensions: ["region"],
      error: 40,
    });
    const [before, charged] = [await releases(), await edition()];
    const askers = [first, second, first, second];
    // All of them have found no stored answer before the first may make one.
    const held = await own.database.pool.connect();
    await held.query("BEGIN");
    await held.query("SELECT 1 FROM research_editions WHERE id = $1 FOR UPDATE", [editionId]);
    const running = askers.map((ctx) => runQuery(ctx, input));
    try {
      await until(async () => (await own.waitingForLocks()) === askers.length);
    } finally {
      await held.query("COMMIT");
      held.release();
    }
    const answers = await Promise.all(running);
    expect(new Set(answers.map(({ result }) => JSON.stringify(result))).size).toBe(1);
    expect(answers.filter(({ charged_milli }) => charged_milli > 0)).toHaveLength(1);
    expect(await releases()).toBe(before + 1);
    const cost = answers.reduce((sum, { charged_milli }) => sum + charged_milli, 0);
    expect((await edition()).chargedMilli).toBe(charged.chargedMilli + cost);
    const west = answers[0]?.result?.cells.find(({ at }) => at[0]?.value === "western_europe");
    expect(west?.estimate?.low).toBeLessThanOrEqual(0.5);
    expect(west?.estimate?.high).toBeGreaterThanOrEqual(0.49);
  });

  it("whose process is killed after the noise leaves no release, no charge and no answer", async () => {
    const input = ask({ measure: "people", dimensions: ["novelty_level"], error: 50 });
    const before = [await releases(), (await edition()).chargedMilli, await left(first)];
    const killed = transaction(first, async (tx) => {
      await runQuery({ ...first, db: tx }, input);
      throw new Error("killed");
    });
    await expect(killed).rejects.toThrow("killed");
    expect([await releases(), (await edition()).chargedMilli, await left(first)]).toEqual(before);
    const answer = await runQuery(first, input);
    expect((await runQuery(first, input)).result).toEqual(answer.result);
  });

  it("has medians and distributions of one release, in bins that are fixed", async () => {
    const median = await runQuery(first, ask({ measure: "trait_median", subject: "growth", error: 20 }));
    expect(median.charged_milli).toBeGreaterThan(0);
    const estimate = median.result?.cells[0]?.estimate;
    expect(estimate?.low).toBeLessThanOrEqual(0.5);
    expect(estimate?.high).toBeGreaterThanOrEqual(0.5);
    const bins = await runQuery(second, ask({ measure: "trait_distribution", subject: "growth", error: 20 }));
    expect(bins.charged_milli).toBe(0);
    expect(bins.result?.cells[0]?.bins).toHaveLength(20);
  });

  it("about pairs costs fifteen times what it costs about people", async () => {
    const cost = async (measure: string) =>
      (
        await describeQuery(
          first,
          ask({ measure, filters: [{ dimension: "region", values: ["oceania"] }], error: 15 }),
        )
      ).card?.epsilon_milli;
    const [people, pairs] = [await cost("people"), await cost("pairs")];
    expect((pairs ?? 0) / (people ?? 0)).toBeGreaterThan(14);
    expect((pairs ?? 0) / (people ?? 0)).toBeLessThan(16);
  });
});

describe("bad input", () => {
  it.each([
    [
      { measure: "people", error: 20, dimensions: ["age_band", "region", "novelty_level", "growth_level"] },
      "dimensions",
    ],
    [{ measure: "height", error: 20 }, "measure"],
    [{ measure: "people", error: 20, dimensions: ["gender"] }, "dimensions.0"],
    [{ measure: "people", error: 20, dimensions: ["region", "region"] }, "dimensions.1"],
    [{ measure: "pairs", error: 20, dimensions: ["novelty_level"] }, "dimensions.0"],
    [
      { measure: "people", error: 20, filters: [{ dimension: "region", values: ["atlantis"] }] },
      "filters.0.values.0",
    ],
    [{ measure: "people", error: 20, filters: [{ dimension: "region", values: [] }] }, "filters.0.values"],
    [
      { measure: "people", error: 20, filters: [{ dimension: "shoe_size", values: ["9"] }] },
      "filters.0.dimension",
    ],
    [
      { measure: "people", error: 20, filters: [{ dimension: "constructor", values: ["x"] }] },
      "filters.0.dimension",
    ],
    [{ measure: "trait_average", error: 20 }, "subject"],
    [{ measure: "trait_average", subject: "physical_intimacy", error: 20 }, "subject"],
    [{ measure: "trait_average", subject: "sexual", error: 20 }, "subject"],
    [{ measure: "people", subject: "novelty", error: 20 }, "subject"],
    [{ measure: "people", error: 0 }, "error"],
    [{ measure: "people", error: 2.5 }, "error"],
    [{ measure: "people" }, "error"],
    [{ measure: "people", error: 20, edition: "2031-Q5" }, "edition"],
  ])("%j is refused at %s", (input, path) => {
    const { error, success } = AskInsights.safeParse(input);
    expect(success).toBe(false);
    expect(error?.issues.map((issue) => issue.path.join("."))).toContain(path);
  });

  it("about an edition that there is not, by a plan without insights, and by a test key is refused by name", async () => {
    const input = ask({ measure: "people", error: 20, edition: "2019-Q1" });
    await expect(runQuery(first, input)).rejects.toMatchObject({ code: "not_found" });
    const starter = await makeResearcher(own, clock, "starter");
    for (const verb of [
      () => runQuery(starter, ask({ measure: "people", error: 20 })),
      () => describeQuery(starter, ask({ measure: "people", error: 20 })),
      () => exportInsights(starter, {}),
      () => getInsightsBudget(starter, {}),
      () => listEditions(starter, { limit: 20 }),
      () => getQuery(starter, { query_id: editionId }),
    ]) {
      await expect(verb()).rejects.toMatchObject({
        code: "tier_lacks_insights",
        message: expect.stringContaining("Research plan"),
      });
    }
    const test = { ...first, mode: "test" as const };
    await expect(runQuery(test, ask({ measure: "people", error: 20 }))).rejects.toMatchObject({
      code: "live_key_required",
    });
  });

  it("is refused in the same words whatever the data hold", async () => {
    const refusals = await Promise.all(
      ["western_europe", "oceania"].map((region) =>
        runQuery(
          first,
          ask({ measure: "pairs", filters: [{ dimension: "region", values: [region] }], error: 2 }),
        ).catch((error) => error),
      ),
    );
    expect(refusals.map(({ code }) => code)).toEqual(["share_used_up", "share_used_up"]);
    expect(refusals[0].message).toBe(refusals[1].message);
  });
});

describe("the release log", () => {
  it("takes no change and no release without its charge", async () => {
    for (const statement of [
      "UPDATE insight_releases SET epsilon_milli = 1",
      "DELETE FROM insight_charges",
      "TRUNCATE insight_releases CASCADE",
    ]) {
      await expect(own.rows(statement)).rejects.toThrow("only ever added");
    }
    const insert = `INSERT INTO insight_releases (id, edition_id, question, question_hash, epsilon_milli, noisy, created_at)
      VALUES (gen_random_uuid(), $1, '{}', '\\x00', 5, '{}', now())`;
    await expect(own.rows(insert, [editionId])).rejects.toThrow("charged for what it costs");
  });
});
