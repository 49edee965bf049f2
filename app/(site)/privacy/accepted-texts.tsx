import Link from "next/link";
import { Card } from "@/components/ui/card";
import type { ShownAcceptance } from "@/lib/identity/legal/list-acceptances";
import { isLegalSlug, LEGAL_DOCUMENTS, legalPath } from "@/lib/platform/legal-documents";
import { momentOf } from "./words";

const HOW: Record<string, string> = {
  sign_up: "when you signed up",
  assessment: "when you started the assessment",
  quest: "when you started the story",
  banner: "when we asked you again",
};

/** Which legal texts a person accepted, newest first. */
export function AcceptedTexts({ acceptances }: { acceptances: readonly ShownAcceptance[] }) {
  if (acceptances.length === 0) return <Card className="p-5 text-muted sm:p-6">Nothing yet.</Card>;
  return (
    <Card className="px-5 sm:px-6">
      <ul className="divide-y divide-line">
        {acceptances.map(({ id, document, version, at, how }) => (
          <li key={id} className="space-y-1 py-4">
            <p>
              {isLegalSlug(document) ? (
                <Link prefetch={false} href={legalPath(document, version)} className="link">
                  {LEGAL_DOCUMENTS[document].title}
                </Link>
              ) : (
                document
              )}
              , version {version}
            </p>
            <p className="text-sm text-muted">
              {momentOf(at)}, {HOW[how] ?? how}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
