import { beforeAll, describe, expect, it } from "vitest";
import { recordConsent } from "@/lib/identity/consent/record-consent";
import { FixedClock } from "@/lib/platform/clock";
import type { PartnerContext, ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { makeParticipant } from "@/lib/research/editions/editions.fixture";
import { listOwnLedger } from "@/lib/research/findings/list-own-ledger";
import { publishFinding } from "@/lib/research/findings/publish-finding";
import { withdrawFinding } from "@/lib/research/findings/withdraw-finding";
import { ask, makeResearcher, publishEdition } from "@/lib/research/insights/insights.fixture";
import { runQuery } from "@/lib/research/insights/run-query";
import { OwnDatabase } from "@/test/own-database";

const own = new OwnDatabase(4);
const JOINED = new FixedClock("2042-05-20T12:00:00Z");
const FIRST = new FixedClock("2042-07-01T04:40:00Z");
const SECOND = new FixedClock("2042-10-01T04:40:00Z");

let person: ProfileContext;
let stranger: ProfileContext;
let partner: PartnerContext;
let asked: Awaited<ReturnType<typeof runQuery>>;

beforeAll(async () => {
  partner = await makeResearcher(own, FIRST);
  person = await makeParticipant(own, JOINED);
  await publishEdition(own, FIRST);
  stranger = await makeParticipant(own, FIRST, 2);
  asked = await runQuery(
    partner,
    ask({ measure: "trait_average", subject: "novelty", dimensions: ["region"], error: 90 }),
  );
}, 120_000);

describe("a person's own ledger", () => {
  it("names every release that their row went into, with its epsilon, and sums up quarter and year", async () => {
    const { editions, quarterMilli, yearMilli } = await listOwnLedger(person);
    expect(editions.map(({ quarter, open, releases }) => [quarter, open, releases])).toEqual([
      ["2042-Q2", true, 11],
    ]);
    const [edition] = editions;
    expect(edition?.shown).toHaveLength(11);
    expect(edition?.shown.reduce((sum, { epsilonMilli }) => sum + epsilonMilli, 0)).toBe(quarterMilli);
    expect([quarterMilli, yearMilli]).toEqual([1_000 + asked.charged_milli, 1_000 + asked.charged_milli]);
    expect(edition?.shown.map(({ title }) => title)).toContain("Average novelty by region");
    expect(edition?.shown.map(({ title }) => title)).toContain("Distribution of compatibility");
  });

  it("leads to what was published, until it is withdrawn", async () => {
    const finding = await publishFinding(partner, {
      query_id: asked.id ?? "",
      title: "Novelty",
      summary: "",
    });
    const published = async () =>
      (await listOwnLedger(person)).editions.flatMap(({ shown }) =>
        shown.flatMap(({ findings }) => findings),
      );
    expect(await published()).toEqual([{ cite: finding.cite, title: "Novelty" }]);
    await withdrawFinding(partner, { finding_id: finding.id });
    expect(await published()).toEqual([]);
  });

  it("is empty for one who joined later, and ends with the edition before they withdrew", async () => {
    expect((await listOwnLedger(stranger)).editions).toEqual([]);
    await transaction(person, (tx) =>
      recordConsent(person, tx, { consent: "research", granted: false, place: "privacy" }),
    );
    await publishEdition(own, SECOND);
    expect((await listOwnLedger(person)).editions.map(({ quarter }) => quarter)).toEqual(["2042-Q2"]);
    expect((await listOwnLedger(stranger)).editions.map(({ quarter }) => quarter)).toEqual(["2042-Q3"]);
  });
});
