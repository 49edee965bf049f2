import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { orNotFound } from "@/app/or-not-found";
import { requireProfile } from "@/app/profile";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/error-notice";
import { Time } from "@/components/ui/time";
import { listResults } from "@/lib/people/results/list-results";
import { getShareVersion } from "@/lib/people/sharing/get-share-version";
import { listShareLinks } from "@/lib/people/sharing/list-share-links";
import type { ShownLink } from "@/lib/people/sharing/present-link";
import { getPair } from "@/lib/people/together/get-pair";
import type { ShownPair, ShownReport } from "@/lib/people/together/present-pair";
import type { ProfileContext } from "@/lib/platform/context";
import { ShareBar } from "../../sharing/share-bar";
import { ShareList } from "../../sharing/share-list";
import { asksIntimacyOf } from "../asks-intimacy";
import { Overlap } from "../overlap";
import { CheckInForm } from "./check-in-form";
import { ReportGroups, ReportOpening, ReportStarters, ReportTraits } from "./pair-report";
import { PairWatch } from "./pair-watch";
import { AgreeForm, DismissForm, LeaveForm, SmallForm } from "./small-forms";

export const metadata: Metadata = { title: "You two", robots: { index: false } };

export default async function PairPage({ params }: { params: Promise<{ pair_id: string }> }) {
  const { ctx } = await requireProfile();
  const { pair_id } = await params;
  const pair = await orNotFound(getPair(ctx, { pair_id }));
  const [links, shared] = await Promise.all([
    listShareLinks(ctx, { pair_id }),
    getShareVersion(ctx, { pair_id }),
  ]);
  return (
    <PairWatch pairId={pair.id} version={`${pair.version}${shared}`} friend={pair.friend}>
      <div className="mx-auto max-w-3xl space-y-12 px-4 py-10 sm:px-6 sm:py-14">
        <p className="mb-6 text-sm print:hidden">
          <Link prefetch={false} href="/together" className="link">
            Together
          </Link>
        </p>
        <Contents pair={pair} ctx={ctx} links={links} />
      </div>
    </PairWatch>
  );
}

interface ContentsProps {
  pair: ShownPair;
  ctx: ProfileContext;
  links: readonly ShownLink[];
}

function Contents({ pair, ctx, links }: ContentsProps) {
  const { id, state, friend, report } = pair;
  if (report !== null) return <Ready pair={pair} report={report} links={links} />;
  switch (state) {
    case "your_turn":
      return <YourTurn pair={pair} ctx={ctx} />;
    case "their_turn":
      return (
        <Still title={`Waiting for ${friend}`} pair={pair}>
          <p>
            You’ve said yes. {friend} now sees your name and is asked to say yes, too. This page shows the
            report the moment they do. You can close it meanwhile.
          </p>
        </Still>
      );
    case "paused":
      return (
        <Still title={`You and ${friend}`} pair={pair}>
          <p>This comparison isn’t available right now. Try again later.</p>
        </Still>
      );
    case "ended":
      return (
        <Figure title={`${friend} has left`}>
          <p className="text-muted">
            The report and your check-in are gone for both of you. Your own result is still yours. If you’d
            like to compare again, send a new invitation.
          </p>
          <DismissForm pairId={id} />
        </Figure>
      );
    default:
      return (
        <Still title={`You and ${friend}`} pair={pair}>
          <p>
            The report is gone because answers it rested on were removed. It comes back when you both ask for
            a new one.
          </p>
          <Refresh pair={pair} />
        </Still>
      );
  }
}

/** A page with the two circles apart, and what to do. */
function Figure({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="space-y-6">
      <Overlap share={0} className="w-44" />
      <h1 className="text-3xl font-semibold tracking-tight wrap-anywhere sm:text-4xl">{title}</h1>
      {children}
    </div>
  );
}

function Still({ title, pair, children }: { title: string; pair: ShownPair; children: ReactNode }) {
  return (
    <Figure title={title}>
      <div className="max-w-xl space-y-4 text-muted">{children}</div>
      <Leave pair={pair} />
    </Figure>
  );
}

async function YourTurn({ pair, ctx }: { pair: ShownPair; ctx: ProfileContext }) {
  const [newest] = await listResults(ctx);
  return (
    <Figure title={`${pair.friend} has accepted`}>
      <p className="max-w-xl text-muted">
        Someone who calls themselves <strong className="font-semibold text-ink">{pair.friend}</strong> opened
        your link and would like to compare. If that’s the friend you meant, say yes, and you both see the
        report.
      </p>
      <Card className="p-5 sm:p-7">
        <AgreeForm pairId={pair.id} asksIntimacy={asksIntimacyOf(newest)} />
      </Card>
      <Leave pair={pair} />
    </Figure>
  );
}

interface ReadyProps {
  pair: ShownPair;
  report: ShownReport;
  links: readonly ShownLink[];
}

