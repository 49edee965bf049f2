import Link from "next/link";
import { dateOfVersion } from "@/app/(site)/legal/date-of-version";
import { Notice } from "@/components/ui/error-notice";
import type { LegalText as Text } from "@/lib/identity/legal/read-legal-text";
import { LEGAL_DOCUMENTS, legalPath } from "@/lib/platform/legal-documents";
import { AwaitingReview } from "./awaiting-review";
import { LegalText } from "./legal-text";

/** One version of a document: its date, what changed, the text, and the way to the other versions. */
export function LegalDocument({ text }: { text: Text }) {
  const { slug, title, description, version, changed, current, upcoming, markdown } = text;
  const versions = LEGAL_DOCUMENTS[slug].versions.toReversed();
  return (
    <article className="mx-auto max-w-3xl space-y-8 px-4 py-10 sm:px-6 sm:py-14">
      <header className="space-y-3">
        <p className="text-sm">
          <Link prefetch={false} href="/legal" className="link">
            Legal
          </Link>
        </p>
        <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">{title}</h1>
        <p className="text-lg text-pretty text-muted">{description}</p>
        <p className="text-sm text-muted">
          Version of <time dateTime={version}>{dateOfVersion(version)}</time>. {changed}
        </p>
      </header>
      <AwaitingReview />
      {!current && (
        <Notice
          tone="plum"
          action={
            <Link prefetch={false} href={legalPath(slug)} className="link">
              Read the current version
            </Link>
          }
        >
          {upcoming
            ? `This version takes effect on ${dateOfVersion(version)}.`
            : "This is an earlier version. It no longer applies."}
        </Notice>
      )}
      <LegalText markdown={markdown} />
      <section aria-labelledby="versions" className="space-y-3 border-t border-line pt-6">
        <h2 id="versions" className="font-semibold">
          All versions
        </h2>
        <ul className="space-y-2 text-sm">
          {versions.map((one) => (
            <li key={one.version}>
              <Link prefetch={false} href={legalPath(slug, one.version)} className="link">
                {dateOfVersion(one.version)}
              </Link>
              <span className="text-muted"> · {one.changed}</span>
            </li>
          ))}
        </ul>
      </section>
    </article>
  );
}
