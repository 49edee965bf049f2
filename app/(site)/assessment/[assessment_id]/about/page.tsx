import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { orNotFound } from "@/app/or-not-found";
import { requireProfile } from "@/app/profile";
import { getAssessment } from "@/lib/people/assessments/get-assessment";
import { getAbout } from "@/lib/people/profiles/get-about";
import { AboutForm } from "./about-form";
import { countryOptions } from "./countries";

export const metadata: Metadata = { title: "About you", robots: { index: false } };

export default async function AboutPage({ params }: { params: Promise<{ assessment_id: string }> }) {
  const { ctx } = await requireProfile();
  const { assessment_id } = await params;
  const { id, finished } = await orNotFound(getAssessment(ctx, { assessment_id }));
  if (finished) redirect("/results");
  return (
    <div className="mx-auto max-w-xl space-y-6 px-4 py-12 sm:px-6 sm:py-16">
      <h1 className="text-3xl font-semibold tracking-tight">Almost there</h1>
      <p className="text-muted">
        These questions are optional. Leave them empty and your result is the same.
      </p>
      <AboutForm assessmentId={id} about={await getAbout(ctx)} countries={countryOptions()} />
    </div>
  );
}
