import Link from "next/link";
import { Time } from "@/components/ui/time";
import type { PartnerDocuments } from "@/lib/partners/partners/list-partner-documents";
import { isLegalSlug, LEGAL_DOCUMENTS, legalPath } from "@/lib/platform/legal-documents";

/** Which texts a company accepted: which version, when, by whom. */
export function AcceptedTerms({ accepted }: Pick<PartnerDocuments, "accepted">) {
  if (accepted.length === 0) return <p className="py-3 text-sm text-muted">Nothing was accepted yet.</p>;
  return (
    <ul className="divide-y divide-line text-sm">
      {accepted.map(({ document, version, at, how, by }) => (
        <li key={`${document} ${version}`} className="flex flex-wrap justify-between gap-x-4 gap-y-1 py-3">
          <span>
            {isLegalSlug(document) ? (
              <Link prefetch={false} href={legalPath(document, version)} className="link">
                {LEGAL_DOCUMENTS[document].title}
              </Link>
            ) : (
              document
            )}
            , version {version}
          </span>
          <span className="text-muted">
            {by ?? WITHOUT_PERSON[how] ?? "A person who was deleted"},{" "}
            <Time at={at.toISOString()} format="absolute" />
          </span>
        </li>
      ))}
    </ul>
  );
}

const WITHOUT_PERSON: Record<string, string> = { api: "Sign-up by API", contract: "By contract" };
