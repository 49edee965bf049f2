"use server";

import { z } from "zod";
import { partnerAction } from "@/app/action";
import { createApiKey } from "@/lib/partners/api-keys/create-api-key";
import { learnAddresses } from "@/lib/partners/api-keys/learn-addresses";
import { revokeApiKey } from "@/lib/partners/api-keys/revoke-api-key";
import { rotateApiKey } from "@/lib/partners/api-keys/rotate-api-key";
import {
  ApiKeyPath,
  CreateApiKey,
  LearnAddresses,
  RotateApiKey,
  StopLearning,
  UpdateApiKey,
} from "@/lib/partners/api-keys/schemas";
import { stopLearning } from "@/lib/partners/api-keys/stop-learning";
import { updateApiKey } from "@/lib/partners/api-keys/update-api-key";

const KeyPath = ApiKeyPath.omit({ partner_id: true });

export const createKey = partnerAction("write", CreateApiKey, (ctx, input) =>
  createApiKey(ctx, { ...input, partner_id: ctx.partnerId }),
);

export const updateKey = partnerAction(
  "write",
  KeyPath.extend({ changes: UpdateApiKey }),
  (ctx, { key_id, changes }) => updateApiKey(ctx, { ...changes, key_id, partner_id: ctx.partnerId }),
);

export const rotateKey = partnerAction(
  "write",
  z.strictObject({ ...KeyPath.shape, ...RotateApiKey.shape }),
  (ctx, input) => rotateApiKey(ctx, { ...input, partner_id: ctx.partnerId }),
);

export const revokeKey = partnerAction("revoke", KeyPath, (ctx, { key_id }) =>
  revokeApiKey(ctx, { key_id, partner_id: ctx.partnerId }),
);

export const startLearning = partnerAction("write", LearnAddresses, learnAddresses);

export const endLearning = partnerAction("write", StopLearning, stopLearning);
