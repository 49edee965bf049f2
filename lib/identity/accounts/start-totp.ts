import { generateSecret, generateURI } from "otplib";
import { confirmSelf } from "@/lib/identity/accounts/assert-self";
import type { StartTotp } from "@/lib/identity/accounts/schemas";
import { sealTotpSecret } from "@/lib/identity/accounts/totp-secret";
import type { AccountContext } from "@/lib/identity/accounts/visitor-context";
import { brandOf } from "@/lib/platform/brand";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";

/** What an authenticator app is told: as a URI for a QR code, and as letters to type. */
export interface TotpEnrolment {
  uri: string;
  secret: string;
}

/**
 * Begins setting up an authenticator app with a new secret. It is in force once a code from it was given
 * (`enableTotp`); until then beginning again replaces it.
 * Throws Invalid at `current_password`, Conflict `totp_enabled`, Forbidden, LimitReached.
 */
export async function startTotp(ctx: AccountContext, input: StartTotp): Promise<TotpEnrolment> {
  const user = await confirmSelf(ctx, input.current_password);
  const secret = generateSecret();
  await transaction(ctx, async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id: user.id, totpEnabledAt: null },
      data: { sealedTotpSecret: sealTotpSecret(user.id, secret), totpLastStep: null },
    });
    if (count !== 1)
      throw new Conflict("totp_enabled", "An authenticator app is set up already. Turn it off first.");
  });
  return { secret, uri: generateURI({ issuer: brandOf(ctx).name, label: user.email, secret }) };
}
