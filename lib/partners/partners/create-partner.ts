import { insertApiKey } from "@/lib/partners/api-keys/create-api-key";
import { presentApiKey } from "@/lib/partners/api-keys/present-api-key";
import { presentPartner } from "@/lib/partners/partners/present-partner";
import { requestVerification } from "@/lib/partners/partners/request-verification";
import type { CreatePartner, NewPartner } from "@/lib/partners/partners/schemas";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { invalidInput } from "@/lib/platform/input";
import { type AcceptedBy, currentDocuments, recordPartnerAcceptance } from "@/lib/platform/legal-acceptances";
import { currentVersion, type DocumentVersion, PARTNER_DOCUMENTS } from "@/lib/platform/legal-documents";
import { SCOPES, type Scope } from "@/lib/platform/scopes";

export interface PartnerSignUpAcceptance {
  how: AcceptedBy;
  userId?: string;
  /** The texts that hold now, unless others were shown. */
  documents?: readonly DocumentVersion[];
  at?: Date;
}

/**
 * Signs a business up: makes the partner, a test key that works at once, and sends a mail to verify the address.
 * (`verifyBy: null` where a contract vouches for it). Throws Invalid at `terms_version` for terms that do not hold. The same address may sign up more than once, so nobody can learn who is a customer, or block another.
 */
export async function createPartner(
  ctx: Context,
  input: CreatePartner,
  {
    verifyBy = "mail",
    // The first key also administers, or nobody could make a second without a browser.
    keyScopes = SCOPES,
    // A program accepts the terms by signing up: the reference says so.
    acceptance,
  }: {
    verifyBy?: "mail" | null;
    keyScopes?: readonly Scope[];
    /** How the terms were accepted, and by whom; null where they were not yet. */
    acceptance?: PartnerSignUpAcceptance | null;
  } = {},
): Promise<NewPartner> {
  const now = ctx.clock.now();
  const terms = currentVersion("api-terms", now).version;
  if (input.terms_version !== undefined && input.terms_version !== terms) {
    throw invalidInput([
      { path: "terms_version", message: `Must be ${terms}, the version at /legal/api-terms that holds now.` },
    ]);
  }
  return transaction(ctx, async (tx) => {
    const partner = await tx.partner.create({
      data: {
        id: newId(now),
        companyName: input.company_name,
        email: input.email,
        useCase: input.use_case ?? null,
        tier: input.tier,
        createdAt: now,
        updatedAt: now,
      },
    });
    await audit(ctx, tx, {
      partnerId: partner.id,
      action: "partner.created",
      targetType: "partner",
      targetId: partner.id,
      details: { tier: partner.tier },
    });
    if (acceptance !== null) {
      const {
        documents = currentDocuments(PARTNER_DOCUMENTS, now),
        userId = null,
        how = "api",
        at,
      } = acceptance ?? {};
      await recordPartnerAcceptance(ctx, tx, {
        partnerId: partner.id,
        userId,
        documents,
        how,
        ...(at === undefined ? {} : { at }),
      });
    }
    const { row, key } = await insertApiKey(ctx, tx, partner.id, {
      name: "First test key",
      mode: "test",
      scopes: keyScopes,
      expiresAt: null,
      ipAllowlist: [],
      pinnedModel: null,
    });
    if (verifyBy === "mail") await requestVerification(ctx, tx, partner);
    return {
      partner: presentPartner(partner),
      test_key: key,
      api_key: presentApiKey(row, now),
      terms_version: terms,
      next_steps: [
        "Keep test_key: it is shown this once. Send it as X-API-Key.",
        "Score your first pair: POST /api/v1/compatibility/calculate (GET /api/v1/sandbox/people gives you people to try).",
        `Verify your e-mail by the link sent to ${partner.email}; live keys need it.`,
        `Make live keys in the portal: sign up at /sign-up with ${partner.email}. Test keys make no live ones.`,
        ...(partner.tier === "free"
          ? []
          : [`The ${partner.tier} tier starts with a subscription; until then the free tier's limits hold.`]),
      ],
    };
  });
}
