import Link from "next/link";
import { dateOfVersion } from "@/app/(site)/legal/date-of-version";
import { pageMetadata } from "@/app/public-pages";
import { visit } from "@/app/request-context";
import { Card } from "@/components/ui/card";
import { currentVersion, LEGAL_DOCUMENTS, LEGAL_SLUGS, legalPath } from "@/lib/platform/legal-documents";
import { AwaitingReview } from "./awaiting-review";

export const metadata = pageMetadata("/legal");

const FOR = [
  { audience: "people", title: "For people" },
  { audience: "partners", title: "For businesses" },
  { audience: "everyone", title: "For everyone" },
] as const;

export default async function LegalPage() {
  const { ctx } = await visit();
  const now = ctx.clock.now();
  return (
    <div className="mx-auto max-w-3xl space-y-10 px-4 py-10 sm:px-6 sm:py-14">
      <header className="space-y-3">
        <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">Legal</h1>
        <p className="text-lg text-pretty text-muted">
          What we agree on with you, in plain words. Each text has a date, and earlier versions stay readable.
        </p>
      </header>
      <AwaitingReview />
      {FOR.map(({ audience, title }) => (
        <section key={audience} className="space-y-4">
          <h2 className="text-2xl font-semibold tracking-tight">{title}</h2>
          <ul className="space-y-3">
            {LEGAL_SLUGS.filter((slug) => LEGAL_DOCUMENTS[slug].audience === audience).map((slug) => (
              <li key={slug}>
                <Card className="space-y-1 p-5">
                  <h3 className="font-medium">
                    <Link prefetch={false} href={legalPath(slug)} className="link">
                      {LEGAL_DOCUMENTS[slug].title}
                    </Link>
                  </h3>
                  <p className="text-pretty text-muted">{LEGAL_DOCUMENTS[slug].description}</p>
                  <p className="text-sm text-muted">
                    Version of {dateOfVersion(currentVersion(slug, now).version)}
                  </p>
                </Card>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
