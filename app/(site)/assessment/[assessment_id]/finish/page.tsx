import type { Metadata } from "next";
import { orNotFound } from "@/app/or-not-found";
import { requireProfile } from "@/app/profile";
import { getAssessment } from "@/lib/people/assessments/get-assessment";
import { FinishForm } from "./finish-form";

export const metadata: Metadata = { title: "Update your result", robots: { index: false } };

export default async function FinishPage({ params }: { params: Promise<{ assessment_id: string }> }) {
  const { ctx } = await requireProfile();
  const { assessment_id } = await params;
  const { id } = await orNotFound(getAssessment(ctx, { assessment_id }));
  return (
    <div className="mx-auto max-w-xl space-y-6 px-4 py-12 sm:px-6 sm:py-20">
      <h1 className="text-3xl font-semibold tracking-tight">That’s all, thank you</h1>
      <p className="text-muted">Your new answers sharpen the result you already have.</p>
      <FinishForm assessmentId={id} />
    </div>
  );
}
