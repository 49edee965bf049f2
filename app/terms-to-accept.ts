import { acceptedValue, LEGAL_DOCUMENTS, type LegalSlug, legalPath } from "@/lib/platform/legal-documents";

/** The texts that a form asks a person to agree to, as they are now. */
export interface TermsToAccept {
  /** What the checked box sends: which versions were shown. */
  value: string;
  links: { href: string; title: string }[];
}

export function termsToAccept(slugs: readonly LegalSlug[], now: Date): TermsToAccept {
  return {
    value: acceptedValue(slugs, now),
    links: slugs.map((slug) => ({ href: legalPath(slug), title: LEGAL_DOCUMENTS[slug].title })),
  };
}
