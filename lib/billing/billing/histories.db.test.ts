import { randomInt } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { type Databases, describeFailed, liveThrough } from "@/lib/billing/billing/histories.fixture";
import { checkLived } from "@/lib/billing/billing/history-check.fixture";
import { KNOWN_HISTORIES } from "@/lib/billing/billing/history-known.fixture";
import { historyOf } from "@/lib/billing/billing/history-steps.fixture";
import { HistoryTown, START } from "@/lib/billing/billing/history-town.fixture";
import { type Database, openDatabase } from "@/lib/platform/db";
import { setSettings } from "@/test/settings";
import { createTestDatabase } from "@/test/test-database";

const databases: Databases = {
  async with<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const test = await createTestDatabase();
    const database = openDatabase(test.url, 4);
    try {
      return await work(database);
    } finally {
      await database.close();
      await test.drop();
    }
  },
};

beforeAll(() => {
  setSettings();
});

it("bills random histories what each of their seconds is owed, and books them right", async () => {
  const fresh = Array.from({ length: 3 }, () => randomInt(1_000_000, 1_000_000_000));
  const { failed } = await liveThrough(databases, [...KNOWN_HISTORIES, ...fresh.map(historyOf)]);
  // `SEED=<seed> COUNT=1 npm run bench -- histories` cuts one down to the steps that it takes.
  expect(failed.map(describeFailed).join("\n\n")).toBe("");
}, 300_000);

it("notices a bill that is a cent too high and money that no invoice speaks of", async () => {
  const problems = await databases.with(async (database) => {
    const town = new HistoryTown(database);
    await town.open();
    const lived = await town.begin({ seed: 1, steps: [] });
    await town.live(lived, { at: 0, do: "buy", tier: "starter", coupon: null, card: "pays" });
    await town.follow();
    await checkLived(town, lived);
    expect(lived.problems).toEqual([]);
    const [plan] = lived.bought.keys();
    // The history says that a cent less was agreed on.
    lived.bought.set(plan ?? "", {
      tier: "starter",
      coupon: { percentOff: null, amountOffCents: 1, lasts: "forever" },
      trialEndsAt: null,
    });
    await town.stripe.customers.update(lived.customer, { balance: -700 });
    await checkLived(town, lived);
    return lived.problems;
  });
  expect(problems).toEqual([
    expect.stringMatching(/plan invoice 1: owed .*; 1 off; total 499999 \| billed .*; 0 off; total 500000/),
    expect.stringContaining("the balance is -700, by all invoices it is 0"),
    expect.stringContaining("the books say it owes 0; open are 0, its balance is -700"),
    expect.stringContaining("it brings 500000 a month by the movements, 499999 by its plan"),
  ]);
}, 120_000);

it("notices credit that outlives the refund of its payment", async () => {
  const problems = await databases.with(async (database) => {
    const town = new HistoryTown(database);
    await town.open();
    const lived = await town.begin({ seed: 1, steps: [] });
    await town.live(lived, { at: 0, do: "buy", tier: "professional", coupon: null, card: "pays" });
    await town.follow();
    await town.passTo(START + 10 * 86_400);
    await town.live(lived, { at: 0, do: "change", tier: "starter", confirmedAfter: 0 });
    await town.passTo(START + 11 * 86_400);
    await town.live(lived, { at: 0, do: "refund", payment: 0, thousandths: 1_000 });
    await checkLived(town, lived);
    const before = lived.problems.splice(0);
    await town.follow();
    await checkLived(town, lived);
    return [before, lived.problems];
  });
  expect(problems).toEqual([
    [expect.stringMatching(/^credit of \d+ outlives the refund or dispute of its payment, and no person/)],
    [],
  ]);
}, 120_000);
