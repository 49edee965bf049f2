import { Hand, LineChart, MessageCircleHeart } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { pageBrand } from "@/app/page-brand";
import { currentProfile } from "@/app/profile";
import { pageMetadata } from "@/app/public-pages";
import { SoftLink } from "@/components/site/soft-link";
import { buttonStyle } from "@/components/ui/button";
import { findOpenAssessment } from "@/lib/people/assessments/get-assessment";
import { statementsOf } from "@/lib/people/assessments/statements";
import { listResults } from "@/lib/people/results/list-results";
import { GROUP_TITLES } from "@/lib/people/results/trait-words";
import { GROUP_NAMES } from "@/lib/scoring/model";
import { Lights } from "./events/lights";
import { FirstStatement } from "./first-statement";
import { Landscape } from "./quest/landscape";
import { TwoPeople } from "./two-people";

export async function generateMetadata(): Promise<Metadata> {
  const { name } = await pageBrand();
  return { ...pageMetadata("/"), title: { absolute: `${name}: how well do two people fit?` } };
}

const STEPS = [
  {
    icon: <Hand />,
    title: "You answer",
    text: "32 or 64 short statements, one tap each. Every answer is saved at once, so you can stop and come back.",
  },
  {
    icon: <LineChart />,
    title: "You see 32 traits",
    text: "How you love, argue, think and live, in plain words. Each comes with the range it is really known to.",
  },
  {
    icon: <MessageCircleHeart />,
    title: "You keep what’s yours",
    text: "No account needed. Keep your result with a free one, take it again later, or delete it for good.",
  },
] as const;

