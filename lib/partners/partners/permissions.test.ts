import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkSignature } from "@/lib/partners/api-keys/check-signature";
import { createApiKey } from "@/lib/partners/api-keys/create-api-key";
import { createSigningKey } from "@/lib/partners/api-keys/create-signing-key";
import { getApiKey } from "@/lib/partners/api-keys/get-api-key";
import { getKeyLearning } from "@/lib/partners/api-keys/get-key-learning";
import { learnAddresses } from "@/lib/partners/api-keys/learn-addresses";
import { listApiKeys } from "@/lib/partners/api-keys/list-api-keys";
import { listSigningKeys } from "@/lib/partners/api-keys/list-signing-keys";
import { makeDocsKey } from "@/lib/partners/api-keys/make-docs-key";
import { revokeApiKey } from "@/lib/partners/api-keys/revoke-api-key";
import { revokeSigningKey } from "@/lib/partners/api-keys/revoke-signing-key";
import { rotateApiKey } from "@/lib/partners/api-keys/rotate-api-key";
import { sampleSignedRequest } from "@/lib/partners/api-keys/sample-signed-request";
import { stopLearning } from "@/lib/partners/api-keys/stop-learning";
import { updateApiKey } from "@/lib/partners/api-keys/update-api-key";
import { calculateBatch } from "@/lib/partners/compatibility/calculate-batch";
import { calculateCompatibility } from "@/lib/partners/compatibility/calculate-compatibility";
import { rankCandidates } from "@/lib/partners/compatibility/rank-candidates";
import { acceptPartnerDocuments } from "@/lib/partners/partners/accept-partner-documents";
import { finishOnboarding } from "@/lib/partners/partners/finish-onboarding";
import { getPartner } from "@/lib/partners/partners/get-partner";
import { listAuditEvents } from "@/lib/partners/partners/list-audit-events";
import { listPartnerDocuments } from "@/lib/partners/partners/list-partner-documents";
import { resendVerification } from "@/lib/partners/partners/request-verification";
import { updatePartner } from "@/lib/partners/partners/update-partner";
import { changeMemberRole } from "@/lib/partners/teams/change-member-role";
import { inviteMember } from "@/lib/partners/teams/invite-member";
import { leavePartner } from "@/lib/partners/teams/leave-partner";
import { listInvitations } from "@/lib/partners/teams/list-invitations";
import { listMembers } from "@/lib/partners/teams/list-members";
import { removeMember } from "@/lib/partners/teams/remove-member";
import { resendInvitation } from "@/lib/partners/teams/resend-invitation";
import { revokeInvitation } from "@/lib/partners/teams/revoke-invitation";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import { MEMBER_ROLES } from "@/lib/partners/teams/schemas";
import { getUsage } from "@/lib/partners/usage/get-usage";
import { systemClock } from "@/lib/platform/clock";
import type { PartnerContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { acceptedValue, PARTNER_DOCUMENTS } from "@/lib/platform/legal-documents";
import { log } from "@/lib/platform/log";
import { PERMISSIONS, type Permission } from "@/lib/platform/permissions";

const ids = { partner_id: newId(), key_id: newId() };
const page = { limit: 20 };
const unsigned = { method: "GET", url: "https://a.example", headers: "", body: "", signing_key_id: "" };

type Verb = (ctx: PartnerContext & { pinnedModel: null; batchPairs: number }) => unknown;

/** What each verb asks for, and a call of it. */
const VERBS: Record<string, [Permission, Verb]> = {
  calculateCompatibility: [
    "compatibility:calculate",
    (ctx) => calculateCompatibility(ctx, { person1: { traits: [] }, person2: { traits: [] } } as never),
  ],
  calculateBatch: ["compatibility:calculate", (ctx) => calculateBatch(ctx, { pairs: [], dry_run: true })],
  rankCandidates: [
    "compatibility:calculate",
    (ctx) => rankCandidates(ctx, { person: { traits: [] }, candidates: [] }),
  ],
  getUsage: ["usage:read", (ctx) => getUsage(ctx, { group_by: "day" } as never)],
  getPartner: ["partner:read", (ctx) => getPartner(ctx, ids)],
  updatePartner: ["partner:write", (ctx) => updatePartner(ctx, { ...ids, company_name: "New" })],
  resendVerification: ["partner:write", (ctx) => resendVerification(ctx, ids)],
  getApiKey: ["keys:read", (ctx) => getApiKey(ctx, ids)],
  listApiKeys: ["keys:read", (ctx) => listApiKeys(ctx, { ...ids, ...page })],
  createApiKey: ["keys:write", (ctx) => createApiKey(ctx, { ...ids, scopes: [], expires_at: null } as never)],
  updateApiKey: ["keys:write", (ctx) => updateApiKey(ctx, { ...ids, name: "New" })],
  rotateApiKey: ["keys:write", (ctx) => rotateApiKey(ctx, { ...ids, overlap_seconds: 0 })],
  revokeApiKey: ["keys:write", (ctx) => revokeApiKey(ctx, ids)],
  listSigningKeys: ["keys:read", (ctx) => listSigningKeys(ctx, { ...ids, ...page })],
  createSigningKey: [
    "keys:write",
    (ctx) => createSigningKey(ctx, { ...ids, name: "New", algorithm: "hmac-sha256" }),
  ],
  revokeSigningKey: ["keys:write", (ctx) => revokeSigningKey(ctx, ids)],
  checkSignature: ["keys:read", (ctx) => checkSignature(ctx, unsigned)],
  sampleSignedRequest: ["keys:read", (ctx) => sampleSignedRequest(ctx)],
  getKeyLearning: ["keys:read", (ctx) => getKeyLearning(ctx, ids)],
  learnAddresses: ["keys:write", (ctx) => learnAddresses(ctx, { ...ids, days: 1 })],
  stopLearning: ["keys:write", (ctx) => stopLearning(ctx, { ...ids, forget: true })],
  listAuditEvents: ["partner:read", (ctx) => listAuditEvents(ctx, page)],
  makeDocsKey: ["keys:write", (ctx) => makeDocsKey(ctx, {})],
  listPartnerDocuments: ["partner:read", (ctx) => listPartnerDocuments(ctx)],
  acceptPartnerDocuments: [
    "partner:write",
    (ctx) => acceptPartnerDocuments(ctx, { accepted: acceptedValue(PARTNER_DOCUMENTS, ctx.clock.now()) }),
  ],
  finishOnboarding: ["partner:write", (ctx) => finishOnboarding(ctx, {})],
  listMembers: ["team:read", (ctx) => listMembers(ctx, page)],
  listInvitations: ["team:read", (ctx) => listInvitations(ctx, page)],
  inviteMember: ["team:write", (ctx) => inviteMember(ctx, { email: "a@example.com", role: "viewer" })],
  resendInvitation: ["team:write", (ctx) => resendInvitation(ctx, { invitation_id: newId() })],
  revokeInvitation: ["team:write", (ctx) => revokeInvitation(ctx, { invitation_id: newId() })],
  changeMemberRole: ["team:write", (ctx) => changeMemberRole(ctx, { user_id: newId(), role: "viewer" })],
  removeMember: ["team:write", (ctx) => removeMember(ctx, { user_id: newId() })],
  leavePartner: ["team:read", (ctx) => leavePartner(ctx)],
};

const OF_OTHER_DOMAINS = new Set(["calculateCompatibility", "calculateBatch", "rankCandidates", "getUsage"]);
/** What verbs are made of: they are reached only through one. */
const PARTS = new Set([
  "findMember",
  "findInvitation",
  "assertMayManage",
  "withdrawInvitationsBy",
  "insertInvitation",
  "endMembership",
  "findPartner",
  "findApiKey",
  "assertMayGrant",
  "assertMayChangeKey",
  "assertMayChangeAddress",
  "assertMayMakeSigningKey",
]);

/** Whether the verb goes to work: reads or writes anything, or answers. A refusal comes before that. */
async function isPermitted(verb: Verb, permissions: ReadonlySet<Permission>): Promise<boolean> {
  const database = new Proxy({}, { get: () => touched(), has: () => touched() });
  const touched = () => {
    throw new Error("the database was asked");
  };
  const ctx = {
    requestId: newId(),
    actor: { type: "user", id: newId() },
    clock: systemClock,
    db: database,
    log: log(),
    partnerId: ids.partner_id,
    mode: "live",
    permissions,
    pinnedModel: null,
    batchPairs: 1,
  } as unknown as Parameters<Verb>[0];
  try {
    await verb(ctx);
  } catch (error) {
    const { code } = error as { code?: string };
    return code !== "insufficient_role";
  }
  return true;
}

describe.each(Object.entries(VERBS))("%s", (_name, [needed, verb]) => {
  it(`asks for ${needed}, and for nothing else`, async () => {
    for (const permission of PERMISSIONS) {
      expect([permission, await isPermitted(verb, new Set([permission]))]).toEqual([
        permission,
        permission === needed,
      ]);
    }
  });

  it.each(MEMBER_ROLES)("lets a member who is %s do what the role allows", async (role) => {
    const allowed = permissionsOfRole(role);
    expect(await isPermitted(verb, allowed)).toBe(allowed.has(needed));
  });
});

/** The domains whose every verb stands in the table above. */
const TRIED_HERE = ["partners", "teams", "api-keys"];

/** The verbs of a domain that take a partner's context, each with its text. */
function verbsOf(domain: string): { name: string; text: string }[] {
  const folder = `${import.meta.dirname}/../${domain}`;
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && !/\.(test|fixture)\.ts$/.test(file))
    .flatMap((file) => {
      const [, ...functions] = readFileSync(`${folder}/${file}`, "utf8").split(
        /^export (?=async function |function )/m,
      );
      return functions.flatMap((text) => {
        const name = /^(?:async )?function (\w+)\(\s*ctx: PartnerContext/.exec(text)?.[1];
        const isPart =
          name === undefined || PARTS.has(name) || (!TRIED_HERE.includes(domain) && !isVerb(file, name));
        return isPart ? [] : [{ name, text }];
      });
    });
}

/** Verbs are named after their files; what finds or reads a row for them is none. */
function isVerb(file: string, name: string): boolean {
  const words = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return file === `${words}.ts` && !/^(find|read)-/.test(file);
}

it("is the head of every verb, in every domain of the portal", () => {
  const bare = readdirSync(`${import.meta.dirname}/..`)
    .filter((domain) => domain !== "rate-limits")
    .flatMap(verbsOf)
    .filter(({ text }) => !/\{\n {2}assertPermitted\(ctx, /.test(text));
  expect(bare.map(({ name }) => name)).toEqual([]);
});

it("is tried here for every verb of partners, their teams and their keys", () => {
  const found = TRIED_HERE.flatMap(verbsOf).map(({ name }) => name);
  const tried = Object.keys(VERBS).filter((name) => !OF_OTHER_DOMAINS.has(name));
  expect(found.sort()).toEqual(tried.sort());
});
