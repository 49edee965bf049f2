"use server";

import { z } from "zod";
import { partnerAction } from "@/app/action";
import { checkSignature as check } from "@/lib/partners/api-keys/check-signature";
import { createSigningKey } from "@/lib/partners/api-keys/create-signing-key";
import { revokeSigningKey } from "@/lib/partners/api-keys/revoke-signing-key";
import { sampleSignedRequest } from "@/lib/partners/api-keys/sample-signed-request";
import { CheckSignature, CreateSigningKey, SigningKeyPath } from "@/lib/partners/api-keys/schemas";

export const makeSigningKey = partnerAction("expensive", CreateSigningKey, (ctx, input) =>
  createSigningKey(ctx, { ...input, partner_id: ctx.partnerId }),
);

export const endSigningKey = partnerAction(
  "revoke",
  SigningKeyPath.omit({ partner_id: true }),
  (ctx, { key_id }) => revokeSigningKey(ctx, { key_id, partner_id: ctx.partnerId }),
);

export const checkSignature = partnerAction("expensive", CheckSignature, check, { onlyReads: true });

export const takeSample = partnerAction("read", z.strictObject({}), sampleSignedRequest, { onlyReads: true });
