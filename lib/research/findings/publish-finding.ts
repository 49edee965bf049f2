import { randomBytes } from "node:crypto";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { assertPermitted } from "@/lib/platform/permissions";
import { lockRelease } from "@/lib/research/findings/lock-release";
import { type Finding, presentFinding } from "@/lib/research/findings/present-finding";
import type { PublishFinding } from "@/lib/research/findings/schemas";
import { assertInsights } from "@/lib/research/insights/assert-insights";
import { questionText, toQuestion } from "@/lib/research/insights/question";
import { StoredAsked } from "@/lib/research/insights/stored-question";

/** Crockford's, in small letters. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** `2026-Q3` with eight random signs: `2026q3-7f3k9qxa`. 40 bits, and the database refuses one that is taken. */
function newCite(quarter: string): string {
  const signs = Array.from(randomBytes(8), (byte) => ALPHABET[byte & 31]).join("");
  return `${quarter.toLowerCase().replace("-", "")}-${signs}`;
}

/** Whether two questions that one release answers say the same of it. */
function saysSame(one: unknown, other: unknown): boolean {
  const [first, second] = [StoredAsked.parse(one), StoredAsked.parse(other)];
  // A median and a distribution are read from one question.
  return (
    first.measure === second.measure && questionText(toQuestion(first)) === questionText(toQuestion(second))
  );
}

/**
 * Makes one of the partner's answers public, under an address that can be cited. Only who paid for a release may, and everyone
 * where it is of those that each edition begins with. A finding that its owner withdrew gets its old address back; one that an
 * admin withdrew stays withdrawn, whichever of the owner’s questions the release answers.
 * Throws Forbidden, NotFound, Conflict `already_published`, `finding_barred`, `not_your_release`.
 */
export async function publishFinding(ctx: PartnerContext, input: PublishFinding): Promise<Finding> {
  assertPermitted(ctx, "insights:write");
  await assertInsights(ctx, ctx.db);
  return transaction(ctx, async (tx) => {
    const of = { id: input.query_id, partnerId: ctx.partnerId };
    const asked = await tx.insightQuery.findFirst({ where: of, select: { releaseId: true } });
    if (asked === null) throw new NotFound("query");
    await lockRelease(tx, asked.releaseId);
    const query = await tx.insightQuery.findFirst({
      where: of,
      include: {
        publication: true,
        partner: { select: { companyName: true } },
        release: { include: { edition: { select: { quarter: true } }, charges: true } },
      },
    });
    if (query === null) throw new NotFound("query");
    const { publication, partner, release } = query;
    if (publication !== null && publication.withdrawnAt === null) {
      throw new Conflict("already_published", `This answer is public already, as ${publication.cite}.`);
    }
    const others = await tx.insightPublication.findMany({
      where: { partnerId: ctx.partnerId, withdrawnAt: null, query: { releaseId: asked.releaseId } },
      select: { cite: true, query: { select: { asked: true } } },
    });
    const same = others.find((other) => saysSame(other.query.asked, query.asked));
    if (same !== undefined) {
      throw new Conflict("already_published", `This answer is public already, as ${same.cite}.`);
    }
    if (release.charges.some(({ payerId }) => payerId !== null && payerId !== ctx.partnerId)) {
      throw new Conflict(
        "not_your_release",
        "Another researcher paid for this release, so it is theirs to publish. Ask with a smaller error to make one of your own.",
      );
    }
    const barred = await tx.insightPublication.count({
      where: { partnerId: ctx.partnerId, withdrawnByStaff: true, query: { releaseId: asked.releaseId } },
    });
    if (barred > 0) {
      throw new Conflict(
        "finding_barred",
        "We have withdrawn a finding of this release. Your audit log says why. It cannot be published again.",
      );
    }
    const now = ctx.clock.now();
    const says = {
      title: input.title,
      summary: input.summary,
      author: partner.companyName,
      publishedAt: now,
    };
    const row = await (publication === null
      ? tx.insightPublication.create({
          data: {
            ...says,
            id: newId(now),
            partnerId: ctx.partnerId,
            queryId: query.id,
            cite: newCite(release.edition.quarter),
          },
        })
      : tx.insightPublication.update({
          where: { id: publication.id, partnerId: ctx.partnerId },
          data: { ...says, withdrawnAt: null },
        }));
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "insight_finding.published",
      targetType: "insight_finding",
      targetId: row.id,
      details: { cite: row.cite },
    });
    return presentFinding(row);
  });
}
