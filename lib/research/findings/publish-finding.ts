import { randomBytes } from "node:crypto";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { assertPermitted } from "@/lib/platform/permissions";
import { type Finding, presentFinding } from "@/lib/research/findings/present-finding";
import type { PublishFinding } from "@/lib/research/findings/schemas";
import { assertInsights } from "@/lib/research/insights/assert-insights";

/** Crockford's, in small letters. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** `2026-Q3` with eight random signs: `2026q3-7f3k9qxa`. 40 bits, and the database refuses one that is taken. */
function newCite(quarter: string): string {
  const signs = Array.from(randomBytes(8), (byte) => ALPHABET[byte & 31]).join("");
  return `${quarter.toLowerCase().replace("-", "")}-${signs}`;
}

/**
 * Makes one of the partner's answers public, under an address that can be cited. Only who paid for a release may, and everyone
 * where it is of those that each edition begins with. A finding that was withdrawn gets its old address back.
 * Throws Forbidden, NotFound, Conflict `already_published`, `not_your_release`.
 */
export async function publishFinding(ctx: PartnerContext, input: PublishFinding): Promise<Finding> {
  assertPermitted(ctx, "insights:write");
  await assertInsights(ctx, ctx.db);
  return transaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM insight_queries WHERE id = ${input.query_id}::uuid FOR UPDATE`;
    const query = await tx.insightQuery.findFirst({
      where: { id: input.query_id, partnerId: ctx.partnerId },
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
    if (release.charges.some(({ payerId }) => payerId !== null && payerId !== ctx.partnerId)) {
      throw new Conflict(
        "not_your_release",
        "Another researcher paid for this release, so it is theirs to publish. Ask with a smaller error to make one of your own.",
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
