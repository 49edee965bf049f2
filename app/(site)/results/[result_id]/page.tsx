import type { Metadata } from "next";
import Link from "next/link";
import { orNotFound } from "@/app/or-not-found";
import { requireProfile } from "@/app/profile";
import { buttonStyle } from "@/components/ui/button";
import { Notice } from "@/components/ui/error-notice";
import { INTIMACY_TRAITS } from "@/lib/people/assessments/statements";
import { getAbout } from "@/lib/people/profiles/get-about";
import { endingOf } from "@/lib/people/quest/walk-story";
import { getResult, type ShownResult } from "@/lib/people/results/get-result";
import { standingOut } from "@/lib/people/results/standing-out";
import { GROUP_TITLES, levelOf, TRAIT_WORDS } from "@/lib/people/results/trait-words";
import { knowsIntimacy } from "@/lib/people/sharing/choose-of-result";
import { GROUP_NAMES, GROUPS, TRAITS, type TraitName } from "@/lib/scoring/model";
import { Landscape } from "../../quest/landscape";
import { ShareBar } from "../../sharing/share-bar";
import { WaitingInvitation } from "../../together/waiting-invitation";
import { CompareWithFriend } from "../compare-with-friend";
import { IntimacyWithdrawal } from "../intimacy-withdrawal";
import { KeepResult } from "../keep-result";
import { NormsConsent } from "../norms-consent";
import { comparedWith, normsNote } from "../norms-words";
import { QUALITY_WORDS, SIGN_WORDS } from "../quality-words";
import { WhatYouBring } from "../what-you-bring";
import { AskMoreForm } from "./ask-more-form";
import { DeleteResult } from "./delete-result";
import { GroupRadar } from "./group-radar";
import { TraitRow } from "./trait-row";

export const metadata: Metadata = { title: "Your result", robots: { index: false } };

export default async function ResultPage({ params }: { params: Promise<{ result_id: string }> }) {
  const { ctx } = await requireProfile();
  const { result_id } = await params;
  const [result, about] = await Promise.all([orNotFound(getResult(ctx, { result_id })), getAbout(ctx)]);
  return (
    <div className="mx-auto max-w-4xl space-y-12 px-4 py-10 sm:px-6 sm:py-14">
      <div className="print:hidden">
        <WaitingInvitation />
      </div>
      <Opening result={result} />
      <Confidence result={result} />
      {GROUP_NAMES.map((group) => (
        <section
          key={group}
          aria-labelledby={`group-${group}`}
          className={`space-y-5 ${group === "sexual" ? "private-in-print" : ""}`}
        >
          <h2 id={`group-${group}`} className="text-xl font-semibold tracking-tight">
            {GROUP_TITLES[group]}
          </h2>
          <div className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-card">
            {GROUPS[group].map((index) => (
              <TraitRow
                key={index}
                words={TRAIT_WORDS[TRAITS[index] as TraitName]}
                trait={result.traits[index] ?? null}
                error={result.standardErrors[index] ?? null}
                standing={standingOf(result.norms, index)}
                change={result.before?.changes[index] ?? null}
                before={result.before?.traits[index] ?? null}
              />
            ))}
          </div>
          {group === "sexual" &&
            (result.intimacyAsked ? (
              <div className="text-sm text-muted print:hidden">
                <IntimacyWithdrawal />
              </div>
            ) : (
              <p className="text-sm text-muted">These statements were left out, so nothing is known here.</p>
            ))}
        </section>
      ))}
      <section aria-labelledby="shape" className="space-y-4">
        <h2 id="shape" className="text-xl font-semibold tracking-tight">
          The shape of you
        </h2>
        <div className="private-in-print">
          <GroupRadar traits={result.traits} />
        </div>
        <div className="instead-in-print hidden">
          <GroupRadar traits={withoutIntimacy(result.traits)} />
        </div>
      </section>
      <div className="space-y-12 print:hidden">
        <CompareWithFriend />
        {ctx.userId === null && <KeepResult />}
      </div>
      <Footnotes result={result} normsConsent={about.normsConsent} />
    </div>
  );
}

/** Where a trait stands among others: the percentage and whom it compares with. Null where it is not known. */
function standingOf(norms: ShownResult["norms"], index: number): string | null {
  const percentile = norms?.percentiles[index] ?? null;
  return norms === null || percentile === null
    ? null
    : `higher than ${percentile}% of ${comparedWith(norms)}`;
}

