import { describe, expect, it } from "vitest";
import { recordConsent } from "@/lib/identity/consent/record-consent";
import { FixedClock } from "@/lib/platform/clock";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { makeParticipant } from "@/lib/research/editions/editions.fixture";
import { REGIONS } from "@/lib/research/editions/public-lists";
import { describeQuery } from "@/lib/research/insights/describe-query";
import { exportInsights } from "@/lib/research/insights/export-insights";
import { getInsightsBudget } from "@/lib/research/insights/get-insights-budget";
import {
  ask,
  insertPopulation,
  makeResearcher,
  publishEdition,
} from "@/lib/research/insights/insights.fixture";
import { listOwnReleases } from "@/lib/research/insights/list-own-releases";
import { SUBJECT_TRAITS } from "@/lib/research/insights/question";
import { runQuery } from "@/lib/research/insights/run-query";
import { OwnDatabase } from "@/test/own-database";

const own = new OwnDatabase(10);
const budgetOf = (id: string) => own.prisma.researchEdition.findUniqueOrThrow({ where: { id } });
const left = async (ctx: PartnerContext) => (await getInsightsBudget(ctx, {})).left_milli;

/** Questions that no earlier one answers. */
function* questions(error: number) {
  for (const trait of SUBJECT_TRAITS) {
    for (const { name } of REGIONS) {
      yield ask({
        measure: "people",
        dimensions: [`${trait}_level`],
        filters: [{ dimension: "region", values: [name] }],
        error,
      });
    }
  }
}

/** Asks until the share no longer pays for an error. Returns what was charged. */
async function spendAll(
  ctx: PartnerContext,
  error: number,
  from: Iterator<ReturnType<typeof ask>>,
): Promise<number> {
  let charged = 0;
  for (;;) {
    const { value } = from.next();
    if (value === undefined) return charged;
    try {
      charged += (await runQuery(ctx, { ...value, error })).charged_milli;
    } catch (failure) {
      expect(failure).toMatchObject({ code: "share_used_up" });
      return charged;
    }
  }
}

/** Partners of other tests have no part in the next edition. */
async function suspendOthers(): Promise<void> {
  await own.rows("UPDATE partners SET suspended_at = now()");
}

async function makeResearchers(clock: FixedClock, count: number): Promise<PartnerContext[]> {
  const made: PartnerContext[] = [];
  while (made.length < count) made.push(await makeResearcher(own, clock));
  return made;
}

