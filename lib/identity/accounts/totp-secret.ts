import type { User as UserRow } from "@/lib/platform/prisma/client";
import { seal, unseal } from "@/lib/platform/seal";

const purposeOf = (userId: string) => `totp\n${userId}`;

/** The shared secret for storage: sealed for this one person. */
export function sealTotpSecret(userId: string, secret: string, appSecret?: string): Uint8Array<ArrayBuffer> {
  return seal(purposeOf(userId), secret, appSecret);
}

export function readTotpSecret(user: Pick<UserRow, "id" | "sealedTotpSecret">): string | null {
  return user.sealedTotpSecret === null ? null : unseal(purposeOf(user.id), user.sealedTotpSecret);
}
