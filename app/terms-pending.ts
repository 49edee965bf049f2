import type { TermsBannerProps } from "@/app/terms-banner";
import type { PendingDocument } from "@/lib/platform/legal-acceptances";
import { acceptedValue, type LegalSlug, legalPath } from "@/lib/platform/legal-documents";

/** What a banner shows of texts that are still to be accepted. All of them are accepted together. */
export function bannerOf(
  pending: readonly PendingDocument[],
  slugs: readonly LegalSlug[],
  now: Date,
): Pick<TermsBannerProps, "pending" | "value"> {
  return {
    pending: pending.map(({ slug, title, changed, acceptedVersion }) => ({
      href: legalPath(slug),
      title,
      changed,
      isNew: acceptedVersion === null,
    })),
    value: acceptedValue(slugs, now),
  };
}
