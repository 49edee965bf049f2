import { Sparkles } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { currentProfile } from "@/app/profile";
import { currentUser } from "@/app/session";
import { keptProfileToken } from "@/app/session-cookies";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { findOpenAssessment } from "@/lib/people/assessments/get-assessment";
import { findBrowserProfile } from "@/lib/people/profiles/find-profile";
import { getAbout } from "@/lib/people/profiles/get-about";
import { listResults } from "@/lib/people/results/list-results";
import { WaitingInvitation } from "../together/waiting-invitation";
import { AddToAccount } from "./add-to-account";
import { CompareWithFriend } from "./compare-with-friend";
import { DeleteEverything } from "./delete-everything";
import { IntimacyWithdrawal } from "./intimacy-withdrawal";
import { KeepResult } from "./keep-result";
import { NormsConsent } from "./norms-consent";
import { QUALITY_WORDS } from "./quality-words";

export const metadata: Metadata = { title: "Your results", robots: { index: false } };

export default async function ResultsPage() {
  const [profile, signedIn] = await Promise.all([currentProfile(), currentUser()]);
  const [results, open] =
    profile === null
      ? [[], null]
      : await Promise.all([listResults(profile.ctx), findOpenAssessment(profile.ctx)]);
  const about = profile === null ? null : await getAbout(profile.ctx);
  const token = signedIn === null || signedIn.impersonation !== null ? null : await keptProfileToken();
  const unclaimed =
    token !== null && signedIn !== null && (await findBrowserProfile(signedIn.ctx, { token })) !== null;
  return (
    <div className="mx-auto max-w-3xl space-y-8 px-4 py-10 sm:px-6 sm:py-14">
      <header className="flex flex-wrap items-end justify-between gap-4">
        <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">Your results</h1>
        {results.length > 0 && (
          <div className="flex flex-wrap gap-2.5">
            <Link prefetch={false} href="/sharing" className={buttonStyle({ kind: "quiet", size: "small" })}>
              Shared links
            </Link>
            <Link
              prefetch={false}
              href="/assessment"
              className={buttonStyle({ kind: "quiet", size: "small" })}
            >
              Take it again
            </Link>
          </div>
        )}
      </header>

      <WaitingInvitation />
      {unclaimed && <AddToAccount />}

      {open !== null && (
        <Card className="flex flex-wrap items-center justify-between gap-4 border-plum bg-plum-soft p-5">
          <p>
            You have an assessment open: {open.answered} of {open.asked} statements answered.
          </p>
          <Link prefetch={false} href={`/assessment/${open.id}`} className={buttonStyle({ size: "small" })}>
            Continue
          </Link>
        </Card>
      )}

      {results.length === 0 ? (
        <EmptyState
          icon={<Sparkles />}
          title="No results yet"
          action={
            <Link prefetch={false} href="/assessment" className={buttonStyle()}>
              Start the assessment
            </Link>
          }
        >
          Answer 32 short statements, and your traits appear here. It takes about four minutes.
        </EmptyState>
      ) : (
        <ol className="space-y-3">
          {results.map((result, index) => (
            <li key={result.id}>
              <Link
                prefetch={false}
                href={`/results/${result.id}`}
                className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 rounded-2xl border border-line bg-card px-5 py-4 transition-colors hover:border-plum"
              >
                <span className="font-medium">
                  {result.createdAt.toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" })}
                  {index === 0 && results.length > 1 && (
                    <span className="ml-2 text-sm text-muted">newest</span>
                  )}
                </span>
                <span className="text-sm text-muted">
                  {result.source === "quest"
                    ? `The last ferry · ${result.answerCount} scenes`
                    : `${result.answerCount} answers · ${QUALITY_WORDS[result.quality].short}`}
                </span>
              </Link>
            </li>
          ))}
        </ol>
      )}
      {results.length > 0 && <CompareWithFriend />}
      {profile !== null && results.length > 0 && profile.ctx.userId === null && <KeepResult />}
      {about !== null && (
        <footer className="space-y-4 border-t border-line pt-6 text-sm text-muted">
          {about.normsConsent && <NormsConsent />}
          {about.intimacyConsent && <IntimacyWithdrawal />}
          <DeleteEverything />
        </footer>
      )}
    </div>
  );
}