export default async function HomePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  // Links to a compared pair were given out while that stood here.
  const query = await searchParams;
  if (typeof query.a === "string" && typeof query.b === "string") {
    redirect(`/business?${new URLSearchParams({ a: query.a, b: query.b })}`);
  }
  const [begun, { name }] = await Promise.all([begunHere(), pageBrand()]);
  const first = statementsOf("short", false)[0];
  return (
    <>
      <section className="mx-auto grid max-w-6xl items-center gap-x-16 gap-y-8 px-4 pt-8 pb-14 sm:px-6 sm:pt-14 lg:grid-cols-[1.15fr_1fr] lg:pb-20">
        <div className="space-y-6">
          <h1 className="text-[2.6rem] leading-[1.04] font-semibold tracking-[-0.04em] sm:text-6xl">
            Know yourself before you meet your match
          </h1>
          <p className="max-w-xl text-lg text-muted">
            {name} asks short questions about how you love, argue, think and live. Four minutes later you see
            what you bring to a relationship. Free, forever.
          </p>
          {begun === null && first !== undefined ? (
            <FirstStatement text={first.text} />
          ) : (
            <p className="flex flex-wrap gap-3">
              <SoftLink href={begun?.href ?? "/assessment"} className={buttonStyle()}>
                {begun?.label ?? "Start the assessment"}
              </SoftLink>
            </p>
          )}
        </div>
        <TwoPeople />
      </section>

      <section aria-labelledby="steps" className="border-y border-line bg-card">
        <div className="mx-auto max-w-6xl px-4 py-14 sm:px-6 sm:py-20">
          <h2 id="steps" className="text-3xl font-semibold tracking-tight">
            How it works
          </h2>
          <ol className="mt-8 grid gap-8 sm:grid-cols-3">
            {STEPS.map(({ icon, title, text }) => (
              <li key={title} className="space-y-3">
                <span
                  aria-hidden
                  className="flex size-12 items-center justify-center rounded-full bg-plum-soft text-plum [&>svg]:size-6"
                >
                  {icon}
                </span>
                <h3 className="text-lg font-semibold">{title}</h3>
                <p className="text-muted">{text}</p>
              </li>
            ))}
          </ol>
        </div>
      </section>

      <section
        aria-labelledby="topics"
        className="mx-auto grid max-w-6xl gap-x-16 gap-y-8 px-4 py-14 sm:px-6 sm:py-20 lg:grid-cols-2"
      >
        <div className="space-y-4">
          <h2 id="topics" className="text-3xl font-semibold tracking-tight">
            Seven sides of you
          </h2>
          <p className="text-muted">
            No types and no labels. Each side is made of a few traits, and each trait is a scale with you
            somewhere on it.
          </p>
          <ul className="flex flex-wrap gap-2 pt-2">
            {GROUP_NAMES.map((group) => (
              <li key={group} className="rounded-full border border-edge/60 px-4 py-1.5 text-sm">
                {GROUP_TITLES[group]}
              </li>
            ))}
          </ul>
        </div>
        <div className="space-y-4 rounded-3xl bg-pine-soft p-6 sm:p-9">
          <h2 className="text-xl font-semibold tracking-tight">An honest word on the science</h2>
          <p>
            What two people say of themselves before they meet explains a little of who likes others and who
            is liked. It explains hardly anything of one particular pair (
            <cite className="not-italic">Joel, Eastwick and Finkel 2017</cite>).
          </p>
          <p>
            So we don’t promise you the one. We show how two people differ, how sure we are, and what to talk
            about.
          </p>
        </div>
      </section>

      <section aria-labelledby="story" className="mx-auto max-w-6xl px-4 pb-6 sm:px-6">
        <div className="grid items-center gap-8 overflow-hidden rounded-3xl border border-line bg-card p-5 sm:p-8 lg:grid-cols-[1.2fr_1fr]">
          <Landscape place="storm" />
          <div className="space-y-4">
            <h2 id="story" className="text-2xl font-semibold tracking-tight">
              Rather a story than a form?
            </h2>
            <p className="text-muted">
              You miss the last ferry and spend a stormy night on an island. Choose what you would do, and see
              where you end up.
            </p>
            <SoftLink href="/quest" className={buttonStyle({ kind: "quiet" })}>
              Play the last ferry
            </SoftLink>
          </div>
        </div>
      </section>

      <section aria-labelledby="events" className="mx-auto max-w-6xl px-4 pb-6 sm:px-6">
        <div className="grid items-center gap-8 overflow-hidden rounded-3xl border border-line bg-card p-5 sm:p-8 lg:grid-cols-[1fr_1.2fr]">
          <div className="space-y-4">
            <h2 id="events" className="text-2xl font-semibold tracking-tight">
              Meet people who fit you
            </h2>
            <p className="text-muted">
              Evenings where everyone meets the right people first. Register with your first name, and your
              answers stay yours.
            </p>
            <SoftLink href="/events" className={buttonStyle({ kind: "quiet" })}>
              Find an event
            </SoftLink>
          </div>
          <Lights id="5f2a71" wide className="h-40 w-full rounded-2xl max-lg:order-first" />
        </div>
      </section>

      <section aria-labelledby="business" className="mx-auto max-w-6xl px-4 pb-16 sm:px-6 sm:pb-24">
        <div className="flex flex-wrap items-center justify-between gap-6 rounded-3xl border border-line bg-card p-6 sm:p-9">
          <div className="max-w-xl space-y-1">
            <h2 id="business" className="text-xl font-semibold tracking-tight">
              You introduce people?
            </h2>
            <p className="text-muted">
              Dating apps call our compatibility API. Your first score is two calls away.
            </p>
          </div>
          <SoftLink href="/business" className={buttonStyle({ kind: "quiet" })}>
            {name} for business
          </SoftLink>
        </div>
      </section>
    </>
  );
}

/** What somebody who has been here goes on with; null for a newcomer, and while the database is away. */
async function begunHere(): Promise<{ href: string; label: string } | null> {
  try {
    const profile = await currentProfile();
    if (profile === null) return null;
    const open = await findOpenAssessment(profile.ctx);
    if (open !== null) return { href: `/assessment/${open.id}`, label: "Continue your assessment" };
    const [newest] = await listResults(profile.ctx);
    return newest === undefined ? null : { href: `/results/${newest.id}`, label: "See your result" };
  } catch {
    return null;
  }
}
