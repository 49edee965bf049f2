import { versionsThatCount } from "@/lib/identity/consent/consent-texts";
import { isMinor } from "@/lib/platform/ages";
import type { Prisma } from "@/lib/platform/prisma/client";

/** What must be known of a person before anything of theirs is shown to others. */
export const SHARING_PERSON = {
  restrictedAt: true,
  userId: true,
  expiresAt: true,
  birthYear: true,
  user: { select: { suspendedAt: true } },
  consents: { where: { purpose: "intimacy" }, select: { version: true } },
} satisfies Prisma.ProfileSelect;

export type SharingPerson = Prisma.ProfileGetPayload<{ select: typeof SHARING_PERSON }>;

/** Whether a person's links open: neither suspended, nor waiting to be deleted, nor forgotten without an account. */
export function maySharePublicly(person: SharingPerson, now: Date): boolean {
  if (person.restrictedAt !== null || person.user?.suspendedAt) return false;
  return person.userId !== null || person.expiresAt === null || person.expiresAt > now;
}

/** Whether a person may show answers about intimacy: an adult whose consent to keeping them holds. */
export function mayShowIntimacy(person: SharingPerson, now: Date): boolean {
  const versions = versionsThatCount("intimacy", now);
  return !isMinor(person.birthYear, now) && person.consents.some(({ version }) => versions.includes(version));
}
