"use server";

import { z } from "zod";
import { partnerAction } from "@/app/action";
import { makeDocsKey } from "@/lib/partners/api-keys/make-docs-key";
import { finishOnboarding } from "@/lib/partners/partners/finish-onboarding";
import { resendVerification } from "@/lib/partners/partners/request-verification";

const Nothing = z.strictObject({});

/** Makes the test key that this browser tab calls with, here and in the documentation. */
export const makeCallKey = partnerAction("write", Nothing, makeDocsKey);

/** Sends the mail that verifies the company's address once more. */
export const mailVerification = partnerAction("mail", Nothing, (ctx) =>
  resendVerification(ctx, { partner_id: ctx.partnerId }),
);

/** Puts the first steps away for the whole team. */
export const putAway = partnerAction("write", Nothing, finishOnboarding);
