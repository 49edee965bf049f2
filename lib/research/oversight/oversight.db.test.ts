import { beforeAll, describe, expect, it } from "vitest";
import { FixedClock } from "@/lib/platform/clock";
import type { AdminContext, PartnerContext } from "@/lib/platform/context";
import { publishFinding } from "@/lib/research/findings/publish-finding";
import { withdrawAnyFinding } from "@/lib/research/findings/withdraw-any-finding";
import {
  ask,
  insertPopulation,
  makeResearcher,
  publishEdition,
} from "@/lib/research/insights/insights.fixture";
import { removeOldRefusals } from "@/lib/research/insights/remove-old-refusals";
import { runQuery } from "@/lib/research/insights/run-query";
import { getEditionOversight } from "@/lib/research/oversight/get-edition-oversight";
import { listAllEditions } from "@/lib/research/oversight/list-all-editions";
import { listRefusals } from "@/lib/research/oversight/list-refusals";
import { OwnDatabase } from "@/test/own-database";

const own = new OwnDatabase(4);
const clock = new FixedClock("2031-07-01T04:40:00Z");
const EACH = 71;

let payer: PartnerContext;
let other: PartnerContext;
let admin: AdminContext;
let paid = 0;

beforeAll(async () => {
  payer = await makeResearcher(own, clock);
  other = await makeResearcher(own, clock);
  admin = {
    ...own.system(clock),
    actor: { type: "user", id: payer.partnerId },
    userId: payer.partnerId,
    role: "admin",
  };
  await insertPopulation(own, new Date("2031-05-01T12:00:00Z"), EACH);
  await publishEdition(own, clock);
  paid = (await runQuery(payer, ask({ measure: "people", dimensions: ["novelty_level"], error: 40 })))
    .charged_milli;
}, 120_000);

describe("admins", () => {
  it("see the budget of an edition by partner, and each release with who paid", async () => {
    const edition = await getEditionOversight(admin, { quarter: "2031-Q2" });
    expect(edition).toMatchObject({
      state: "open",
      budgetMilli: 4_000,
      buildMilli: 1_000,
      chargedMilli: 1_000 + paid,
    });
    const used = edition.partners.map(({ partnerId, shareMilli, usedMilli, releases }) => [
      partnerId,
      shareMilli,
      usedMilli,
      releases,
    ]);
    expect(used).toContainEqual([payer.partnerId, 1_250, paid, 1]);
    expect(used).toContainEqual([other.partnerId, 1_250, 0, 0]);
    expect(edition.releases.map(({ epsilonMilli }) => epsilonMilli).reduce((a, b) => a + b, 0)).toBe(
      edition.chargedMilli,
    );
    const own = edition.releases.filter((release) => release.payer?.id === payer.partnerId);
    expect(own.map(({ title }) => title)).toEqual(["People by novelty, in thirds"]);
    expect(edition.releases.filter((release) => release.payer === null)).toHaveLength(10);
  });

  it("see every finding of an edition that is public, whichever release it is of", async () => {
    const { id } = await runQuery(payer, ask({ measure: "people", dimensions: ["region"], error: 900 }));
    const words = { title: "Where people live", summary: "" };
    const { cite, id: finding_id } = await publishFinding(payer, { query_id: id ?? "", ...words });
    const findings = async () => (await getEditionOversight(admin, { quarter: "2031-Q2" })).findings;
    expect(await findings()).toMatchObject([{ id: finding_id, cite, title: words.title }]);
    await withdrawAnyFinding(admin, { finding_id, reason: "It names a person" });
    expect(await findings()).toEqual([]);
  });

  it("see no exact number of people anywhere", async () => {
    const shown = JSON.stringify([
      await listAllEditions(admin),
      await getEditionOversight(admin, { quarter: "2031-Q2" }),
    ]);
    expect(shown).not.toContain(`:${4 * EACH},`);
    expect(shown).not.toContain(`:${4 * EACH}}`);
    expect(shown).not.toContain("nonce");
    expect(shown).not.toContain("noisy");
  });

  it("see which questions were refused, and nothing that the data said", async () => {
    await expect(
      runQuery(other, ask({ measure: "pairs", dimensions: ["region"], error: 2 })),
    ).rejects.toMatchObject({
      code: "share_used_up",
    });
    const { data } = await listRefusals(admin, { limit: 20 });
    expect(data).toMatchObject([
      {
        partner: { id: other.partnerId },
        quarter: "2031-Q2",
        code: "share_used_up",
        measure: "pairs",
        error: 2,
      },
    ]);
    const [edition] = await listAllEditions(admin);
    expect(edition).toMatchObject({ quarter: "2031-Q2", refusals: 1, partners: 2, releases: 11 });
    await removeOldRefusals(own.system(new FixedClock("2032-07-01T00:00:00Z")));
    expect((await listRefusals(admin, { limit: 20 })).data).toHaveLength(1);
    await removeOldRefusals(own.system(new FixedClock("2032-09-01T00:00:00Z")));
    expect((await listRefusals(admin, { limit: 20 })).data).toEqual([]);
  });

  it("alone see any of it", async () => {
    const none = { ...admin, role: "user" as "admin" };
    for (const refused of [
      () => listAllEditions(none),
      () => getEditionOversight(none, { quarter: "2031-Q2" }),
      () => listRefusals(none, { limit: 20 }),
      () => getEditionOversight(admin, { quarter: "2019-Q1" }),
    ]) {
      await expect(refused()).rejects.toMatchObject({ code: "not_found" });
    }
  });
});
