import { beforeAll, describe, expect, it } from "vitest";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import { FixedClock } from "@/lib/platform/clock";
import type { PartnerContext } from "@/lib/platform/context";
import { permissionsOfScopes } from "@/lib/platform/scopes";
import { compareEditions } from "@/lib/research/insights/compare-editions";
import { createSavedQuery } from "@/lib/research/insights/create-saved-query";
import { deleteSavedQuery } from "@/lib/research/insights/delete-saved-query";
import { describeQuery } from "@/lib/research/insights/describe-query";
import { getInsightsBudget } from "@/lib/research/insights/get-insights-budget";
import { getRelease } from "@/lib/research/insights/get-release";
import {
  ask,
  insertPopulation,
  makeResearcher,
  publishEdition,
} from "@/lib/research/insights/insights.fixture";
import { listQueries } from "@/lib/research/insights/list-queries";
import { listReleases } from "@/lib/research/insights/list-releases";
import { listSavedQueries } from "@/lib/research/insights/list-saved-queries";
import {
  AskedQueries,
  CompareEditions,
  CreateSavedQuery,
  ListQueries,
  ListReleases,
  Release,
  ReleaseSummaries,
} from "@/lib/research/insights/release-schemas";
import { runQuery } from "@/lib/research/insights/run-query";
import { OwnDatabase } from "@/test/own-database";

const own = new OwnDatabase(8);
const clock = new FixedClock("2031-07-01T04:40:00Z");
const EACH = 150;

let first: PartnerContext;
let second: PartnerContext;

const left = async (ctx: PartnerContext) => (await getInsightsBudget(ctx, {})).left_milli;
const all = ListReleases.parse({ limit: 100 });
const viewer = (ctx: PartnerContext): PartnerContext => ({
  ...ctx,
  actor: { type: "user", id: crypto.randomUUID() },
  permissions: permissionsOfRole("viewer"),
});

beforeAll(async () => {
  first = await makeResearcher(own, clock);
  second = await makeResearcher(own, clock);
  await insertPopulation(own, new Date("2031-02-01T12:00:00Z"), EACH);
  await publishEdition(own, new FixedClock("2031-04-01T04:40:00Z"));
  await runQuery(first, ask({ measure: "people", dimensions: ["region"], error: 40 }));
  await runQuery(
    { ...first, clock: new FixedClock("2031-06-30T12:00:00Z") },
    ask({ measure: "people", dimensions: ["novelty_level"], error: 60 }),
  );
  await publishEdition(own, clock);
}, 120_000);

describe("a member who may only read", () => {
  it("reads cards and what was released, and spends nothing with a new question", async () => {
    const reader = viewer(first);
    const before = await left(first);
    const fresh = ask({ measure: "people", dimensions: ["growth_level"], error: 70 });
    expect((await describeQuery(reader, fresh)).card).toMatchObject({ affordable: true, known: null });
    await expect(runQuery(reader, fresh)).rejects.toMatchObject({ code: "insufficient_role" });
    const known = await runQuery(reader, ask({ measure: "people", dimensions: ["age_band"], error: 500 }));
    expect(known.charged_milli).toBe(0);
    expect(await left(first)).toBe(before);
    const named = CreateSavedQuery.parse({ name: "Mine", query: fresh });
    await expect(createSavedQuery(reader, named)).rejects.toMatchObject({ code: "insufficient_role" });
  });

  it("is also a key with insights:read alone, and one with insights:query may ask", async () => {
    const key = (scope: "insights:read" | "insights:query"): PartnerContext => ({
      ...second,
      actor: { type: "api_key", id: crypto.randomUUID() },
      permissions: permissionsOfScopes([scope]),
    });
    const fresh = ask({ measure: "people", dimensions: ["tradition_level"], error: 70 });
    await expect(runQuery(key("insights:read"), fresh)).rejects.toMatchObject({ code: "insufficient_scope" });
    expect((await runQuery(key("insights:query"), fresh)).charged_milli).toBeGreaterThan(0);
  });
});

