import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { orNotFound } from "@/app/or-not-found";
import { requireProfile } from "@/app/profile";
import { getAssessment } from "@/lib/people/assessments/get-assessment";
import { IntimacyConsentForm } from "../../../intimacy-consent-form";
import { chooseIntimacy } from "../../actions";

export const metadata: Metadata = { title: "Intimacy", robots: { index: false } };

export default async function IntimacyPage({ params }: { params: Promise<{ assessment_id: string }> }) {
  const { ctx } = await requireProfile();
  const { assessment_id } = await params;
  const { id, form, finished } = await orNotFound(getAssessment(ctx, { assessment_id }));
  if (finished) redirect("/results");
  return (
    <div className="mx-auto max-w-xl space-y-6 px-4 py-12 sm:px-6 sm:py-16">
      <h1 className="text-3xl font-semibold tracking-tight">One more topic, only if you like</h1>
      <p>
        The last {form === "short" ? "3" : "6"} statements are about intimacy: touch, feelings and talking
        about sex. Your result works without them.
      </p>
      <p className="text-muted">
        Answers about intimacy get special protection by law, so we ask for your consent apart from everything
        else. They are used for your own result only. You can erase them again at any time, on the page of
        your result.
      </p>
      <IntimacyConsentForm
        action={chooseIntimacy}
        idName="assessment_id"
        id={id}
        agreement="I agree that my answers about intimacy are used for my result"
        agreeLabel="Answer them"
        declineLabel="Skip these"
      />
    </div>
  );
}
