import { describe, expect, inject, it } from "vitest";
import { startImpersonation } from "@/lib/identity/accounts/start-impersonation";
import { startAssessment } from "@/lib/people/assessments/start-assessment";
import { statementsOf } from "@/lib/people/assessments/statements";
import { createProfile, ensureUserProfile } from "@/lib/people/profiles/create-profile";
import type { ProfileContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { adminContext, makePerson, type TestPerson, testContext } from "@/test/people";
import { closeProductDatabase, productDatabase } from "@/test/product";

closeProductDatabase();

const url = inject("mounts")[0]?.url ?? "";
const statement_id = statementsOf("short", false)[0]?.id ?? "";

async function begin(profileId: string, userId: string | null = null): Promise<string> {
  const ctx: ProfileContext = { ...testContext(productDatabase()), profileId, userId };
  return (await startAssessment(ctx, { form: "short", old_enough: true })).assessment_id;
}

async function makeVisitor(): Promise<{ cookie: string; assessment_id: string; profileId: string }> {
  const { profileId, browser } = await createProfile(testContext(productDatabase()));
  return {
    profileId,
    cookie: `soulmate.profile=${browser.token}`,
    assessment_id: await begin(profileId),
  };
}

async function makeOwner(): Promise<TestPerson & { assessment_id: string }> {
  const person = await makePerson(productDatabase(), { role: "owner" });
  const user_id = person.userId;
  const profileId = await ensureUserProfile(testContext(productDatabase()), { user_id });
  return { ...person, assessment_id: await begin(profileId, user_id) };
}

/** Saves as a page does. Returns the status and the problem's code. */
async function save(
  cookie: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<[number, string | undefined]> {
  const response = await fetch(`${url}/assessment/answers`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Cookie: cookie, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const reply = (await response.json()) as { code?: string };
  if (!response.ok) expect(response.headers.get("content-type")).toContain("application/problem+json");
  return [response.status, reply.code];
}

const one = (assessment_id: string, rest: object = {}) => ({
  assessment_id,
  answers: [{ statement_id, value: 3, ...rest }],
});

async function answersOf(assessmentId: string): Promise<number> {
  return productDatabase().prisma.assessmentAnswer.count({ where: { assessmentId } });
}

describe("saving answers", () => {
  it("is refused to anybody but the sheet's owner, each time as if there were none", async () => {
    const [mine, other, owner] = await Promise.all([makeVisitor(), makeVisitor(), makeOwner()]);
    const stranger = await makePerson(productDatabase(), {});
    const cookies = ["", "soulmate.profile=x", other.cookie, owner.cookie, stranger.cookie];
    for (const cookie of cookies) {
      expect(await save(cookie, one(mine.assessment_id)), cookie).toEqual([404, "not_found"]);
    }
    expect(await answersOf(mine.assessment_id)).toBe(0);
    expect(await save(mine.cookie, one(mine.assessment_id))).toEqual([200, undefined]);
  });

  it("is refused to a suspended account and to a session that was revoked", async () => {
    const [suspended, revoked] = await Promise.all([makeOwner(), makeOwner()]);
    const { prisma } = productDatabase();
    await prisma.user.update({ where: { id: suspended.userId }, data: { suspendedAt: new Date() } });
    await prisma.session.update({ where: { id: revoked.sessionId }, data: { revokedAt: new Date() } });
    for (const { cookie, assessment_id } of [suspended, revoked]) {
      expect(await save(cookie, one(assessment_id))).toEqual([404, "not_found"]);
      expect(await answersOf(assessment_id)).toBe(0);
    }
  });

  it("is refused to pages of other sites, by either header", async () => {
    const { cookie, assessment_id } = await makeVisitor();
    for (const headers of [
      { Origin: "https://evil.example" },
      { Origin: "null" },
      { "Sec-Fetch-Site": "cross-site" },
      { "Sec-Fetch-Site": "same-site" },
    ]) {
      const refused = await save(cookie, one(assessment_id), headers as unknown as Record<string, string>);
      expect(refused, JSON.stringify(headers)).toEqual([403, "cross_site_request"]);
    }
    expect(await save(cookie, one(assessment_id), { "Content-Type": "text/plain" })).toEqual([
      415,
      "unsupported_media_type",
    ]);
  });

  it("answers whatever is forged with a problem, and never with a fault of ours", async () => {
    const { cookie, assessment_id } = await makeVisitor();
    const bad: unknown[] = [
      "",
      "{",
      "[]",
      null,
      {},
      one("x"),
      one(newId()),
      { assessment_id, answers: [] },
      { assessment_id, answers: Array.from({ length: 121 }, () => ({ statement_id, value: 3 })) },
      one(assessment_id, { value: 0 }),
      one(assessment_id, { value: 2.5 }),
      one(assessment_id, { value: "9" }),
      one(assessment_id, { value: { traits: [1] } }),
      one(assessment_id, { took_ms: -1 }),
      one(assessment_id, { answered_at: "yesterday" }),
      one(assessment_id, { statement_id: "physical_intimacy.1" }),
      one(assessment_id, { statement_id: "'; DROP TABLE profiles; --" }),
      { ...one(assessment_id), traits: Array(32).fill(1) },
      { ...one(assessment_id), sent_at: "soon" },
    ];
    for (const body of bad) {
      const [status, code] = await save(cookie, body);
      expect([400, 404, 422], `${JSON.stringify(body)}: ${code}`).toContain(status);
    }
    expect(await answersOf(assessment_id)).toBe(0);
    expect(await save(cookie, `{"a":"${"x".repeat(70_000)}"}`)).toEqual([413, "body_too_large"]);
  });

  it("takes any date and any time on the screen that a device may send", async () => {
    const { cookie, assessment_id } = await makeVisitor();
    for (const rest of [
      { answered_at: "-271821-04-20T00:00:00.000Z" },
      { answered_at: "+275760-09-13T00:00:00.000Z" },
      { answered_at: 0 },
      { took_ms: 5_000_000_000 },
    ]) {
      expect(await save(cookie, one(assessment_id, rest)), JSON.stringify(rest)).toEqual([200, undefined]);
    }
    const far = {
      ...one(assessment_id, { answered_at: new Date() }),
      sent_at: "-271821-04-20T00:00:00.000Z",
    };
    expect(await save(cookie, far)).toEqual([200, undefined]);
  });
});

describe("an admin who looks through a member's eyes", () => {
  it("sees none of what that person answered, and changes none of it", async () => {
    const owner = await makeOwner();
    const { prisma } = productDatabase();
    const { profileId } = await prisma.assessment.findUniqueOrThrow({ where: { id: owner.assessment_id } });
    const now = new Date();
    const resultId = newId();
    await prisma.traitResult.create({
      data: {
        id: resultId,
        profileId,
        source: "assessment",
        modelVersion: "soulmate-2",
        questionnaireVersion: "questionnaire-1",
        traits: Array(32).fill(0.9),
        standardErrors: Array(32).fill(0.2),
        quality: "high",
        answerCount: 64,
        createdAt: now,
        revisedAt: now,
      },
    });
    const page = async (cookie: string, path: string) => {
      const response = await fetch(`${url}${path}`, { headers: { Cookie: cookie }, redirect: "manual" });
      return `${response.status} ${response.headers.get("location")} ${await response.text()}`;
    };
    expect(await page(owner.cookie, "/results")).toContain(resultId);
    expect(await page(owner.cookie, `/results/${resultId}`)).toContain("This is what you bring");

    const eyes = await makePerson(productDatabase(), { admin: true });
    await startImpersonation(adminContext(productDatabase(), eyes), {
      user_id: owner.userId,
      partner_id: owner.partnerId,
      reason: "Asked for by a test",
    });
    // What the admin's own browser holds without an account is no part of it either.
    const visitor = await makeVisitor();
    const cookie = `${eyes.cookie}; ${visitor.cookie}`;
    for (const path of ["/", "/results", "/assessment", "/quest", "/account", "/partner"]) {
      const shown = await page(cookie, path);
      for (const secret of [resultId, owner.assessment_id, visitor.assessment_id, "belong to no account"]) {
        expect(shown.includes(secret), `${path} shows ${secret}`).toBe(false);
      }
    }
    for (const path of [`/results/${resultId}`, `/assessment/${owner.assessment_id}`]) {
      expect(await page(cookie, path)).not.toContain("This is what you bring");
    }
    expect(await save(cookie, one(owner.assessment_id))).toEqual([404, "not_found"]);
    expect(await save(cookie, one(visitor.assessment_id))).toEqual([404, "not_found"]);
    expect(await answersOf(owner.assessment_id)).toBe(0);
  });
});