describe("the budget of an edition", () => {
  it("holds for everyone in it and for each partner, however 16 partners ask at once", async () => {
    await suspendOthers();
    const clock = new FixedClock("2032-07-01T04:40:00Z");
    const partners = await makeResearchers(clock, 16);
    await insertPopulation(own, new Date("2032-05-01T12:00:00Z"), 5);
    const id = await publishEdition(own, clock);
    const { shareMilli } = await budgetOf(id);
    expect(shareMilli).toBe(156);
    const quiet = partners[15];
    if (quiet === undefined) throw new Error("Sixteen were made.");
    const all = [...questions(60)];
    // The rest of them ask for more than there is, each also what others ask.
    await Promise.all(
      partners
        .slice(0, 15)
        .map((ctx, at) => spendAll(ctx, 60, all.slice(at * 2, at * 2 + 12)[Symbol.iterator]())),
    );
    for (const ctx of partners.slice(0, 15)) {
      const { used_milli, borrowed_milli } = await getInsightsBudget(ctx, {});
      expect(used_milli).toBeLessThanOrEqual(shareMilli);
      expect(borrowed_milli).toBe(0);
    }
    expect(await left(quiet)).toBe(shareMilli);
    // In the last month the rest is lent, and again all ask at once.
    const late = new FixedClock("2032-09-10T00:00:00Z");
    await Promise.all(
      partners
        .slice(0, 15)
        .map((ctx, at) =>
          spendAll({ ...ctx, clock: late }, 60, all.slice(60 + at * 12, 72 + at * 12)[Symbol.iterator]()),
        ),
    );
    const { chargedMilli, budgetMilli } = await budgetOf(id);
    expect(budgetMilli).toBe(4_000);
    expect(chargedMilli).toBeLessThanOrEqual(4_000);
    const loans = await own.prisma.insightCharge.findMany({ where: { editionId: id, loanMilli: { gt: 0 } } });
    expect(loans.length).toBeGreaterThan(0);
    // Half of what the quiet one had is its own, whatever the others took.
    const kept = shareMilli - Math.floor(shareMilli / 2);
    expect(await left({ ...quiet, clock: late })).toBeGreaterThanOrEqual(kept);
    const total = await own.rows<{ sum: number }>(
      "SELECT sum(own_milli + loan_milli)::int AS sum FROM insight_charges WHERE edition_id = $1",
      [id],
    );
    expect(total[0]?.sum).toBe(chargedMilli);
  });

  it("is refused by the database itself beyond its end", async () => {
    const [edition] = await own.prisma.researchEdition.findMany({ orderBy: { startsAt: "desc" }, take: 1 });
    await expect(
      own.rows("UPDATE research_editions SET charged_milli = budget_milli + 1 WHERE id = $1", [edition?.id]),
    ).rejects.toThrow("budget_check");
  });

  it("keeps shares for five partners that come later, and none of them takes from those that were there", async () => {
    await suspendOthers();
    const clock = new FixedClock("2034-07-01T04:40:00Z");
    const there = await makeResearcher(own, clock);
    const id = await publishEdition(own, clock);
    expect(await budgetOf(id)).toMatchObject({ shareMilli: 2_500, joinerShareMilli: 100 });
    const late = await makeResearchers(clock, 6);
    const asked = [...questions(60)];
    const answers = await Promise.allSettled(
      late.map((ctx, at) => {
        const question = asked[at];
        if (question === undefined) throw new Error("There are more questions.");
        return runQuery(ctx, question);
      }),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    expect(await left(there)).toBe(2_500);
    const without = late[answers.findIndex(({ status }) => status === "rejected")];
    if (without === undefined) throw new Error("One of them came too late.");
    expect(await left(without)).toBe(0);
  });

  it("counts what a sixth late partner borrows, so that the owner still has half of its rest", async () => {
    await suspendOthers();
    const clock = new FixedClock("2035-04-01T04:40:00Z");
    const owner = await makeResearcher(own, clock);
    const id = await publishEdition(own, clock);
    const late = new FixedClock("2035-06-10T00:00:00Z");
    const partners = await makeResearchers(late, 6);
    const asked = questions(60);
    for (const ctx of partners.slice(0, 5)) {
      const { value } = asked.next();
      await runQuery(ctx, ask({ ...value, edition: "2035-Q1" }));
    }
    const [sixth] = partners.slice(5);
    if (sixth === undefined) throw new Error("Six were made.");
    const lent = await left(sixth);
    expect(lent).toBeGreaterThan(1_000);
    const borrowed = await spendAll(sixth, 20, asked);
    expect(borrowed).toBeGreaterThan(0);
    expect(await getInsightsBudget(sixth, {})).toMatchObject({
      share_milli: 0,
      borrowed_milli: borrowed,
      left_milli: lent - borrowed,
    });
    const kept = await left({ ...owner, clock: late });
    expect(kept).toBe(1_250 + lent - borrowed);
    expect(await spendAll({ ...owner, clock: late }, 40, asked)).toBeGreaterThan(1_000);
    const { chargedMilli, budgetMilli } = await budgetOf(id);
    expect(chargedMilli).toBeLessThanOrEqual(budgetMilli);
  });

  it("is at most 10 for four editions that follow each other, and always pays for their reports", async () => {
    await suspendOthers();
    const start = new FixedClock("2036-04-01T04:40:00Z");
    const ctx = await makeResearcher(own, start);
    const charged: number[] = [];
    for (let quarter = 0; quarter < 6; quarter++) {
      const at = new Date(start.now());
      at.setUTCMonth(at.getUTCMonth() + 3 * quarter);
      const clock = new FixedClock(at);
      const id = await publishEdition(own, clock);
      await spendAll({ ...ctx, clock }, 8, questions(8));
      expect((await exportInsights({ ...ctx, clock }, {})).trends.length).toBeGreaterThan(quarter);
      const edition = await budgetOf(id);
      expect(edition.chargedMilli).toBeGreaterThanOrEqual(1_000);
      charged.push(edition.chargedMilli);
      expect(charged.slice(-4).reduce((sum, milli) => sum + milli, 0)).toBeLessThanOrEqual(10_000);
    }
    expect(Math.max(...charged)).toBeGreaterThan(3_000);
    expect(Math.min(...charged)).toBeLessThan(1_200);
  });

  it("of one that a later one replaced takes no new question, and goes on answering what was released", async () => {
    await suspendOthers();
    const clock = new FixedClock("2039-04-01T04:40:00Z");
    const ctx = await makeResearcher(own, clock);
    await publishEdition(own, clock);
    const question = ask({ measure: "people", dimensions: ["novelty_level"], error: 60, edition: "2039-Q1" });
    const before = await runQuery(ctx, question);
    const next = new FixedClock("2039-07-01T04:40:00Z");
    await publishEdition(own, next);
    const late = { ...ctx, clock: next };
    expect((await runQuery(late, question)).result).toEqual(before.result);
    const other = ask({ measure: "people", dimensions: ["growth_level"], error: 60, edition: "2039-Q1" });
    await expect(runQuery(late, other)).rejects.toMatchObject({ code: "edition_closed" });
    expect((await describeQuery(late, other)).card).toMatchObject({ affordable: false, left_milli: 0 });
    expect((await getInsightsBudget(late, { edition: "2039-Q1" })).state).toBe("closed");
  });
});

describe("a person’s own ledger", () => {
  it("says in which editions they are and what was released about each, and ends when they withdraw", async () => {
    await suspendOthers();
    const clock = new FixedClock("2042-05-10T10:00:00Z");
    const person = await makeParticipant(own, clock);
    const partner = await makeResearcher(own, clock);
    const opened = new FixedClock("2042-07-01T04:40:00Z");
    await publishEdition(own, opened);
    expect(await listOwnReleases(person)).toEqual({
      editions: [{ quarter: "2042-Q2", epsilonMilli: 1_000, releases: 10, rows: 1, open: true }],
      yearMilli: 1_000,
      yearRows: 1,
    });
    const { charged_milli } = await runQuery(
      { ...partner, clock: opened },
      ask({ measure: "people", dimensions: ["novelty_level"], error: 60 }),
    );
    expect(charged_milli).toBeGreaterThan(0);
    await transaction(person, (tx) =>
      recordConsent(person, tx, { consent: "research", granted: false, place: "privacy" }),
    );
    await publishEdition(own, new FixedClock("2042-10-01T04:40:00Z"));
    expect(await listOwnReleases(person)).toEqual({
      editions: [
        { quarter: "2042-Q2", epsilonMilli: 1_000 + charged_milli, releases: 11, rows: 1, open: false },
      ],
      yearMilli: 1_000 + charged_milli,
      yearRows: 1,
    });
  });
});
