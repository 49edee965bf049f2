import { z } from "zod";
import { endpoint } from "@/lib/api/endpoint";
import {
  CreatePartner,
  EmailVerified,
  NewPartner,
  Partner,
  UpdatePartner,
  VerifyEmail,
} from "@/lib/partners/partners/schemas";
import { PartnerPath } from "@/lib/platform/partner-path";

const partnerTag = { tag: "Partners" };
const admin = { auth: "partner", scope: "partners:admin" } as const;

export const createPartnerEndpoint = endpoint({
  ...partnerTag,
  method: "POST",
  path: "/v1/partners",
  operationId: "createPartner",
  summary: "Sign up",
  description:
    "Makes a partner and answers with a test key that works at once. A mail asks you to verify your address; live keys need that, and above the free tier an active subscription. Signing up accepts the API terms and the data processing agreement at `/legal`; `terms_version` in the reply says which. Limited by address.",
  auth: "public",
  idempotent: true,
  body: CreatePartner,
  reply: NewPartner,
  status: 201,
  example: { company_name: "Example Dating", email: "dev@example.com", tier: "starter" },
});

export const verifyEmailEndpoint = endpoint({
  ...partnerTag,
  method: "POST",
  path: "/v1/email-verifications",
  operationId: "verifyEmail",
  summary: "Verify an e-mail address",
  description:
    "Takes the code from the verification mail. Name in `keep` what you made yourself, such as the test key of your sign-up: everything else that was handed out before the address was verified is revoked. The page behind the mail's link shows you the list.",
  auth: "public",
  idempotent: true,
  body: VerifyEmail,
  reply: EmailVerified,
  status: 200,
  problems: ["invalid_token"],
});

export const getPartnerEndpoint = endpoint({
  ...partnerTag,
  ...admin,
  method: "GET",
  path: "/v1/partners/{partner_id}",
  operationId: "getPartner",
  summary: "Read your partner",
  params: PartnerPath,
  reply: Partner,
  status: 200,
});

export const updatePartnerEndpoint = endpoint({
  ...partnerTag,
  ...admin,
  method: "PATCH",
  path: "/v1/partners/{partner_id}",
  operationId: "updatePartner",
  summary: "Change your partner",
  params: PartnerPath,
  body: UpdatePartner,
  reply: Partner,
  status: 200,
  example: { company_name: "Example Dating GmbH" },
  problems: ["stronger_credential_needed"],
});

export const resendVerificationEndpoint = endpoint({
  ...partnerTag,
  ...admin,
  method: "POST",
  path: "/v1/partners/{partner_id}/email-verification",
  operationId: "resendVerification",
  summary: "Send the verification mail again",
  idempotent: true,
  params: PartnerPath,
  reply: z.object({ email: z.string(), queued: z.literal(true) }).meta({ id: "VerificationQueued" }),
  status: 200,
  problems: ["already_verified", "too_many_mails"],
});
