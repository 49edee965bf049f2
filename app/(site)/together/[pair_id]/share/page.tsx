import type { Metadata } from "next";
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
import { PdfSection } from "../../../sharing/pdf-section";
import { ShareHeader } from "../../../sharing/share-header";
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
  const intimacyHint = report?.intimacy === true ? INTIMACY_HINT : null;
  return (
    <div className="mx-auto max-w-3xl space-y-12 px-4 py-10 sm:px-6 sm:py-14">
      <ShareHeader
        back={{ href: `/together/${id}`, label: `You and ${friend}` }}
        title="Share your report"
        picture={<Overlap share={0.4} className="mx-auto w-full max-w-44 sm:max-w-none" />}
      >
        It belongs to both of you, so a link opens only once {friend} agrees to exactly what it shows. Either
        of you can end it whenever you like, and it ends when one of you leaves.
      </ShareHeader>
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
          <PdfSection
            action={`/together/${id}/pdf`}
            depths={REPORT_DEPTHS}
            withGroups={false}
            intimacyHint={intimacyHint}
            wrong={wrongPdfOf(query.pdf)}
          >
            <p className="text-sm text-muted">For yourself. Before you pass the file on, ask {friend}.</p>
          </PdfSection>
        </>
      )}
    </div>
  );
}
