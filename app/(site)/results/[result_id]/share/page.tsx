import type { Metadata } from "next";
import { orNotFound } from "@/app/or-not-found";
import { requireProfile } from "@/app/profile";
import { RESULT_DEPTHS } from "@/app/shared/share-words";
import { Card } from "@/components/ui/card";
import { getResult } from "@/lib/people/results/get-result";
import { canShowIntimacy } from "@/lib/people/sharing/can-show-intimacy";
import { listShareLinks } from "@/lib/people/sharing/list-share-links";
import { newId } from "@/lib/platform/ids";
import { wrongPdfOf } from "../../../sharing/pdf-choice";
import { PdfSection } from "../../../sharing/pdf-section";
import { ShareHeader } from "../../../sharing/share-header";
import { ShareList } from "../../../sharing/share-list";
import { WhatYouBring } from "../../what-you-bring";
import { ShareResultForm } from "./share-result-form";

export const metadata: Metadata = { title: "Share your result", robots: { index: false } };

interface ShareResultPageProps {
  params: Promise<{ result_id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const INTIMACY_HINT = "Off unless you check it. Everyone who has the link would see it.";

/** One's own result as a link or a file, with as much of it as one chooses. */
export default async function ShareResultPage({ params, searchParams }: ShareResultPageProps) {
  const { ctx } = await requireProfile();
  const [{ result_id }, query] = await Promise.all([params, searchParams]);
  const result = await orNotFound(getResult(ctx, { result_id }));
  const [links, intimate] = await Promise.all([
    listShareLinks(ctx, { result_id }),
    canShowIntimacy(ctx, ctx.db, result),
  ]);
  const day = result.createdAt.toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" });
  return (
    <div className="mx-auto max-w-3xl space-y-12 px-4 py-10 sm:px-6 sm:py-14">
      <ShareHeader
        back={{ href: `/results/${result.id}`, label: `Your result of ${day}` }}
        title="Share your result"
        picture={<WhatYouBring className="mx-auto w-full max-w-52 sm:max-w-none" />}
      >
        You choose what others see. The link keeps it as it is today, whatever you answer later, and you can
        revoke it whenever you like.
      </ShareHeader>
      <section aria-labelledby="link" className="space-y-4">
        <h2 id="link" className="text-xl font-semibold tracking-tight">
          As a link
        </h2>
        <Card className="p-5 sm:p-7">
          <ShareResultForm
            resultId={result.id}
            formId={newId()}
            intimacyHint={intimate ? INTIMACY_HINT : null}
          />
        </Card>
        <p className="text-sm text-muted">
          Anyone who has the link can open it and pass it on. A revoked link is gone within a second. What
          people or chat apps have copied by then, such as a preview, we can’t take back.
        </p>
      </section>
      {links.length > 0 && (
        <section aria-labelledby="links" className="space-y-4">
          <h2 id="links" className="text-xl font-semibold tracking-tight">
            Links to this result
          </h2>
          <ShareList links={links} />
        </section>
      )}
      <PdfSection
        action={`/results/${result.id}/pdf`}
        depths={RESULT_DEPTHS}
        withGroups
        intimacyHint={intimate ? "Off unless you check it." : null}
        wrong={wrongPdfOf(query.pdf)}
      />
    </div>
  );
}