function Ready({ pair, report, links }: ReadyProps) {
  const { id, friend, refresh } = pair;
  const asked = links.filter(({ state }) => state === "your_turn");
  const rest = links.filter(({ state }) => state !== "your_turn");
  return (
    <>
      <ReportOpening report={report} friend={friend} />
      <ShareBar href={`/together/${id}/share`} intimacy={report.intimacy} />
      {asked.length > 0 && (
        <section aria-labelledby="asks-to-share" className="space-y-4 print:hidden">
          <h2 id="asks-to-share" className="text-xl font-semibold tracking-tight">
            {friend} asks to share your report
          </h2>
          <ShareList links={asked} />
        </section>
      )}
      {refresh === "asked_by_friend" && (
        <section
          aria-labelledby="asked"
          className="space-y-3 print:hidden rounded-2xl bg-plum-soft p-5 sm:px-7"
        >
          <h2 id="asked" className="font-semibold">
            {friend} asks for a new report
          </h2>
          <p className="text-sm">It’s made from your newest results, and takes the place of this one.</p>
          <div className="flex flex-wrap gap-3">
            <SmallForm pairId={id} does="agree" />
            <SmallForm pairId={id} does="keep" />
          </div>
        </section>
      )}
      <ReportGroups report={report} />
      <ReportTraits report={report} />
      <ReportStarters report={report} />
      <div className="space-y-12 print:hidden">
        <CheckIn pair={pair} />
        {rest.length > 0 && (
          <section aria-labelledby="links" className="space-y-4">
            <h2 id="links" className="text-xl font-semibold tracking-tight">
              Links to your report
            </h2>
            <ShareList links={rest} />
          </section>
        )}
      </div>
      <footer className="space-y-5 border-t border-line pt-6 text-sm text-muted">
        <p className="print:hidden">
          {pair.friendLookedAt === null ? (
            <>{friend} hasn’t looked at the report yet.</>
          ) : (
            <>
              {friend} last looked <Time at={pair.friendLookedAt} />.
            </>
          )}{" "}
          {friend} sees when you look, too.
        </p>
        <p>
          Made <Time at={report.madeAt} format="absolute" /> with model {report.modelVersion}. It stays as it
          is, whatever either of you answers later, until you both ask for a new one. Each trait is blurred
          before two people are compared, so that nobody can work out yours. Traits that people report explain
          hardly anything about one particular pair (Joel, Eastwick and Finkel 2017).
        </p>
        <div className="space-y-5 print:hidden">
          {refresh !== "asked_by_friend" && <Refresh pair={pair} />}
          {report.intimacy && <SmallForm pairId={id} does="without_intimacy" />}
          <Leave pair={pair} />
        </div>
      </footer>
    </>
  );
}

function CheckIn({ pair: { id, friend, checkIn, report } }: { pair: ShownPair }) {
  const both = checkIn.yours && checkIn.friends;
  return (
    <section aria-labelledby="check-in" className="space-y-4">
      <h2 id="check-in" className="text-xl font-semibold tracking-tight">
        How is it between you?
      </h2>
      {both ? (
        <Notice tone="pine">You’ve both answered. The score above has your check-in in it.</Notice>
      ) : (
        <>
          <p className="text-muted">
            Seven statements that you both answer. Neither sees what the other said. Once you both have, your
            score moves.{report?.checkedIn === true && " Until then your last check-in counts."}
          </p>
          {checkIn.yours && <Notice>Your answers are in. Now it’s {friend}’s turn.</Notice>}
          {checkIn.friends && <Notice>{friend} has answered. Your score moves when you do.</Notice>}
          {checkIn.yours ? (
            <details>
              <summary className="inline-flex min-h-9 cursor-pointer items-center text-sm text-muted underline underline-offset-4 hover:text-ink">
                Change my answers
              </summary>
              <Card className="mt-3 p-5 sm:p-7">
                <CheckInForm pairId={id} again />
              </Card>
            </details>
          ) : (
            <Card className="p-5 sm:p-7">
              <CheckInForm pairId={id} again={false} />
            </Card>
          )}
        </>
      )}
    </section>
  );
}

function Refresh({ pair: { id, friend, refresh, refreshFrom } }: { pair: ShownPair }) {
  if (refresh === "asked_by_you") {
    return (
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p>You asked for a new report. It’s made once {friend} agrees.</p>
        <SmallForm pairId={id} does="take_back" />
      </div>
    );
  }
  if (refresh === "asked_by_friend") {
    return (
      <div className="space-y-2">
        <p>{friend} asks for a new report.</p>
        <SmallForm pairId={id} does="agree" />
      </div>
    );
  }
  if (refreshFrom !== null && refreshFrom.getTime() > Date.now()) {
    return (
      <p>
        You can ask for a new report from <Time at={refreshFrom} format="absolute" /> on.
      </p>
    );
  }
  return <SmallForm pairId={id} does="ask" />;
}

function Leave({ pair: { id, friend } }: { pair: ShownPair }) {
  return (
    <LeaveForm pairId={id} summary="Leave this comparison" label="Leave">
      The report, links to it and both check-ins are deleted for you and {friend}, within a second and for
      good. {friend} sees that you left.
    </LeaveForm>
  );
}
