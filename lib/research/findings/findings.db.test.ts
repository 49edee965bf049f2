import { beforeAll, describe, expect, it } from "vitest";
import { verifyBundle } from "@/content/research/verify-bundle.mjs";
import { FixedClock } from "@/lib/platform/clock";
import type { PartnerContext } from "@/lib/platform/context";
import { listSigningKeys } from "@/lib/research/exports/list-signing-keys";
import { citeFinding } from "@/lib/research/findings/cite-finding";
import { exportFinding } from "@/lib/research/findings/export-finding";
import { getFinding } from "@/lib/research/findings/get-finding";
import { listFindingAddresses } from "@/lib/research/findings/list-finding-addresses";
import { listFindings } from "@/lib/research/findings/list-findings";
import { publishFinding } from "@/lib/research/findings/publish-finding";
import { CITE, PublishFinding } from "@/lib/research/findings/schemas";
import { withdrawAnyFinding } from "@/lib/research/findings/withdraw-any-finding";
import { withdrawFinding } from "@/lib/research/findings/withdraw-finding";
import {
  ask,
  insertPopulation,
  makeResearcher,
  publishEdition,
} from "@/lib/research/insights/insights.fixture";
import { runQuery } from "@/lib/research/insights/run-query";
import { OwnDatabase } from "@/test/own-database";

const own = new OwnDatabase(6);
const clock = new FixedClock("2031-07-01T04:40:00Z");

let owner: PartnerContext;
let other: PartnerContext;

beforeAll(async () => {
  owner = await makeResearcher(own, clock);
  other = await makeResearcher(own, clock);
  await insertPopulation(own, new Date("2031-05-01T12:00:00Z"), 40);
  await publishEdition(own, clock);
}, 120_000);

let error = 52;
/** An answer that this partner alone has paid for. */
async function paidFor(ctx: PartnerContext): Promise<string> {
  error -= 1;
  const { id } = await runQuery(ctx, ask({ measure: "people", dimensions: ["region", "age_band"], error }));
  return id ?? "";
}
const words = { title: "Where people live", summary: "Most live in the west.\n\nNot all." };
const visitor = () => own.system(clock);

