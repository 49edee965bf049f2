import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { createApiKey } from "@/lib/partners/api-keys/create-api-key";
import { getApiKey } from "@/lib/partners/api-keys/get-api-key";
import { getKeyLearning } from "@/lib/partners/api-keys/get-key-learning";
import { learnAddresses } from "@/lib/partners/api-keys/learn-addresses";
import { listApiKeys } from "@/lib/partners/api-keys/list-api-keys";
import { revokeApiKey } from "@/lib/partners/api-keys/revoke-api-key";
import { rotateApiKey } from "@/lib/partners/api-keys/rotate-api-key";
import { CreateApiKey } from "@/lib/partners/api-keys/schemas";
import { stopLearning } from "@/lib/partners/api-keys/stop-learning";
import { updateApiKey } from "@/lib/partners/api-keys/update-api-key";
import { getPartner } from "@/lib/partners/partners/get-partner";
import { resendVerification } from "@/lib/partners/partners/request-verification";
import { updatePartner } from "@/lib/partners/partners/update-partner";
import type { PartnerContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { ownDatabase } from "@/test/own-database";
import { makeKey } from "@/test/partner-state";
import { makePartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();

beforeAll(() => {
  setSettings();
});

interface Ids {
  partner_id: string;
  key_id: string;
}

/** Every verb that is told whose row it is about. */
const ofPartner: Record<string, (ctx: PartnerContext, ids: Ids) => Promise<unknown>> = {
  getPartner,
  updatePartner: (ctx, { partner_id }) => updatePartner(ctx, { partner_id, company_name: "Taken" }),
  resendVerification,
  createApiKey: (ctx, { partner_id }) =>
    createApiKey(ctx, { partner_id, ...CreateApiKey.parse({ name: "Mine" }) }),
  listApiKeys: (ctx, { partner_id }) => listApiKeys(ctx, { partner_id, limit: 20 }),
};
const ofKey: Record<string, (ctx: PartnerContext, ids: Ids) => Promise<unknown>> = {
  getKeyLearning,
  learnAddresses: (ctx, { key_id }) => learnAddresses(ctx, { key_id, days: 1 }),
  stopLearning: (ctx, { key_id }) => stopLearning(ctx, { key_id, forget: true }),
  getApiKey,
  updateApiKey: (ctx, ids) => updateApiKey(ctx, { ...ids, name: "Taken" }),
  revokeApiKey,
  rotateApiKey: (ctx, ids) => rotateApiKey(ctx, { ...ids, overlap_seconds: 0 }),
};

const refusal = async (work: Promise<unknown>) => {
  const error: unknown = await work.catch((thrown) => thrown);
  if (!(error instanceof NotFound)) throw new Error("it was not refused as missing", { cause: error });
  return { ...error, message: error.message };
};

async function arrange() {
  const [mine, neighbour] = [await makePartner({}, own.database), await makePartner({}, own.database)];
  const key = await makeKey(neighbour, {}, own.database);
  const everything = () =>
    Promise.all([
      own.prisma.partner.findUnique({ where: { id: neighbour.partnerId } }),
      own.prisma.apiKey.findMany({ where: { partnerId: neighbour.partnerId }, orderBy: { id: "asc" } }),
      own.prisma.auditEvent.count(),
      own.prisma.emailVerification.count(),
    ]);
  return { ctx: own.as(mine), mine, theirs: { partner_id: neighbour.partnerId, key_id: key.id }, everything };
}

describe.each(Object.entries({ ...ofPartner, ...ofKey }))("%s", (_name, verb) => {
  it("refuses the neighbour's rows in the same words as rows that are not there, and leaves them as they are", async () => {
    const { ctx, theirs, everything } = await arrange();
    const before = await everything();
    const missing = await refusal(verb(ctx, { partner_id: newId(), key_id: newId() }));
    expect(await refusal(verb(ctx, theirs))).toEqual(missing);
    expect(await everything()).toEqual(before);
  });
});

describe.each(Object.entries(ofKey))("%s", (_name, verb) => {
  it("refuses the neighbour's key under the caller's own partner", async () => {
    const { ctx, mine, theirs, everything } = await arrange();
    const before = await everything();
    const missing = await refusal(verb(ctx, { partner_id: mine.partnerId, key_id: newId() }));
    expect(await refusal(verb(ctx, { partner_id: mine.partnerId, key_id: theirs.key_id }))).toEqual(missing);
    expect(await everything()).toEqual(before);
  });
});

it("listApiKeys lists the caller's keys only, also by a cursor that is the neighbour's", async () => {
  const { ctx, mine, theirs } = await arrange();
  const cursor = Buffer.from(theirs.key_id).toString("base64url");
  const { data } = await listApiKeys(ctx, { partner_id: mine.partnerId, limit: 100, cursor });
  const ids = await own.prisma.apiKey.findMany({
    where: { partnerId: mine.partnerId },
    select: { id: true },
  });
  expect(data.map(({ id }) => id).sort()).toEqual(ids.map(({ id }) => id).sort());
});

it("covers every verb of partners and their keys that takes a partner's context", () => {
  const covered = new Set(Object.keys({ ...ofPartner, ...ofKey }));
  const verbs = ["lib/partners/partners", "lib/partners/api-keys"]
    .flatMap((folder) => readdirSync(folder).map((file) => `${folder}/${file}`))
    .filter((path) => path.endsWith(".ts") && !/\.(test|fixture)\.ts$/.test(path))
    .flatMap((path) => [
      ...readFileSync(path, "utf8").matchAll(/^export async function (\w+)\(\s*ctx: PartnerContext/gm),
    ])
    .map(([, name]) => name ?? "")
    // These two are how the verbs above find a row.
    .filter((name) => !["findPartner", "findApiKey"].includes(name));
  // Signing keys, teams and the audit log have tests of their own; the last three take nothing that names a row.
  const elsewhere =
    /SigningKey|Signature|SignedRequest|Member|Invitation|leavePartner|AuditEvents|assertMay|endMembership|finishOnboarding|makeDocsKey|PartnerDocuments/;
  expect(verbs.filter((name) => !covered.has(name) && !elsewhere.test(name))).toEqual([]);
  expect(verbs.length).toBeGreaterThanOrEqual(covered.size);
});
