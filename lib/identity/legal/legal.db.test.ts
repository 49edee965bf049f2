import { describe, expect, it } from "vitest";
import { asPerson } from "@/lib/identity/accounts/accounts.fixture";
import { acceptDocuments } from "@/lib/identity/legal/accept-documents";
import { listAcceptances, listPendingDocuments } from "@/lib/identity/legal/list-acceptances";
import { legalPrivacy } from "@/lib/identity/legal/privacy";
import { acceptPartnerDocuments } from "@/lib/partners/partners/accept-partner-documents";
import { createOwnedPartner } from "@/lib/partners/partners/create-owned-partner";
import { createPartner } from "@/lib/partners/partners/create-partner";
import { listPartnerDocuments } from "@/lib/partners/partners/list-partner-documents";
import { partnersPrivacy } from "@/lib/partners/partners/privacy";
import { CreatePartner } from "@/lib/partners/partners/schemas";
import { startAssessment } from "@/lib/people/assessments/start-assessment";
import { makeVisitor } from "@/lib/people/people.fixture";
import { claimProfile } from "@/lib/people/profiles/claim-profile";
import { startQuest } from "@/lib/people/quest/start-quest";
import type { PartnerContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import {
  acceptedValue,
  countsSince,
  currentVersion,
  type LegalDocument,
  PARTNER_DOCUMENTS,
  PERSON_DOCUMENTS,
} from "@/lib/platform/legal-documents";
import { ALL_PERMISSIONS, onlyReads } from "@/lib/platform/permissions";
import { ownDatabase } from "@/test/own-database";
import { makePerson } from "@/test/people";
import { guardTenant } from "@/test/tenant-guard";

const own = ownDatabase();
const NOW = new Date();
const TERMS = currentVersion("api-terms", NOW).version;
const forCompanies = () => acceptedValue(PARTNER_DOCUMENTS, NOW);
const forPeople = () => acceptedValue(PERSON_DOCUMENTS, NOW);

async function makeMember(role: "owner" | "viewer" = "owner") {
  const person = await makePerson(own.database, { role });
  const ctx: PartnerContext = {
    ...asPerson(own, person),
    db: guardTenant(own.prisma, person.partnerId),
    partnerId: person.partnerId,
    mode: "live",
    permissions: role === "owner" ? ALL_PERMISSIONS : onlyReads(ALL_PERMISSIONS),
  };
  return { person, ctx };
}

const audited = (targetId: string) =>
  own.prisma.auditEvent.findMany({ where: { targetId, action: "legal.accepted" } });

describe("a version of a document", () => {
  const versions = (asksAgain: boolean): Record<string, LegalDocument> => ({
    terms: {
      title: "Terms",
      description: "",
      audience: "people",
      versions: [
        { version: "2026-11-30", changed: "", asksAgain: true, sha256: "" },
        { version: "2027-02-01", changed: "", asksAgain, sha256: "" },
      ],
    },
  });

  it("holds from its day, UTC, and not before", () => {
    const at = (time: string) => currentVersion("terms", new Date(time), versions(true)).version;
    expect(at("2027-01-31T23:59:59.999Z")).toBe("2026-11-30");
    expect(at("2027-02-01T00:00:00.000Z")).toBe("2027-02-01");
    expect(at("2020-01-01T00:00:00.000Z")).toBe("2026-11-30");
  });

  it("asks everyone again where it says so, from its day on", () => {
    const since = (time: string, asksAgain: boolean) =>
      countsSince("terms", new Date(time), versions(asksAgain));
    expect(since("2027-01-31T00:00:00Z", true)).toBe("2026-11-30");
    expect(since("2027-02-01T00:00:00Z", true)).toBe("2027-02-01");
    expect(since("2027-02-01T00:00:00Z", false)).toBe("2026-11-30");
  });
});

describe("a company", () => {
  it("accepts the current API terms by signing up through the API, and the reply says which", async () => {
    const input = CreatePartner.parse({ company_name: "Ltd", email: "a@example.com", terms_version: TERMS });
    const { partner, terms_version } = await createPartner(own.system(), input);
    expect(terms_version).toBe(TERMS);
    const rows = await own.prisma.partnerAcceptance.findMany({ where: { partnerId: partner.id } });
    expect(rows.map(({ document, version, how, userId }) => [document, version, how, userId]).sort()).toEqual(
      [
        ["api-terms", TERMS, "api", null],
        ["data-processing", currentVersion("data-processing", NOW).version, "api", null],
      ],
    );
    expect(await audited(partner.id)).toHaveLength(1);
  });

  it("signs up as before without naming a version", async () => {
    const input = CreatePartner.parse({ company_name: "Ltd", email: "a@example.com" });
    const { partner } = await createPartner(own.system(), input);
    expect(await own.prisma.partnerAcceptance.count({ where: { partnerId: partner.id } })).toBe(2);
  });

  it("that names another version is refused at that field, and is not made", async () => {
    const email = `terms-${newId()}@example.com`;
    const input = CreatePartner.parse({ company_name: "Ltd", email, terms_version: "2020-01-01" });
    await expect(createPartner(own.system(), input)).rejects.toMatchObject({
      errors: [{ path: "terms_version", message: expect.stringContaining(TERMS) }],
    });
    expect(await own.prisma.partner.count({ where: { email } })).toBe(0);
  });

  it("that a person makes is made only with the box for the current texts checked, and says who did it", async () => {
    const person = await makePerson(own.database);
    const make = (accepted?: string) =>
      createOwnedPartner(asPerson(own, person), { company_name: "Own", accepted });
    for (const accepted of [undefined, "", "on", "api-terms@2020-01-01 data-processing@2020-01-01"]) {
      await expect(make(accepted)).rejects.toMatchObject({ errors: [{ path: "accepted" }] });
    }
    const { partner_id } = await make(forCompanies());
    const rows = await own.prisma.partnerAcceptance.findMany({ where: { partnerId: partner_id } });
    expect(rows.map(({ how, userId }) => [how, userId])).toEqual([
      ["company", person.userId],
      ["company", person.userId],
    ]);
  });

  it("is asked again where it accepted only an earlier version, until an owner or admin accepts", async () => {
    const { person, ctx } = await makeMember();
    expect((await listPartnerDocuments(ctx)).pending).toEqual([]);
    await own.prisma.partnerAcceptance.updateMany({
      where: { partnerId: person.partnerId, document: "api-terms" },
      data: { version: "2020-01-01" },
    });
    expect((await listPartnerDocuments(ctx)).pending).toMatchObject([
      { slug: "api-terms", version: TERMS, acceptedVersion: "2020-01-01" },
    ]);
    await acceptPartnerDocuments(ctx, { accepted: forCompanies() });
    await acceptPartnerDocuments(ctx, { accepted: forCompanies() });
    const { pending, accepted } = await listPartnerDocuments(ctx);
    expect(pending).toEqual([]);
    expect(
      accepted.find(({ version, document }) => document === "api-terms" && version === TERMS),
    ).toMatchObject({
      how: "banner",
      by: person.name,
    });
    expect(accepted.some(({ version }) => version === "2020-01-01")).toBe(true);
  });

  it("is not bound by a member who may only read", async () => {
    const { ctx } = await makeMember("viewer");
    await expect(acceptPartnerDocuments(ctx, { accepted: forCompanies() })).rejects.toMatchObject({
      code: "insufficient_role",
    });
  });
});

describe("a person", () => {
  it("who begins an assessment or a story without an account accepts the current texts in that browser, once", async () => {
    for (const begin of [
      (ctx: Parameters<typeof startQuest>[0]) => startAssessment(ctx, { form: "short", old_enough: true }),
      startQuest,
    ]) {
      const { ctx } = await makeVisitor(own);
      await begin(ctx);
      await begin(ctx);
      const rows = await listAcceptances(ctx);
      expect(rows.map(({ document }) => document).sort()).toEqual([...PERSON_DOCUMENTS].sort());
    }
  });

  it("keeps what they accepted in a browser when their account claims it", async () => {
    const person = await makePerson(own.database);
    const first = await makeVisitor(own);
    await startQuest(first.ctx);
    await claimProfile(own.system(), { user_id: person.userId, token: first.token });
    const second = await makeVisitor(own);
    await startAssessment(second.ctx, { form: "short", old_enough: true });
    await claimProfile(own.system(), { user_id: person.userId, token: second.token });
    const rows = await listAcceptances({ ...own.system(), userId: person.userId, profileId: null });
    expect(rows.map(({ how }) => how).sort()).toEqual(["quest", "quest", "sign_up", "sign_up"]);
  });

  it("is asked again where they accepted an earlier version, and accepting is audited once", async () => {
    const person = await makePerson(own.database);
    const ctx = asPerson(own, person);
    expect(await listPendingDocuments(ctx)).toEqual([]);
    await own.prisma.legalAcceptance.deleteMany({ where: { userId: person.userId, document: "terms" } });
    expect((await listPendingDocuments(ctx)).map(({ slug }) => slug)).toEqual(["terms"]);
    const before = await audited(person.userId);
    await acceptDocuments(ctx, { accepted: forPeople() });
    await acceptDocuments(ctx, { accepted: forPeople() });
    expect(await listPendingDocuments(ctx)).toEqual([]);
    const after = await audited(person.userId);
    expect(after).toHaveLength(before.length + 1);
    expect(after.filter(({ details }) => JSON.stringify(details).includes("banner"))).toHaveLength(1);
    await expect(acceptDocuments(ctx, { accepted: "terms@2020-01-01" })).rejects.toMatchObject({
      errors: [{ path: "accepted", message: expect.stringContaining("changed") }],
    });
  });

  it("finds what they accepted in their export, and deleted it is gone, while the company keeps its own nameless", async () => {
    const { person, ctx } = await makeMember();
    await own.prisma.partnerAcceptance.deleteMany({ where: { partnerId: person.partnerId } });
    await acceptPartnerDocuments(ctx, { accepted: forCompanies() });
    const ref = { userId: person.userId, profileId: null, email: person.email };
    const tables: string[] = [];
    for (const part of [legalPrivacy, partnersPrivacy]) {
      for await (const { table } of part.exportPerson(own.prisma, ref)) tables.push(table);
    }
    expect(tables.filter((table) => /acceptances/.test(table)).sort()).toEqual([
      "legal_acceptances",
      "legal_acceptances",
      "partner_acceptances",
      "partner_acceptances",
    ]);
    const erased = await own.prisma.$transaction(async (tx) => [
      ...(await legalPrivacy.erasePerson(own.system(), tx, ref)),
      ...(await partnersPrivacy.erasePerson(own.system(), tx, ref)),
    ]);
    expect(erased).toContainEqual(expect.objectContaining({ subject: "legal_acceptances", erasedRows: 2 }));
    expect(erased).toContainEqual(
      expect.objectContaining({ subject: "partner_acceptances", clearedRows: 2 }),
    );
    const kept = await own.prisma.partnerAcceptance.findMany({ where: { partnerId: person.partnerId } });
    expect(kept.map(({ userId }) => userId)).toEqual([null, null]);
  });

  it("and a browser are never both the one who accepted, nor neither", async () => {
    const at = new Date();
    const row = { document: "terms", version: "2026-11-30", at, how: "sign_up" };
    await expect(own.prisma.legalAcceptance.create({ data: { id: newId(), ...row } })).rejects.toThrow(
      /legal_acceptances_of_one_sql/,
    );
  });
});
