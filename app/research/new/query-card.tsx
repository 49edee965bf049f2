"use client";

import { CircleCheck, Coins, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { ShareBar } from "@/app/research/share-bar";
import { Card } from "@/components/ui/card";
import { KeyValue } from "@/components/ui/key-value";
import { Skeleton } from "@/components/ui/skeleton";
import type { Card as QuestionCard } from "@/lib/research/insights/schemas";
import { epsilonWords } from "@/lib/research/insights/words";

interface QueryCardProps {
  title: string;
  /** Null until the first one has come. */
  card: QuestionCard | null;
  /** Whether it is of an earlier draft. */
  stale: boolean;
  /** What the partner has spent of its share. */
  usedMilli: number;
  problem: string | null;
  children: ReactNode;
}

const number = (value: number) => value.toLocaleString("en-US");

/** What a question costs and what it will say, before it is asked. No data were read for it. */
export function QueryCard({ title, card, stale, usedMilli, problem, children }: QueryCardProps) {
  return (
    <Card className="lg:sticky lg:top-20">
      <section aria-labelledby="card-title" aria-busy={stale} className="space-y-4 p-5">
        <div className="space-y-1">
          <p className="text-sm text-muted">{stale ? "Working out the cost…" : "Before you run it"}</p>
          <h2 id="card-title" className="text-lg font-semibold tracking-tight text-pretty">
            {title}
          </h2>
        </div>
        {problem !== null && (
          <p role="alert" className="flex gap-2 text-sm">
            <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-ember" />
            {problem}
          </p>
        )}
        {card === null ? (
          problem === null && <Skeleton className="h-40" />
        ) : (
          <div>
            <Cost card={card} />
            <KeyValue
              items={[
                { label: "Edition", value: card.edition },
                {
                  label: "Error of each count",
                  value: `±${number(card.error)} ${card.unit}, 19 times out of 20`,
                },
                ...(card.average_error_of_1000 === null
                  ? []
                  : [
                      {
                        label: "Average of 1,000",
                        value: `±${card.average_error_of_1000.toFixed(3)} at worst, from 0 to 1`,
                      },
                    ]),
                { label: "Groups", value: `${number(card.cells)}, those with under 10 hidden` },
              ]}
            />
            <div className="mt-4">
              <ShareBar
                label="Your share in epsilon"
                parts={[
                  { label: "Spent", milli: usedMilli, tone: "used" },
                  {
                    label: "This query",
                    milli: card.affordable ? (card.epsilon_milli ?? 0) : 0,
                    tone: "now",
                  },
                  {
                    label: "Left",
                    milli: card.left_milli - (card.affordable ? (card.epsilon_milli ?? 0) : 0),
                    tone: "left",
                  },
                ]}
              />
            </div>
          </div>
        )}
        {children}
        <p className="text-xs text-pretty text-muted">
          The card comes from public lists and from what was released before. No one’s data were read.{" "}
          <Link href="/docs/research-method">How it works</Link>
        </p>
      </section>
    </Card>
  );
}

function Cost({ card }: { card: QuestionCard }) {
  if (card.known !== null) {
    return (
      <p className="mb-2 flex gap-2.5 rounded-lg bg-pine-soft px-3.5 py-3 text-sm">
        <CircleCheck aria-hidden size={18} className="mt-px shrink-0 text-pine" />
        <span>
          <strong className="font-semibold">Free.</strong> This was released before, with an error of ±
          {number(card.known.error)}.{" "}
          <Link prefetch={false} href={`/research/releases/${card.known.release_id}`}>
            See that release
          </Link>
        </span>
      </p>
    );
  }
  if (card.epsilon_milli !== null && card.affordable) {
    return (
      <p className="mb-2 flex gap-2.5 rounded-lg bg-plum-soft px-3.5 py-3 text-sm">
        <Coins aria-hidden size={18} className="mt-px shrink-0 text-plum" />
        <span>
          <strong className="font-semibold">Costs ε {epsilonWords(card.epsilon_milli)}</strong> of your share.
          It cannot be taken back.
        </span>
      </p>
    );
  }
  return (
    <p className="mb-2 flex gap-2.5 rounded-lg bg-gold-soft px-3.5 py-3 text-sm">
      <TriangleAlert aria-hidden size={18} className="mt-px shrink-0 text-gold" />
      <span>{whyNot(card)}</span>
    </p>
  );
}

function whyNot({ epsilon_milli, left_milli, edition }: QuestionCard): string {
  if (epsilon_milli === null) return "No budget is enough for this error. Allow a larger one.";
  if (left_milli === 0) {
    return `You have nothing left in ${edition}, or it is closed. What was released of it is still free.`;
  }
  return `This costs ε ${epsilonWords(epsilon_milli)}, and you have ${epsilonWords(left_milli)} left. Allow a larger error, or ask for less.`;
}