describe("the releases", () => {
  it("are listed for every partner with what they cost, and name no partner but the caller", async () => {
    const fresh = ask({ measure: "trait_average", subject: "growth", dimensions: ["region"], error: 60 });
    const answer = await runQuery(first, fresh);
    const mine = ReleaseSummaries.parse(await listReleases(first, all)).data;
    const theirs = ReleaseSummaries.parse(await listReleases(second, all)).data;
    const id = answer.result?.release_id;
    expect(mine.find((release) => release.id === id)).toMatchObject({
      own: true,
      at_opening: false,
      measure: "trait_average",
      subject: "growth",
      dimensions: ["region"],
      epsilon_milli: answer.charged_milli,
      cells: 13,
    });
    expect(theirs.find((release) => release.id === id)).toMatchObject({ own: false, at_opening: false });
    expect(JSON.stringify(theirs)).not.toContain(first.partnerId);
    expect(theirs.filter(({ at_opening }) => at_opening).length).toBeGreaterThan(10);
    const page = await listReleases(second, ListReleases.parse({ limit: 2, edition: "2031-Q2" }));
    expect(page.has_more).toBe(true);
    const next = ListReleases.parse({ limit: 100, edition: "2031-Q2", cursor: page.next_cursor });
    const all2 = [...page.data, ...(await listReleases(second, next)).data];
    expect(all2.every(({ edition }) => edition === "2031-Q2")).toBe(true);
    expect(new Set(all2.map(({ id }) => id)).size).toBe(all2.length);
  });

  it("are read by every partner with the figures that its buyer saw, and one that is not there is not found", async () => {
    const fresh = ask({ measure: "trait_average", subject: "growth", dimensions: ["region"], error: 60 });
    const answer = await runQuery(first, fresh);
    const release_id = answer.result?.release_id ?? "";
    const read = Release.parse(await getRelease(second, { release_id }));
    expect(read.result).toEqual(answer.result);
    await expect(getRelease(second, { release_id: crypto.randomUUID() })).rejects.toMatchObject({
      code: "not_found",
    });
    const starter = await makeResearcher(own, clock, "starter");
    await expect(getRelease(starter, { release_id })).rejects.toMatchObject({ code: "tier_lacks_insights" });
  });

  it("in bins are read as a distribution or as a median", async () => {
    const { data } = await listReleases(first, all);
    const bins = data.find(({ measure }) => measure === "compatibility_distribution");
    const release_id = bins?.id ?? "";
    expect((await getRelease(first, { release_id })).result.cells[0]?.bins).toHaveLength(20);
    const median = await getRelease(first, { release_id, as: "median" });
    expect(median.measure).toBe("compatibility_median");
    expect(median.result.cells[0]?.bins).toBeNull();
  });
});

describe("the history", () => {
  it("holds the partner's own questions with what each cost, and no other's", async () => {
    const free = await runQuery(second, ask({ measure: "people", dimensions: ["age_band"], error: 900 }));
    const asked = AskedQueries.parse(await listQueries(second, ListQueries.parse({ limit: 100 }))).data;
    expect(asked.map(({ id }) => id)).toContain(free.id);
    const paid = await listQueries(second, ListQueries.parse({ limit: 100, charged: true }));
    expect(paid.data.map(({ id }) => id)).not.toContain(free.id);
    expect(paid.data.every(({ charged_milli }) => charged_milli > 0)).toBe(true);
    const others = await listQueries(first, ListQueries.parse({ limit: 100 }));
    expect(others.data.map(({ id }) => id)).not.toContain(free.id);
    expect(asked.find(({ id }) => id === free.id)?.error).toBe(free.result?.error);
  });
});

describe("the same question of every edition", () => {
  it("shows what was released of each at no cost, and what the open one would cost where there is nothing", async () => {
    const before = await left(second);
    const input = CompareEditions.parse({ measure: "people", dimensions: ["novelty_level"], error: 60 });
    const compared = await compareEditions(second, input);
    expect(compared.map(({ edition, open }) => [edition, open])).toEqual([
      ["2031-Q1", false],
      ["2031-Q2", true],
    ]);
    expect(compared[0]?.result?.cells).toHaveLength(4);
    expect(compared[1]).toMatchObject({ result: null, card: { known: null, affordable: true } });
    const closed = CompareEditions.parse({ measure: "people", dimensions: ["stability_level"], error: 60 });
    expect((await compareEditions(second, closed))[0]).toMatchObject({ result: null, card: null });
    const plain = CompareEditions.parse({ measure: "compatibility_average", error: 900 });
    const averages = await compareEditions(second, plain);
    expect(averages.every(({ result }) => result?.cells[0]?.estimate !== null)).toBe(true);
    expect(await left(second)).toBe(before);
  });
});

describe("a saved query", () => {
  const query = ask({ measure: "people", dimensions: ["region"], error: 40 });

  it("is the team's alone, under a name that is used once, and can be deleted", async () => {
    const saved = await createSavedQuery(first, CreateSavedQuery.parse({ name: "By region", query }));
    expect(saved).toMatchObject({ name: "By region", edition: null, error: 40, dimensions: ["region"] });
    await expect(createSavedQuery(first, { name: "By region", query })).rejects.toMatchObject({
      code: "saved_query_exists",
    });
    expect(await listSavedQueries(first, {})).toEqual([saved]);
    expect(await listSavedQueries(second, {})).toEqual([]);
    const path = { saved_query_id: saved.id };
    await expect(deleteSavedQuery(second, path)).rejects.toMatchObject({ code: "not_found" });
    await deleteSavedQuery(first, path);
    expect(await listSavedQueries(first, {})).toEqual([]);
    await expect(deleteSavedQuery(first, path)).rejects.toMatchObject({ code: "not_found" });
  });

  it("names the bad field, and is refused beyond a hundred", async () => {
    const parsed = CreateSavedQuery.safeParse({ name: " ", query: { measure: "height", error: 1 } });
    expect(parsed.error?.issues.map(({ path }) => path.join("."))).toEqual(["name", "query.measure"]);
    for (let at = 0; at < 100; at += 1) await createSavedQuery(second, { name: `Query ${at}`, query });
    await expect(createSavedQuery(second, { name: "One more", query })).rejects.toMatchObject({
      code: "too_many_saved_queries",
    });
  });
});
