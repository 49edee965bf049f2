import type { Metadata } from "next";
import Link from "next/link";
import { orNotFound } from "@/app/or-not-found";
import { requireProfile } from "@/app/profile";
import { REPORT_DEPTHS } from "@/app/shared/share-words";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/error-notice";
import { listShareLinks } from "@/lib/people/sharing/list-share-links";
import { findPair } from "@/lib/people/together/find-pair";
import { presentPair } from "@/lib/people/together/present-pair";
import { newId } from "@/lib/platform/ids";
import { wrongPdfOf } from "../../../sharing/pdf-choice";
import { PdfForm } from "../../../sharing/pdf-form";
import { ShareList } from "../../../sharing/share-list";
import { Overlap } from "../../overlap";
import { ShareReportForm } from "./share-report-form";

export const metadata: Metadata = { title: "Share your report", robots: { index: false } };

interface ShareReportPageProps {
  params: Promise<{ pair_id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const INTIMACY_HINT = "Off unless you check it. It counts in your report, and the whole report names it.";

/** Two people's report as a link, which both must agree to, or as a file. */
export default async function ShareReportPage({ params, searchParams }: ShareReportPageProps) {
  const { ctx } = await requireProfile();
  const [{ pair_id }, query] = await Promise.all([params, searchParams]);
  // Not `getPair`: the report is not looked at here.
  const { id, friend, report } = presentPair(await orNotFound(findPair(ctx, ctx.db, pair_id)));
  const links = await listShareLinks(ctx, { pair_id });
  const wrong = wrongPdfOf(query.pdf);
  const intimacyHint = report?.intimacy === true ? INTIMACY_HINT : null;
  return (
    <div className="mx-auto max-w-3xl space-y-12 px-4 py-10 sm:px-6 sm:py-14">
      <header className="space-y-4">
        <p className="text-sm">
          <Link prefetch={false} href={`/together/${id}`} className="link">
            You and {friend}
          </Link>
        </p>
        <div className="grid items-center gap-x-10 gap-y-4 sm:grid-cols-[1.8fr_1fr]">
          <div className="space-y-3">
            <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">Share your report</h1>
            <p className="text-lg text-muted">
              It belongs to both of you, so a link opens only once {friend} agrees to exactly what it shows.
              Either of you can end it whenever you like, and it ends when one of you leaves.
            </p>
          </div>
          <Overlap share={0.4} className="mx-auto w-full max-w-44 sm:max-w-none" />
        </div>
      </header>
      {query.asked !== undefined && (
        <div role="status">
          <Notice tone="pine">{friend} is asked now. The link opens once they agree.</Notice>
        </div>
      )}
      {links.length > 0 && (
        <section aria-labelledby="links" className="space-y-4">
          <h2 id="links" className="text-xl font-semibold tracking-tight">
            Links to your report
          </h2>
          <ShareList links={links} />
        </section>
      )}
      {report === null ? (
        <Notice>There is no report to share at the moment.</Notice>
      ) : (
        <>
          <section aria-labelledby="link" className="space-y-4">
            <h2 id="link" className="text-xl font-semibold tracking-tight">
              {links.length > 0 ? "Another link" : "As a link"}
            </h2>
            <Card className="p-5 sm:p-7">
              <ShareReportForm pairId={id} friend={friend} formId={newId()} intimacyHint={intimacyHint} />
            </Card>
          </section>
          <section aria-labelledby="pdf" className="space-y-4">
            <h2 id="pdf" className="text-xl font-semibold tracking-tight">
              As a PDF
            </h2>
            <details open={wrong !== null}>
              <summary className="inline-flex min-h-9 cursor-pointer items-center text-muted underline underline-offset-4 hover:text-ink">
                Choose what the file shows
              </summary>
              <Card className="mt-3 p-5 sm:p-7">
                <PdfForm
                  action={`/together/${id}/pdf`}
                  depths={REPORT_DEPTHS}
                  withGroups={false}
                  intimacyHint={intimacyHint}
                  wrong={wrong}
                />
              </Card>
            </details>
            <p className="text-sm text-muted">For yourself. Before you pass the file on, ask {friend}.</p>
          </section>
        </>
      )}
    </div>
  );
}
