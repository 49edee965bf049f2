import { ArrowRight, Sparkles } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { isYourTurn } from "@/app/(site)/together/pair-words";
import { isComing, isTheirTurn, type OwnEvent } from "@/app/(site)/your-events/place-words";
import { currentProfile } from "@/app/profile";
import { requireSelf } from "@/app/session";
import { buttonStyle } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listOwnRegistrations } from "@/lib/events/registrations/list-own-registrations";
import { listMemberships } from "@/lib/identity/accounts/list-memberships";
import { findOpenAssessment } from "@/lib/people/assessments/get-assessment";
import { listResults } from "@/lib/people/results/list-results";
import { listPairs } from "@/lib/people/together/list-pairs";
import type { ShownPair } from "@/lib/people/together/present-pair";
import { PAGE_SIZE } from "@/lib/platform/pagination";

export const metadata: Metadata = { title: "Your account" };

const CARD =
  "flex items-center justify-between gap-4 rounded-2xl border border-line bg-card px-5 py-4 transition-colors hover:border-plum";

export default async function AccountPage() {
  const { ctx, user } = await requireSelf();
  const [profile, memberships, { data: registered }] = await Promise.all([
    currentProfile(),
    listMemberships(ctx),
    listOwnRegistrations(ctx, { limit: PAGE_SIZE.most, cursor: undefined }),
  ]);
  const [results, open, { pairs }] =
    profile === null
      ? [[], null, { pairs: [] }]
      : await Promise.all([
          listResults(profile.ctx),
          findOpenAssessment(profile.ctx),
          listPairs(profile.ctx),
        ]);
  const [newest] = results;
  return (
    <>
      <PageHeader
        title={`Hello, ${user.name}`}
        description="Your results and the way to everything that is yours."
      />
      {newest === undefined && open === null && registered.length === 0 ? (
        <EmptyState
          icon={<Sparkles />}
          title="Find out what you bring"
          action={
            <Link prefetch={false} href="/assessment" className={buttonStyle()}>
              Start the assessment
            </Link>
          }
        >
          32 short statements, about four minutes, and you see 32 traits of yours.
        </EmptyState>
      ) : (
        <ul className="space-y-3">
          {open !== null && (
            <li>
              <Link prefetch={false} href={`/assessment/${open.id}`} className={CARD}>
                <span>
                  <span className="block font-medium">Continue your assessment</span>
                  <span className="text-sm text-muted">
                    {open.answered} of {open.asked} statements answered
                  </span>
                </span>
                <ArrowRight aria-hidden size={18} />
              </Link>
            </li>
          )}
          {newest !== undefined && (
            <li>
              <Link prefetch={false} href={`/results/${newest.id}`} className={CARD}>
                <span>
                  <span className="block font-medium">Your newest result</span>
                  <span className="text-sm text-muted">
                    {newest.createdAt.toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" })}
                  </span>
                </span>
                <ArrowRight aria-hidden size={18} />
              </Link>
            </li>
          )}
          {newest !== undefined && (
            <li>
              <Link prefetch={false} href="/together" className={CARD}>
                <span>
                  <span className="block font-medium">Together</span>
                  <span className="text-sm text-muted">{togetherLine(pairs)}</span>
                </span>
                <ArrowRight aria-hidden size={18} />
              </Link>
            </li>
          )}
          {registered.length > 0 && (
            <li>
              <Link prefetch={false} href="/your-events" className={CARD}>
                <span>
                  <span className="block font-medium">Your events</span>
                  <span className="text-sm text-muted">{eventsLine(registered, ctx.clock.now())}</span>
                </span>
                <ArrowRight aria-hidden size={18} />
              </Link>
            </li>
          )}
          {results.length > 1 && (
            <li>
              <Link prefetch={false} href="/results" className={CARD}>
                <span className="font-medium">All {results.length} results</span>
                <ArrowRight aria-hidden size={18} />
              </Link>
            </li>
          )}
        </ul>
      )}
      <p className="text-sm text-muted">
        {memberships.length > 0 ? (
          <Link prefetch={false} href="/partner" className="link">
            Open the partner portal
          </Link>
        ) : (
          <>
            Building a product that introduces people?{" "}
            <Link prefetch={false} href="/partner/new" className="link">
              Create a company
            </Link>
          </>
        )}
      </p>
    </>
  );
}

function eventsLine(registered: readonly OwnEvent[], now: Date): string {
  const turns = registered.filter((own) => isTheirTurn(own, now)).length;
  if (turns > 0) return turns === 1 ? "One event needs your answer" : `${turns} events need your answer`;
  const coming = registered.filter((own) => isComing(own, now)).length;
  if (coming === 0) return "Nothing is coming up";
  return coming === 1 ? "One event is coming up" : `${coming} events are coming up`;
}

function togetherLine(pairs: readonly ShownPair[]): string {
  const waiting = pairs.filter(isYourTurn).length;
  if (waiting > 0)
    return waiting === 1 ? "A friend is waiting for you" : `${waiting} friends are waiting for you`;
  if (pairs.length === 0) return "Compare your result with a friend";
  return pairs.length === 1 ? "You and one friend" : `You and ${pairs.length} friends`;
}
