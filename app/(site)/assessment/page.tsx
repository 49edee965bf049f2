import { Clock, Leaf, ListChecks, ShieldCheck } from "lucide-react";
import Link from "next/link";
import { currentProfile } from "@/app/profile";
import { pageMetadata } from "@/app/public-pages";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/error-notice";
import { findOpenAssessment } from "@/lib/people/assessments/get-assessment";
import { statementsOf } from "@/lib/people/assessments/statements";
import { listResults } from "@/lib/people/results/list-results";
import { StartForm } from "./start-form";

export const metadata = pageMetadata("/assessment");

const PROMISES = [
  { icon: <Leaf />, text: "There are no right answers. Say what is true for you on most days." },
  { icon: <ListChecks />, text: "Every answer is saved when you give it. Stop any time and continue later." },
  { icon: <ShieldCheck />, text: "No account needed. Your answers stay yours, and you can delete them." },
] as const;

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AssessmentPage({ searchParams }: PageProps) {
  const { missing } = await searchParams;
  const profile = await currentProfile();
  const [open, results] =
    profile === null
      ? [null, []]
      : await Promise.all([findOpenAssessment(profile.ctx), listResults(profile.ctx)]);
  return (
    <div className="mx-auto max-w-3xl space-y-10 px-4 py-10 sm:px-6 sm:py-16">
      <header className="space-y-4">
        <h1 className="text-4xl leading-tight font-semibold tracking-[-0.03em] sm:text-5xl">
          Find out what you bring to a relationship
        </h1>
        <p className="text-lg text-muted">
          Short statements about how you love, argue, think and live. You say how well each fits you, and we
          show you 32 traits with an honest range for each.
        </p>
      </header>

      {missing !== undefined && profile === null && (
        <Notice tone="gold">
          That page needs answers that this browser doesn’t have. They may have expired, or they belong to an
          account.{" "}
          <Link prefetch={false} href="/sign-in?next=/results" className="link">
            Sign in
          </Link>{" "}
          to see them, or start below.
        </Notice>
      )}

      {open !== null && (
        <Card className="flex flex-wrap items-center justify-between gap-4 border-plum bg-plum-soft p-5 sm:px-7">
          <div>
            <h2 className="font-semibold">You’ve already started</h2>
            <p className="text-sm">
              {open.answered} of {open.asked} statements answered.
            </p>
          </div>
          <Link prefetch={false} href={`/assessment/${open.id}`} className={buttonStyle()}>
            Continue
          </Link>
        </Card>
      )}

      <Card className="p-5 sm:p-7">
        <StartForm
          shortCount={statementsOf("short", true).length}
          longCount={statementsOf("long", true).length}
          again={results.length > 0}
          chosen={open?.form ?? "short"}
        />
      </Card>

      <ul className="grid gap-5 sm:grid-cols-3">
        {PROMISES.map(({ icon, text }) => (
          <li key={text} className="flex gap-3 text-sm sm:flex-col">
            <span aria-hidden className="text-plum [&>svg]:size-5">
              {icon}
            </span>
            {text}
          </li>
        ))}
      </ul>

      <p className="flex gap-3 text-sm text-muted">
        <Clock aria-hidden size={18} className="mt-0.5 shrink-0" />
        <span>
          The short form takes about 4 minutes and the long one about 8. The long form knows you about a third
          more precisely. Statements come from the public-domain International Personality Item Pool where one
          fits, and from us where none does.
        </span>
      </p>
      {results.length > 0 && (
        <p>
          <Link prefetch={false} href="/results" className="link">
            See your results
          </Link>
        </p>
      )}
    </div>
  );
}
