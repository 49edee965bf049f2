import type { z } from "zod";
import { createApiKey } from "@/lib/partners/api-keys/create-api-key";
import { createSigningKey } from "@/lib/partners/api-keys/create-signing-key";
import { CreateApiKey, type NewApiKey, type NewSigningKey } from "@/lib/partners/api-keys/schemas";
import type { ContractChange } from "@/lib/partners/partners/contract";
import { updateContract } from "@/lib/partners/partners/update-contract";
import type { Mode, PartnerContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { ALL_PERMISSIONS } from "@/lib/platform/permissions";
import { SCOPES } from "@/lib/platform/scopes";
import { sha256 } from "@/lib/platform/seal";
import { operatorContext, productDatabase, type TestPartner } from "./product";

/** The context of a partner's call, for arranging through verbs. */
export function partnerContext(
  partner: Pick<TestPartner, "partnerId">,
  mode: Mode = "live",
  database = productDatabase(),
): PartnerContext {
  return { ...operatorContext(database), partnerId: partner.partnerId, mode, permissions: ALL_PERMISSIONS };
}

/** Makes a key of the partner's with all scopes unless told otherwise. */
export function makeKey(
  partner: Pick<TestPartner, "partnerId">,
  settings: Partial<z.input<typeof CreateApiKey>> = {},
  database = productDatabase(),
): Promise<NewApiKey> {
  const input = CreateApiKey.parse({
    name: "Made for a test",
    mode: "live",
    scopes: [...SCOPES],
    ...settings,
  });
  return createApiKey(partnerContext(partner, "live", database), { partner_id: partner.partnerId, ...input });
}

/** Makes an HMAC signing key of the partner's, which is enterprise from then on. */
export async function makeSigningKey(partner: Pick<TestPartner, "partnerId">): Promise<NewSigningKey> {
  await changeContract(partner, { tier: "enterprise" });
  const input = { name: "Made for a test", algorithm: "hmac-sha256" } as const;
  return createSigningKey(partnerContext(partner), { partner_id: partner.partnerId, ...input });
}

/** Lets a key expire a minute ago, behind the API, which refuses such expiries. */
export async function expireKey(keyId: string, database = productDatabase()): Promise<void> {
  await database.prisma.apiKey.update({
    where: { id: keyId },
    data: { expiresAt: new Date(Date.now() - 60_000) },
  });
}

/** Changes the partner's contract as an operator does. */
export async function changeContract(
  partner: Pick<TestPartner, "partnerId">,
  change: Omit<ContractChange, "partner_id">,
  database = productDatabase(),
): Promise<void> {
  await updateContract(operatorContext(database), { partner_id: partner.partnerId, ...change });
}

/** As if a payment had failed then. */
export async function setOverdueSince(
  partner: Pick<TestPartner, "partnerId">,
  pastDueSince: Date,
  database = productDatabase(),
): Promise<void> {
  await database.prisma.partner.update({ where: { id: partner.partnerId }, data: { pastDueSince } });
}

/** A token as a verification mail would hold it, for the partner's address; the address is then unverified. */
export async function makeVerificationToken(
  partner: Pick<TestPartner, "partnerId">,
  database = productDatabase(),
): Promise<string> {
  const token = `token-of-a-test-${newId()}`;
  const now = new Date();
  const { email } = await database.prisma.partner.update({
    where: { id: partner.partnerId },
    data: { emailVerifiedAt: null },
  });
  await database.prisma.emailVerification.create({
    data: {
      id: newId(),
      partnerId: partner.partnerId,
      email,
      tokenHash: sha256(token),
      createdAt: now,
      expiresAt: new Date(now.getTime() + 3_600_000),
    },
  });
  return token;
}
