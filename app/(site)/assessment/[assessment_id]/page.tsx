import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { orNotFound } from "@/app/or-not-found";
import { requireProfile } from "@/app/profile";
import { getAssessment } from "@/lib/people/assessments/get-assessment";
import { Questionnaire } from "./questionnaire";

export const metadata: Metadata = { title: "Your assessment", robots: { index: false } };

interface PageProps {
  params: Promise<{ assessment_id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SheetPage({ params, searchParams }: PageProps) {
  const { ctx } = await requireProfile();
  const { assessment_id } = await params;
  const sheet = await orNotFound(getAssessment(ctx, { assessment_id }));
  const { statements, answers } = sheet;
  // A finished sheet asks only what was added to it.
  if (sheet.finished && statements.length === 0) redirect("/results");
  const open = statements.findIndex(({ id }) => answers[id] === undefined);
  const { at: asked } = await searchParams;
  const named = typeof asked === "string" && asked !== "" ? Number(asked) : Number.NaN;
  // Statements that are asked again have all been answered before: they begin at the first.
  const first = open === -1 && sheet.finished ? 0 : open;
  const at = Number.isInteger(named) && named >= 0 ? named : first;
  if (at === -1 || at >= statements.length) redirect(nextStep(sheet));
  return (
    <Questionnaire
      assessmentId={sheet.id}
      statements={statements.map(({ id, text }) => ({ id, text }))}
      answers={answers}
      startAt={at}
      nextHref={nextStep(sheet)}
      signedIn={ctx.userId !== null}
    />
  );
}

/** Where a sheet goes on once its statements are answered. */
function nextStep({ id, finished, intimacy }: Awaited<ReturnType<typeof getAssessment>>): string {
  if (finished) return `/assessment/${id}/finish`;
  return `/assessment/${id}/${intimacy === "undecided" ? "intimacy" : "about"}`;
}
