import { beforeAll, describe, expect, it } from "vitest";
import { visitor } from "@/lib/identity/accounts/accounts.fixture";
import { completeSignUp } from "@/lib/identity/accounts/complete-sign-up";
import { accountJobs } from "@/lib/identity/accounts/jobs";
import { SignUp } from "@/lib/identity/accounts/schemas";
import { signInWithIdentity } from "@/lib/identity/accounts/sign-in-with-identity";
import { signInWithPassword } from "@/lib/identity/accounts/sign-in-with-password";
import { startSignUp } from "@/lib/identity/accounts/start-sign-up";
import { createPartner } from "@/lib/partners/partners/create-partner";
import { partnerJobs } from "@/lib/partners/partners/jobs";
import { verifyEmail } from "@/lib/partners/partners/verify-email";
import { FixedClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { acceptedValue, PARTNER_DOCUMENTS, PERSON_DOCUMENTS } from "@/lib/platform/legal-documents";
import { ownDatabase, runJob } from "@/test/own-database";
import { makePerson } from "@/test/people";
import { setSettings } from "@/test/settings";

const own = ownDatabase();
const ACCEPTED = acceptedValue([...PERSON_DOCUMENTS, ...PARTNER_DOCUMENTS], new Date());

beforeAll(() => {
  setSettings();
});

const freshEmail = () => `ada-${newId()}@example.com`;
const said = async (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );

async function begin(email: string, password = "four quiet words", clock = new FixedClock(new Date())) {
  const input = SignUp.parse({ name: "Ada", email, password, company_name: "Kindred", accepted: ACCEPTED });
  const { proof } = await startSignUp(visitor(own, { clock }), input);
  const signUp = await own.prisma.signUp.findFirstOrThrow({ where: { email }, orderBy: { id: "desc" } });
  await runJob(accountJobs, "accounts.send-sign-up", own.system(clock), { sign_up_id: signUp.id });
  const mail = await own.prisma.keptMail.findFirstOrThrow({ where: { to: email }, orderBy: { id: "desc" } });
  return { proof, mail, code: /^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/m.exec(mail.text)?.[0] ?? "" };
}

const partnersOf = async (email: string) => {
  const user = await own.prisma.user.findUniqueOrThrow({
    where: { email },
    include: { memberships: { include: { partner: { include: { apiKeys: true } } } } },
  });
  return user.memberships;
};

/** A partner made by API, and the token of its verification mail. */
async function byApi(email: string) {
  const { partner } = await createPartner(visitor(own), { company_name: "By API", email, tier: "free" });
  const verification = await own.prisma.emailVerification.findFirstOrThrow({
    where: { partnerId: partner.id },
  });
  await runJob(partnerJobs, "partners.send-verification", own.system(), { verification_id: verification.id });
  const mail = await own.prisma.keptMail.findFirstOrThrow({ where: { to: email }, orderBy: { id: "desc" } });
  return { partnerId: partner.id, token: /#(\S+)/.exec(mail.text)?.[1] ?? "" };
}

describe("signing up", () => {
  it("makes person, partner and one narrow test key together, once the code comes back", async () => {
    const email = freshEmail();
    const { proof, code } = await begin(email);
    expect(await own.prisma.user.count({ where: { email } })).toBe(0);
    const { partner, session } = await completeSignUp(visitor(own), { code, proof });
    const [membership, ...others] = await partnersOf(email);
    expect(others).toEqual([]);
    expect(membership).toMatchObject({
      role: "owner",
      partner: { id: partner?.id, companyName: "Kindred", email, tier: "free" },
    });
    expect(membership?.partner.emailVerifiedAt).not.toBeNull();
    expect(membership?.partner.apiKeys).toMatchObject([
      { mode: "test", scopes: ["compatibility:calculate", "usage:read"] },
    ]);
    expect(await own.prisma.session.findUnique({ where: { id: session.id } })).toMatchObject({
      method: "sign_up",
    });
    expect(await own.tablesHolding(partner?.testKey ?? "")).toEqual([]);
    expect(await said(completeSignUp(visitor(own), { code, proof }))).toBe("invalid_token");
  });

  it("records which texts the person and their company accepted, and when", async () => {
    const email = freshEmail();
    const clock = new FixedClock(new Date());
    const { proof, code } = await begin(email, "four quiet words", clock);
    const { userId, partner } = await completeSignUp(visitor(own), { code, proof });
    const select = { document: true, how: true, at: true };
    const persons = await own.prisma.legalAcceptance.findMany({ where: { userId }, select });
    const companys = await own.prisma.partnerAcceptance.findMany({
      where: { partnerId: partner?.id ?? "", userId },
      select,
    });
    const at = clock.now();
    const rows = (documents: readonly string[]) =>
      documents.map((document) => ({ document, how: "sign_up", at }));
    expect(persons).toEqual(expect.arrayContaining(rows(PERSON_DOCUMENTS)));
    expect(companys).toEqual(expect.arrayContaining(rows(PARTNER_DOCUMENTS)));
    expect([persons.length, companys.length]).toEqual([2, 2]);
  });

  it("does not begin before the texts are accepted that the form showed", async () => {
    const input = { name: "Ada", email: freshEmail(), password: "four quiet words" };
    for (const accepted of [undefined, "on", "terms@2020-01-01 privacy@2020-01-01"]) {
      const asked = startSignUp(visitor(own), SignUp.parse({ ...input, accepted }));
      await expect(asked).rejects.toMatchObject({ errors: [{ path: "accepted" }] });
    }
    expect(await own.prisma.signUp.count({ where: { email: input.email } })).toBe(0);
  });

  it("does not let a stranger's sign-up be finished by whoever reads the mail", async () => {
    const email = freshEmail();
    const strangers = await begin(email, "a stranger's words");
    const owners = await begin(email, "the owner's words");
    // The owner follows the stranger's link, without the stranger's browser or password.
    expect(await said(completeSignUp(visitor(own), { code: strangers.code }))).toBe("invalid_input");
    const guess = { code: strangers.code, password: "the owner's words" };
    expect(await said(completeSignUp(visitor(own), guess))).toBe("invalid_input");
    const crossed = { code: strangers.code, proof: owners.proof };
    expect(await said(completeSignUp(visitor(own), crossed))).toBe("invalid_input");
    await completeSignUp(visitor(own), { code: owners.code, password: "the owner's words" });
    expect(await said(signInWithPassword(visitor(own), { email, password: "a stranger's words" }))).toBe(
      "wrong_credentials",
    );
    expect(await said(completeSignUp(visitor(own), strangers))).toBe("invalid_token");
  });

  it("answers for a known address as for an unknown one, and writes as much", async () => {
    const known = await makePerson(own.database);
    const before = await own.prisma.signUp.count();
    const { mail, code } = await begin(known.email);
    expect(mail.subject).toBe("You already have a Soulmate account");
    expect(code).toBe("");
    expect(await own.prisma.signUp.count()).toBe(before + 1);
  });

  it("takes a code for a day, of its own making, and stores no more than its hash", async () => {
    const email = freshEmail();
    const clock = new FixedClock(new Date());
    const { proof, code } = await begin(email, "four quiet words", clock);
    expect(await own.tablesHolding(code)).toEqual(["public.kept_mails"]);
    const wrong = code.replace(/^./, (first) => (first === "A" ? "B" : "A"));
    expect(await said(completeSignUp(visitor(own, { clock }), { code: wrong, proof }))).toBe("invalid_token");
    clock.advance(86_400_000);
    expect(await said(completeSignUp(visitor(own, { clock }), { code, proof }))).toBe("invalid_token");
  });

  it("tells the mail nothing that the stranger typed but the address", async () => {
    const email = freshEmail();
    const { mail } = await begin(email);
    expect(mail.text).not.toMatch(/Ada|Kindred/);
  });
});

describe("a partner that was made by API", () => {
  it("is its owner's once they sign up, where its address was verified", async () => {
    const email = freshEmail();
    const { partnerId, token } = await byApi(email.toUpperCase());
    await verifyEmail(visitor(own), { token });
    const { code, proof } = await begin(email);
    await completeSignUp(visitor(own), { code, proof });
    expect((await partnersOf(email)).map((each) => [each.partnerId, each.role])).toContainEqual([
      partnerId,
      "owner",
    ]);
  });

  it("is claimed by opening its mail, where the account came first", async () => {
    const { email, userId } = await makePerson(own.database);
    const { partnerId, token } = await byApi(email);
    expect(await own.prisma.partnerMember.count({ where: { partnerId } })).toBe(0);
    await verifyEmail(visitor(own), { token });
    expect(await own.prisma.partnerMember.findMany({ where: { partnerId } })).toMatchObject([
      { userId, role: "owner" },
    ]);
  });

  it("is nobody's while its address is unverified; signing up mails the link once more", async () => {
    const email = freshEmail();
    const { partnerId } = await byApi(email);
    const { code, proof } = await begin(email);
    await completeSignUp(visitor(own), { code, proof });
    expect(await own.prisma.partnerMember.count({ where: { partnerId } })).toBe(0);
    expect(await own.prisma.emailVerification.count({ where: { partnerId } })).toBe(2);
  });

  it("stays with the members that it has, and an address with a wildcard claims no other", async () => {
    const email = `a_b-${newId()}@example.com`;
    const { partnerId, token } = await byApi(email.replace("_", "x"));
    await verifyEmail(visitor(own), { token });
    const { code, proof } = await begin(email);
    await completeSignUp(visitor(own), { code, proof });
    expect(await own.prisma.partnerMember.count({ where: { partnerId } })).toBe(0);
  });
});

describe("signing in through another site", () => {
  const identity = (email: string, fields: object = {}) => ({
    provider: "google" as const,
    subject: newId(),
    email,
    emailVerified: true,
    name: "Ada\r\nLovelace",
    ...fields,
  });

  it("makes somebody new, and knows them by the site's name for them ever after", async () => {
    const first = identity(freshEmail());
    expect((await signInWithIdentity(visitor(own), first)).kind).toBe("session");
    const user = await own.prisma.user.findUniqueOrThrow({ where: { email: first.email } });
    expect(user).toMatchObject({ name: "Ada Lovelace", passwordHash: null });
    await signInWithIdentity(visitor(own), { ...first, email: freshEmail(), emailVerified: false });
    expect(await own.prisma.session.count({ where: { userId: user.id } })).toBe(2);
  });

  it("takes nobody's account over by an address that the site has not verified", async () => {
    const known = await makePerson(own.database);
    const claim = identity(known.email, { emailVerified: false });
    expect(await said(signInWithIdentity(visitor(own), claim))).toBe("identity_unverified");
    expect(await own.prisma.identity.count({ where: { userId: known.userId } })).toBe(0);
  });
});
