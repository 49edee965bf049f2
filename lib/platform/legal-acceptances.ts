import { audit } from "@/lib/platform/audit";
import type { Context, ProfileContext } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import type { Invalid } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { invalidInput } from "@/lib/platform/input";
import {
  countsSince,
  currentVersion,
  type DocumentVersion,
  LEGAL_DOCUMENTS,
  type LegalSlug,
  PERSON_DOCUMENTS,
  readAccepted,
} from "@/lib/platform/legal-documents";

/** How a text was accepted: by a box that was checked, by what was begun below the words, or by a contract. */
export const ACCEPTED_BY = [
  "sign_up",
  "assessment",
  "quest",
  "api",
  "banner",
  "contract",
  "company",
] as const;
export type AcceptedBy = (typeof ACCEPTED_BY)[number];

interface Acceptance {
  documents: readonly DocumentVersion[];
  how: AcceptedBy;
  /** When, where it was before now. */
  at?: Date;
}

/** A document whose text a person or a company should accept, with what they accepted last. */
export interface PendingDocument {
  slug: LegalSlug;
  title: string;
  version: string;
  changed: string;
  /** Null where none was ever accepted. */
  acceptedVersion: string | null;
}

/** What was accepted of one document. */
export interface AcceptedDocument {
  document: string;
  version: string;
}

/** The documents in the versions that hold now. */
export function currentDocuments(slugs: readonly LegalSlug[], now: Date): DocumentVersion[] {
  return slugs.map((document) => ({ document, version: currentVersion(document, now).version }));
}

/**
 * Which texts a form showed, held against those that hold now. Throws Invalid at `accepted` where one is missing or has
 * been replaced meanwhile.
 */
export function assertAcceptsCurrent(
  value: string | undefined,
  slugs: readonly LegalSlug[],
  now: Date,
): DocumentVersion[] {
  const shown = value === undefined || value === "" ? null : readAccepted(value);
  if (shown === null) throw refused("Agree to these texts to continue.");
  const wanted = currentDocuments(slugs, now);
  const same = ({ document, version }: DocumentVersion) =>
    shown.some((other) => other.document === document && other.version === version);
  if (!wanted.every(same)) throw refused("These texts have changed. Reload the page and read them again.");
  return wanted;
}

function refused(message: string): Invalid {
  return invalidInput([{ path: "accepted", message }]);
}

/** Which of these documents still have to be accepted, given what was. */
export function pendingAmong(
  slugs: readonly LegalSlug[],
  accepted: readonly AcceptedDocument[],
  now: Date,
): PendingDocument[] {
  return slugs.flatMap((slug) => {
    const versions = accepted.filter(({ document }) => document === slug).map(({ version }) => version);
    const acceptedVersion = versions.sort().at(-1) ?? null;
    if (acceptedVersion !== null && acceptedVersion >= countsSince(slug, now)) return [];
    const { version, changed } = currentVersion(slug, now);
    return [{ slug, title: LEGAL_DOCUMENTS[slug].title, version, changed, acceptedVersion }];
  });
}

/** Records that an account accepted texts, in the transaction in which it did. Again it changes nothing. */
export async function recordUserAcceptance(
  ctx: Context,
  tx: Transaction,
  { userId, documents, how, at = ctx.clock.now() }: Acceptance & { userId: string },
): Promise<void> {
  const { count } = await tx.legalAcceptance.createMany({
    data: documents.map((document) => ({ id: newId(ctx.clock.now()), ...document, userId, at, how })),
    skipDuplicates: true,
  });
  if (count === 0) return;
  await audit(ctx, tx, {
    partnerId: null,
    action: "legal.accepted",
    targetType: "user",
    targetId: userId,
    details: { documents: named(documents), how },
  });
}

/**
 * Records what a person without an account accepted by beginning. The row itself says when and how: the audit log is kept
 * for good, and their answers are not. Again it changes nothing.
 */
export async function recordProfileAcceptance(
  ctx: Context,
  tx: Transaction,
  { profileId, documents, how, at = ctx.clock.now() }: Acceptance & { profileId: string },
): Promise<void> {
  await tx.legalAcceptance.createMany({
    data: documents.map((document) => ({ id: newId(ctx.clock.now()), ...document, profileId, at, how })),
    skipDuplicates: true,
  });
}

/**
 * Records that a person accepted the terms that hold now by beginning: the words beside the button say so. It is the
 * account's where there is one, else this browser's.
 */
export async function acceptByBeginning(
  ctx: ProfileContext,
  tx: Transaction,
  how: "assessment" | "quest",
): Promise<void> {
  const documents = currentDocuments(PERSON_DOCUMENTS, ctx.clock.now());
  const { userId, profileId } = ctx;
  await (userId === null
    ? recordProfileAcceptance(ctx, tx, { profileId, documents, how })
    : recordUserAcceptance(ctx, tx, { userId, documents, how }));
}

/** Records that a company accepted texts: by the person who did so for it, by its program, or by contract. */
export async function recordPartnerAcceptance(
  ctx: Context,
  tx: Transaction,
  {
    partnerId,
    userId,
    documents,
    how,
    at = ctx.clock.now(),
  }: Acceptance & { partnerId: string; userId: string | null },
): Promise<void> {
  const { count } = await tx.partnerAcceptance.createMany({
    data: documents.map((document) => ({
      id: newId(ctx.clock.now()),
      ...document,
      partnerId,
      userId,
      at,
      how,
    })),
    skipDuplicates: true,
  });
  if (count === 0) return;
  await audit(ctx, tx, {
    partnerId,
    action: "legal.accepted",
    targetType: "partner",
    targetId: partnerId,
    details: { documents: named(documents), how },
  });
}

function named(documents: readonly DocumentVersion[]): string[] {
  return documents.map(({ document, version }) => `${document} ${version}`);
}