describe("a finding", () => {
  it("is on a public page under an address of its own, with the very answer and a bundle that holds", async () => {
    const query_id = await paidFor(owner);
    const finding = await publishFinding(owner, { query_id, ...words });
    expect(finding.cite).toMatch(CITE);
    const shown = await getFinding(visitor(), { cite: finding.cite });
    expect(shown).toMatchObject({ ...words, withdrawn_at: null, author: expect.any(String) });
    const { result } = await runQuery(
      owner,
      ask({ measure: "people", dimensions: ["region", "age_band"], error }),
    );
    expect(shown.answer?.result).toEqual(result);
    expect(JSON.stringify(shown)).not.toContain(owner.partnerId);
    const file = await exportFinding(visitor(), { cite: finding.cite, format: "bundle" });
    const { keys } = await listSigningKeys(visitor());
    const { manifest } = verifyBundle(Buffer.from(file.bytes), { keys: [...keys] });
    expect(manifest.release.id).toBe(result?.release_id);
    const cited = citeFinding(shown);
    expect(cited.text).toContain(`/findings/${finding.cite}`);
    expect(cited.text).toContain(result?.release_id);
    expect(cited.bibtex).toContain(`@misc{${finding.cite},`);
  });

  it("is left out of what search engines find where its people were drawn by chance", async () => {
    const { synthetic } = await own.prisma.researchEdition.findFirstOrThrow();
    const found = (await listFindingAddresses(visitor())).map(({ cite }) => cite);
    const all = await own.prisma.insightPublication.findMany({ where: { withdrawnAt: null } });
    expect(all.length).toBeGreaterThan(0);
    expect(found.sort()).toEqual(synthetic ? [] : all.map(({ cite }) => cite).sort());
  });

  it("is published once, also by two at the same time", async () => {
    const query_id = await paidFor(owner);
    const both = await Promise.allSettled([
      publishFinding(owner, { query_id, ...words }),
      publishFinding(owner, { query_id, ...words }),
    ]);
    const codes = both.map((one) => (one.status === "fulfilled" ? "done" : one.reason.code)).sort();
    expect(codes).toEqual(["already_published", "done"]);
    expect(await own.prisma.insightPublication.count({ where: { queryId: query_id } })).toBe(1);
  });

  it("is published once for a question, however often that was asked", async () => {
    const question = ask({ measure: "people", dimensions: ["region"], error: 900 });
    const asked = [await runQuery(owner, question), await runQuery(owner, question)].map(
      ({ id }) => id ?? "",
    );
    const both = await Promise.allSettled(
      asked.map((query_id) => publishFinding(owner, { query_id, ...words })),
    );
    const codes = both.map((one) => (one.status === "fulfilled" ? "done" : one.reason.code)).sort();
    expect(codes).toEqual(["already_published", "done"]);
  });

  it("that was withdrawn keeps its address without its figures, and gets it back when it is published again", async () => {
    const query_id = await paidFor(owner);
    const { id, cite } = await publishFinding(owner, { query_id, ...words });
    await withdrawFinding(owner, { finding_id: id });
    const later = { ...owner, clock: new FixedClock("2031-08-01T00:00:00Z") };
    const again = await withdrawFinding(later, { finding_id: id });
    expect(again.withdrawn_at).toBe("2031-07-01T04:40:00.000Z");
    expect(await getFinding(visitor(), { cite })).toMatchObject({
      answer: null,
      summary: "",
      title: words.title,
    });
    await expect(exportFinding(visitor(), { cite, format: "csv" })).rejects.toMatchObject({
      code: "not_found",
    });
    const restored = await publishFinding(later, { query_id, title: "New words", summary: "" });
    expect(restored).toMatchObject({ cite, title: "New words", withdrawn_at: null });
    expect((await getFinding(visitor(), { cite })).answer).not.toBeNull();
  });

  it("of a release that another paid for is theirs to publish, and one that everyone has is anyone's", async () => {
    await paidFor(owner);
    const same = await runQuery(other, ask({ measure: "people", dimensions: ["region", "age_band"], error }));
    expect(same.charged_milli).toBe(0);
    await expect(publishFinding(other, { query_id: same.id ?? "", ...words })).rejects.toMatchObject({
      code: "not_your_release",
    });
    const everyones = await runQuery(other, ask({ measure: "people", dimensions: ["region"], error: 900 }));
    const { cite } = await publishFinding(other, { query_id: everyones.id ?? "", ...words });
    expect((await getFinding(visitor(), { cite })).answer).not.toBeNull();
  });

  it("is nobody else's to publish, list or withdraw", async () => {
    const query_id = await paidFor(owner);
    const { id } = await publishFinding(owner, { query_id, ...words });
    for (const refused of [
      () => publishFinding(other, { query_id, ...words }),
      () => withdrawFinding(other, { finding_id: id }),
    ]) {
      await expect(refused()).rejects.toMatchObject({ code: "not_found" });
    }
    const listed = await listFindings(other, { limit: 100 });
    expect(listed.data.map((finding) => finding.id)).not.toContain(id);
    const own = await listFindings(owner, { limit: 100 });
    expect(own.data.map((finding) => finding.id)).toContain(id);
    const reader = { ...owner, permissions: new Set(["insights:read" as const]) };
    await expect(withdrawFinding(reader, { finding_id: id })).rejects.toMatchObject({
      code: "insufficient_scope",
    });
  });

  it("is taken from the public by an admin with a reason that its owner reads", async () => {
    const query_id = await paidFor(owner);
    const { id, cite } = await publishFinding(owner, { query_id, ...words });
    const actor = { type: "user" as const, id: owner.partnerId };
    const admin = { ...visitor(), actor, userId: actor.id, role: "admin" as const };
    await withdrawAnyFinding(admin, { finding_id: id, reason: "It names a person" });
    expect((await getFinding(visitor(), { cite })).answer).toBeNull();
    const [row] = await own.prisma.auditEvent.findMany({
      where: { action: "insight_finding.withdrawn", targetId: id },
    });
    expect(row).toMatchObject({ partnerId: owner.partnerId, details: { cite, reason: "It names a person" } });
    const gone = await getFinding(visitor(), { cite });
    expect(gone).toMatchObject({ title: "Withdrawn finding", author: "", summary: "" });
    expect(JSON.stringify(gone)).not.toContain(words.title);
    await expect(
      withdrawAnyFinding({ ...admin, role: "user" as "admin" }, { finding_id: id, reason: "no" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a finding that an admin has withdrawn", () => {
  const adminOf = () => {
    const id = owner.partnerId;
    return { ...visitor(), actor: { type: "user" as const, id }, userId: id, role: "admin" as const };
  };

  it("is not published again by its owner, also not by another question that the same release answers", async () => {
    const query_id = await paidFor(owner);
    const { id, cite } = await publishFinding(owner, { query_id, ...words });
    await withdrawAnyFinding(adminOf(), { finding_id: id, reason: "It names a person" });
    const { id: again } = await runQuery(
      owner,
      ask({ measure: "people", dimensions: ["region", "age_band"], error }),
    );
    for (const asked of [query_id, again ?? ""]) {
      await expect(publishFinding(owner, { query_id: asked, ...words })).rejects.toMatchObject({
        code: "finding_barred",
      });
    }
    await withdrawFinding(owner, { finding_id: id });
    expect((await getFinding(visitor(), { cite })).answer).toBeNull();
    const [listed] = (await listFindings(owner, { limit: 100 })).data.filter((one) => one.id === id);
    expect(listed).toMatchObject({ title: words.title, withdrawn_by_staff: true });
  });

  it("stays so where its owner had withdrawn it first", async () => {
    const query_id = await paidFor(owner);
    const { id } = await publishFinding(owner, { query_id, ...words });
    await withdrawFinding(owner, { finding_id: id });
    await withdrawAnyFinding(adminOf(), { finding_id: id, reason: "It names a person" });
    await expect(publishFinding(owner, { query_id, ...words })).rejects.toMatchObject({
      code: "finding_barred",
    });
  });
});

describe("bad input", () => {
  it.each([
    ["no title", { title: "" }, "title"],
    ["an address in the title", { title: "See www.example.com" }, "title"],
    ["a title that is too long", { title: "x".repeat(121) }, "title"],
    ["a summary that is too long", { summary: "x".repeat(2_001) }, "summary"],
    ["a control character", { summary: "a\u0000b" }, "summary"],
    ["what is no id", { query_id: "7" }, "query_id"],
  ])("with %s is refused at its field", (_, changed, path) => {
    const input = { query_id: "0193c9a2-0000-7000-8000-000000000001", ...words, ...changed };
    const { error: refusal } = PublishFinding.safeParse(input);
    expect(refusal?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
  });

  it("finds nothing where the address is no citation", async () => {
    for (const cite of ["", "2031q2-00000000", "2031q2-ILOU0000", "../../etc", "2031q2-7f3k9qxa\u0000"]) {
      await expect(getFinding(visitor(), { cite })).rejects.toMatchObject({ code: "not_found" });
    }
  });
});
