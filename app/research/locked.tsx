import { ChartColumn, LockKeyhole, Quote, ShieldCheck } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonStyle } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { formatMoney } from "@/lib/money/format-money";
import { TIERS } from "@/lib/plans/tiers";

const PARTS: { icon: ReactNode; title: string; text: string }[] = [
  {
    icon: <ChartColumn />,
    title: "Ask about people",
    text: "Counts, averages, medians and distributions of 29 traits and of compatibility, by age, region and trait levels.",
  },
  {
    icon: <ShieldCheck />,
    title: "Learn about no one",
    text: "Every answer carries exact differential privacy. You choose its error, and see its cost before you run it.",
  },
  {
    icon: <Quote />,
    title: "Cite what you find",
    text: "Editions are frozen each quarter, and an answer never changes under its ID.",
  },
];

/** What research is, for a team whose plan does not have it. */
export function Locked({ mayBuy }: { mayBuy: boolean }) {
  const { priceMinor, trialDays } = TIERS.research;
  return (
    <div className="space-y-6">
      <PageHeader
        title="Research"
        description="Answers about how people love and work together, with privacy you can prove."
      />
      <section className="overflow-hidden rounded-2xl border border-line bg-card">
        <div className="flex flex-col items-start gap-5 p-6 sm:p-8">
          <span
            aria-hidden
            className="flex size-11 items-center justify-center rounded-full bg-plum-soft text-plum [&>svg]:size-5"
          >
            <LockKeyhole />
          </span>
          <div className="max-w-xl space-y-1.5">
            <h2 className="text-xl font-semibold tracking-tight">Your plan has no research insights</h2>
            <p className="text-muted">
              They come with the Research plan, {formatMoney(priceMinor, "USD", { trim: true })} a year with a{" "}
              {trialDays}-day trial, and with Enterprise.
              {!mayBuy && " Ask an owner or admin of your team to change the plan."}
            </p>
          </div>
          <div className="flex flex-wrap gap-2.5">
            {mayBuy && (
              <Link prefetch={false} href="/partner/billing" className={buttonStyle()}>
                See the plans
              </Link>
            )}
            <Link prefetch={false} href="/docs/research" className={buttonStyle({ kind: "quiet" })}>
              Read the guide
            </Link>
          </div>
        </div>
        <ol className="grid gap-px border-t border-line bg-line md:grid-cols-3">
          {PARTS.map(({ icon, title, text }) => (
            <li key={title} className="space-y-1.5 bg-card p-6 sm:p-8">
              <span aria-hidden className="text-plum [&>svg]:size-5">
                {icon}
              </span>
              <h3 className="font-medium">{title}</h3>
              <p className="text-sm text-muted">{text}</p>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
