import { randomInt } from "node:crypto";
import { FixedClock, systemClock } from "@/lib/platform/clock";
import type { Database } from "@/lib/platform/db";
import { systemContext } from "@/lib/platform/jobs";
import { buildEdition } from "@/lib/research/editions/build-edition";
import { lastQuarter } from "@/lib/research/editions/quarters";
import { openEdition } from "@/lib/research/insights/open-edition";
import { runQuery } from "@/lib/research/insights/run-query";
import { AskInsights } from "@/lib/research/insights/schemas";
import { insertPeople } from "@/prisma/seed/demo-research";
import { seeded } from "@/prisma/seed/drawn-people";
import { changeContract, partnerContext } from "./partner-state";
import type { TestPartner } from "./product";

/** A question that every edition answers from its first release, in words of its own each time. */
export const knownQuestion = () => ({
  measure: "people",
  dimensions: ["age_band"],
  error: randomInt(1_000, 100_000),
});

/** Gives the partner a plan with insights, and sees to it that the last quarter's edition is published. */
export async function makeInsights(database: Database, partner: TestPartner): Promise<void> {
  await changeContract(partner, { tier: "enterprise" }, database);
  const ctx = systemContext(database, "test");
  await openEdition(ctx, await buildEdition(ctx));
}

/** A question that the partner has asked. Returns its id. */
export async function makeInsightQuery(database: Database, partner: TestPartner): Promise<string> {
  await makeInsights(database, partner);
  const { id } = await runQuery(partnerContext(partner), AskInsights.parse(knownQuestion()));
  return id ?? "";
}

const PEOPLE = 500;

/**
 * Publishes editions of the last two quarters with synthetic people, where they are not published yet. Several workers may
 * ask at once: each edition is built and opened once.
 */
export async function publishEditions(database: Database): Promise<void> {
  const ctx = systemContext(database, "test");
  const newest = lastQuarter(systemClock.now());
  for (const quarter of [lastQuarter(newest.startsAt), newest]) {
    const { name } = quarter;
    if ((await database.prisma.researchEdition.count({ where: { quarter: name } })) === 0) {
      await insertPeople(ctx, seeded(randomInt(1_000_000)), quarter, PEOPLE);
    }
    const clock = new FixedClock(new Date(quarter.endsAt.getTime() + 1));
    await openEdition({ ...ctx, clock }, await buildEdition({ ...ctx, clock }));
  }
}

/** Gives a partner a share of the open edition, however many partners have one. */
export async function giveShare(database: Database, partnerId: string, shareMilli: number): Promise<void> {
  const { id: editionId } = await database.prisma.researchEdition.findFirstOrThrow({
    where: { state: "open" },
  });
  await database.prisma.insightShare.upsert({
    where: { editionId_partnerId: { editionId, partnerId } },
    create: { editionId, partnerId, shareMilli, joined: false, createdAt: systemClock.now() },
    update: { shareMilli },
  });
}
