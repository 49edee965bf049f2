import { versionsThatCount } from "@/lib/identity/consent/consent-texts";
import { recordAccesses } from "@/lib/platform/access-log";
import { ADULT_AGE } from "@/lib/platform/ages";
import type { Context } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/prisma/client";
import {
  ADULTS_ONLY,
  type ConsentName,
  type PurposeReader,
  type SpecialConsent,
} from "@/lib/platform/purposes";

/** Who may be read: as a filter on profiles, and for SQL of one's own, to be joined as `consenting`, with its `id`. */
export interface Readable {
  readonly where: Prisma.ProfileWhereInput;
  readonly sql: Prisma.Sql;
}

/** What special-category data are read besides: only people who agreed to those, too, are then read. */
interface ReadTerms {
  readonly special?: readonly SpecialConsent[];
}

/**
 * The people who may be read for a purpose now: those whose consent to a text that counts holds, who are not suspended
 * and do not wait for their deletion, and, where people meet others, are not known to be under 18. This is the only way to
 * read people other than the one who asks; a test looks for others.
 */
export function peopleFor(
  ctx: Pick<Context, "clock">,
  purpose: PurposeReader["purpose"],
  { special = [] }: ReadTerms = {},
): Readable {
  const now = ctx.clock.now();
  const consents: readonly ConsentName[] = [purpose, ...special];
  const adults = consents.some((consent) => ADULTS_ONLY.has(consent));
  // People born later are under 18 all through this year, as `isMinor` counts.
  const bornBy = now.getUTCFullYear() - ADULT_AGE;
  const granted = consents.map((consent) => ({ consent, versions: versionsThatCount(consent, now) }));
  return {
    where: {
      restrictedAt: null,
      AND: [
        { OR: [{ userId: null }, { user: { suspendedAt: null } }] },
        ...(adults ? [{ OR: [{ birthYear: null }, { birthYear: { lte: bornBy } }] }] : []),
        ...granted.map(({ consent, versions }) => ({
          consents: { some: { purpose: consent, version: { in: versions } } },
        })),
      ],
    },
    sql: Prisma.sql`(
      SELECT profile.* FROM profiles profile LEFT JOIN users account ON account.id = profile.user_id
      WHERE profile.restricted_at IS NULL AND account.suspended_at IS NULL
        ${adults ? Prisma.sql`AND (profile.birth_year IS NULL OR profile.birth_year <= ${bornBy})` : Prisma.empty}
        ${Prisma.join(
          granted.map(
            ({ consent, versions }) => Prisma.sql`AND EXISTS (
              SELECT FROM consents given WHERE given.profile_id = profile.id
                AND given.purpose = ${consent}::consent_purpose AND given.version = ANY (${versions}::text[]))`,
          ),
          " ",
        )}
    )`,
  };
}

/**
 * Reads people for a purpose, in one transaction that also writes down, for each of them to see, that they were read.
 * `work` gets who may be read and returns whom it read. Readings of one reader follow one another: what a later one writes
 * rests on consents at least as new.
 */
export async function readPeople<T>(
  ctx: Context,
  reader: PurposeReader,
  work: (tx: Transaction, readable: Readable) => Promise<{ value: T; people: readonly string[] }>,
  terms: ReadTerms = {},
): Promise<T> {
  return transaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`reader:${reader.name}`}, 0))`;
    const { value, people } = await work(tx, peopleFor(ctx, reader.purpose, terms));
    await recordAccesses(ctx, tx, {
      reader: reader.name,
      purpose: reader.purpose,
      why: reader.does,
      people: people.map((profileId) => ({ profileId })),
      period: "month",
    });
    return value;
  });
}