/** What stands out: the traits furthest from the middle by more than their own error. */
function Opening({ result }: { result: ShownResult }) {
  const shown = standingOut(result);
  return (
    <header className="space-y-6">
      <div className="grid items-center gap-x-10 gap-y-2 sm:grid-cols-[1.5fr_1fr]">
        <div className="space-y-5">
          <p className="text-sm text-muted">
            {result.createdAt.toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" })}
          </p>
          <h1 className="text-4xl leading-tight font-semibold tracking-[-0.03em] sm:text-5xl">
            This is what you bring
          </h1>
          <ShareBar href={`/results/${result.id}/share`} intimacy={knowsIntimacy(result)} />
        </div>
        <WhatYouBring className="mx-auto w-full max-w-64 sm:max-w-none print:hidden" />
      </div>
      {result.source === "quest" && <StoryEnding traits={result.traits} />}
      {shown.length > 0 && (
        <ul className="grid gap-3 sm:grid-cols-3">
          {shown.map(({ trait, value }) => (
            <li
              key={trait}
              className={`break-inside-avoid rounded-2xl bg-plum-soft p-5 ${INTIMACY_TRAITS.has(trait) ? "private-in-print" : ""}`}
            >
              <p className="text-sm font-medium text-plum">{TRAIT_WORDS[trait].name}</p>
              <p className="mt-1">{TRAIT_WORDS[trait][levelOf(value)]}</p>
            </li>
          ))}
        </ul>
      )}
    </header>
  );
}

/** What is printed of the shape unless intimacy is asked for. */
function withoutIntimacy(traits: ShownResult["traits"]): (number | null)[] {
  return traits.map((value, index) => (INTIMACY_TRAITS.has(TRAITS[index] as TraitName) ? null : value));
}

/** How the story ended, for a result that came from it. */
function StoryEnding({ traits }: { traits: ShownResult["traits"] }) {
  const { title, text } = endingOf(traits);
  return (
    <section aria-labelledby="ending" className="space-y-4">
      <Landscape place="ferry" />
      <h2 id="ending" className="text-2xl font-semibold tracking-tight">
        Your ending: {title}
      </h2>
      <p className="text-lg">{text}</p>
    </section>
  );
}

function Confidence({ result }: { result: ShownResult }) {
  const words = QUALITY_WORDS[result.quality];
  const changed =
    result.before?.changes.filter((change) => change === "rose" || change === "fell").length ?? 0;
  return (
    <section aria-labelledby="confidence" className="space-y-4">
      <h2 id="confidence" className="text-xl font-semibold tracking-tight">
        How sure we are
      </h2>
      <p className="max-w-2xl text-muted">
        {result.source === "quest"
          ? `A story of ${result.answerCount} scenes, so the ranges are wide. The assessment knows you better.`
          : `${result.answerCount} answers. ${words.long}`}{" "}
        Each bar runs from 0 (none of a trait) to 100 (all there is). The dot is where you most likely are,
        and eight times out of ten the true value lies within the shaded range.
      </p>
      {result.qualitySigns.length > 0 && (
        <Notice tone="gold">
          <ul>
            {result.qualitySigns.map((sign) => (
              <li key={sign}>{SIGN_WORDS[sign]}</li>
            ))}
          </ul>
        </Notice>
      )}
      {result.before !== null && (
        <Notice>
          {changed === 0
            ? "Nothing has changed since your last result beyond what chance explains."
            : `${changed} ${changed === 1 ? "trait has" : "traits have"} changed since `}
          {changed > 0 && (
            <Link prefetch={false} href={`/results/${result.before.id}`} className="link">
              your last result
            </Link>
          )}
          {changed > 0 && ". The rest is within the noise."}
        </Notice>
      )}
      {result.norms !== null && (
        <Notice {...(result.norms.syntheticPeople > 0 ? { tone: "gold" } : {})}>
          {normsNote(result.norms)}
        </Notice>
      )}
      {result.source === "quest" && (
        <Link prefetch={false} href="/assessment" className={buttonStyle({ kind: "quiet" })}>
          Take the assessment
        </Link>
      )}
      {result.assessmentId !== null && (
        <div className="flex flex-wrap gap-3 print:hidden">
          {result.waiting > 0 ? (
            <Link prefetch={false} href={`/assessment/${result.assessmentId}`} className="link">
              Continue with {result.waiting} more statements
            </Link>
          ) : (
            <>
              {result.quality !== "high" && result.doubtfulCount > 0 && (
                <AskMoreForm
                  kind="again"
                  assessmentId={result.assessmentId}
                  label={`Answer these ${result.doubtfulCount} again`}
                />
              )}
              <AskMoreForm
                kind="more"
                assessmentId={result.assessmentId}
                label="Sharpen my result: up to 12 more"
              />
            </>
          )}
        </div>
      )}
    </section>
  );
}

function Footnotes({ result, normsConsent }: { result: ShownResult; normsConsent: boolean }) {
  return (
    <footer className="space-y-4 border-t border-line pt-6 text-sm text-muted">
      <p>
        This is a self-description, not a diagnosis. Traits that people report before they meet explain a
        little of who likes whom, and hardly anything about one particular pair (Joel, Eastwick and Finkel
        2017).
      </p>
      <p>
        Questionnaire {result.questionnaireVersion}, model {result.modelVersion}.
      </p>
      <div className="space-y-4 print:hidden">
        {normsConsent && <NormsConsent />}
        <DeleteResult resultId={result.id} />
      </div>
    </footer>
  );
}
