import { EyeOff, KeyRound, LogOut } from "lucide-react";
import Link from "next/link";
import { currentProfile } from "@/app/profile";
import { pageMetadata } from "@/app/public-pages";
import { currentUser } from "@/app/session";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { listResults } from "@/lib/people/results/list-results";
import { listPairs } from "@/lib/people/together/list-pairs";
import type { ShownPair } from "@/lib/people/together/present-pair";
import { asksIntimacyOf } from "./asks-intimacy";
import { InviteForm } from "./invite-form";
import { OpenInvitations } from "./open-invitations";
import { Overlap } from "./overlap";
import { isYourTurn, LEVEL_SHARE, lineOf } from "./pair-words";
import { WaitingInvitation } from "./waiting-invitation";

export const metadata = pageMetadata("/together");

const PROMISES = [
  {
    icon: <KeyRound />,
    title: "Two keys",
    text: "Nothing is shown until you both say yes, and the report changes only when you both ask for it.",
  },
  {
    icon: <EyeOff />,
    title: "Your answers stay yours",
    text: "You see words and a score in steps of five. Your friend never sees a trait of yours, and can’t work one out.",
  },
  {
    icon: <LogOut />,
    title: "Leave any time",
    text: "One tap, and the report is gone for both of you within a second.",
  },
] as const;

export default async function TogetherPage() {
  const [profile, signedIn] = await Promise.all([currentProfile(), currentUser()]);
  const [results, { pairs, invitations }] =
    profile === null
      ? [[], { pairs: [], invitations: [] }]
      : await Promise.all([listResults(profile.ctx), listPairs(profile.ctx)]);
  const [newest] = results;
  return (
    <div className="mx-auto max-w-3xl space-y-12 px-4 py-10 sm:px-6 sm:py-14">
      <header className="grid items-center gap-x-10 gap-y-6 sm:grid-cols-[1.4fr_1fr]">
        <div className="space-y-4">
          <h1 className="text-4xl leading-tight font-semibold tracking-[-0.03em] sm:text-5xl">
            Compare with a friend
          </h1>
          <p className="text-lg text-muted">
            Where are you alike, where do you differ, and what would be good to talk about? You both answer,
            you both agree, and then you both see.
          </p>
        </div>
        <Overlap share={0.4} className="mx-auto w-full max-w-56 sm:max-w-none" />
      </header>

      <WaitingInvitation />

      {pairs.length > 0 && (
        <section aria-labelledby="friends" className="space-y-4">
          <h2 id="friends" className="text-xl font-semibold tracking-tight">
            You and your friends
          </h2>
          <ul className="space-y-3">
            {pairs.map((pair) => (
              <li key={pair.id}>
                <PairLink pair={pair} />
              </li>
            ))}
          </ul>
        </section>
      )}

      <section aria-labelledby="invite" className="space-y-4">
        <h2 id="invite" className="text-xl font-semibold tracking-tight">
          Invite {pairs.length > 0 ? "another friend" : "a friend"}
        </h2>
        <Card className="p-5 sm:p-7">
          {newest === undefined ? (
            <div className="flex flex-wrap items-center justify-between gap-4">
              <p className="max-w-md">
                You need a result first. The short form takes about four minutes, and you don’t need an
                account.
              </p>
              <Link prefetch={false} href="/assessment" className={buttonStyle()}>
                Start the assessment
              </Link>
            </div>
          ) : (
            <InviteForm
              name={firstName(signedIn?.impersonation === null ? signedIn.user.name : "")}
              asksIntimacy={asksIntimacyOf(newest)}
            />
          )}
        </Card>
        <p className="text-sm text-muted">
          Have a link from a friend?{" "}
          <Link prefetch={false} href="/together/invitation" className="link">
            Open the invitation
          </Link>
        </p>
      </section>

      {invitations.length > 0 && (
        <section aria-labelledby="open" className="space-y-4">
          <h2 id="open" className="text-xl font-semibold tracking-tight">
            Open invitations
          </h2>
          <OpenInvitations invitations={invitations} />
        </section>
      )}

      <section aria-labelledby="promises">
        <h2 id="promises" className="sr-only">
          What we promise
        </h2>
        <ul className="grid gap-6 sm:grid-cols-3">
          {PROMISES.map(({ icon, title, text }) => (
            <li key={title} className="space-y-2">
              <span
                aria-hidden
                className="flex size-10 items-center justify-center rounded-full bg-plum-soft text-plum [&>svg]:size-5"
              >
                {icon}
              </span>
              <h3 className="font-semibold">{title}</h3>
              <p className="text-sm text-muted">{text}</p>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function PairLink({ pair }: { pair: ShownPair }) {
  const share = pair.report === null ? 0 : LEVEL_SHARE[pair.report.overall];
  return (
    <Link
      prefetch={false}
      href={`/together/${pair.id}`}
      className="flex items-center gap-4 rounded-2xl border border-line bg-card px-5 py-4 transition-colors hover:border-plum"
    >
      <Overlap share={share} className="w-16 shrink-0" />
      <span className="min-w-0 flex-1">
        <span className="block font-medium wrap-anywhere">{pair.friend}</span>
        <span className="text-sm text-muted">{lineOf(pair)}</span>
      </span>
      {isYourTurn(pair) && (
        <span className="rounded-full bg-plum-soft px-3 py-1 text-xs font-medium text-plum">Your turn</span>
      )}
    </Link>
  );
}

const firstName = (name: string) => name.split(" ")[0] ?? "";
