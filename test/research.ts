import { randomInt } from "node:crypto";
import type { Database } from "@/lib/platform/db";
import { systemContext } from "@/lib/platform/jobs";
import { buildEdition } from "@/lib/research/editions/build-edition";
import { openEdition } from "@/lib/research/insights/open-edition";
import { runQuery } from "@/lib/research/insights/run-query";
import { AskInsights } from "@/lib/research/insights/schemas";
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
