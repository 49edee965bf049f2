import { Gift, Sparkles } from "lucide-react";
import Link from "next/link";
import { Card } from "@/components/ui/card";
import type { FitCheck } from "@/lib/events/meetings/check-fit";
import type { Preview, PreviewedGuest } from "@/lib/events/meetings/get-preview";
import { GROUP_TITLES } from "@/lib/people/results/trait-words";

/** How many fit closely, as dots and a sentence. */
export function FitCheckCard({ fit, registration }: { fit: FitCheck; registration: string | null }) {
  return (
    <section aria-labelledby="fit">
      <Card className="space-y-4 p-5 sm:p-7">
        <h2 id="fit" className="text-xl font-semibold tracking-tight">
          Before you go
        </h2>
        {fit.state === "ready" ? (
          <>
            <p className="text-2xl leading-snug font-medium">
              {fit.close === 0
                ? `Among ${fit.others} guests, no one stands out for you yet.`
                : `About ${fit.close} of ${fit.others} here fit you closely.`}
            </p>
            <p aria-hidden className="flex flex-wrap gap-1.5">
              {Array.from({ length: Math.min(60, fit.others) }, (_, at) => (
                <span
                  // biome-ignore lint/suspicious/noArrayIndexKey: dots have nothing else to be told apart by
                  key={at}
                  className={`size-3 rounded-full ${at < fit.close ? "bg-plum" : "bg-line"}`}
                />
              ))}
            </p>
            <p className="text-sm text-muted">
              Rounded, without names, and only among guests who agreed to be matched. It changes when the
              crowd does.
            </p>
          </>
        ) : fit.state === "too_few" ? (
          <p className="text-muted">
            Too few guests have answered so far to say how many fit you. We wait until there are ten others,
            so that the number points at no one.
          </p>
        ) : (
          <p className="text-muted">
            You are not matched by answers of your own here, so there is nothing to count.{" "}
            {registration !== null && (
              <>
                Take the{" "}
                <Link prefetch={false} href="/assessment" className="link">
                  assessment
                </Link>{" "}
                and agree to be matched on{" "}
                <Link prefetch={false} href={registration} className="link">
                  the event’s page
                </Link>
                .
              </>
            )}
          </p>
        )}
      </Card>
    </section>
  );
}

export function PreviewRounds({ preview, registration }: { preview: Preview; registration: string | null }) {
  const { isReleased, agrees, rounds } = preview;
  return (
    <section aria-labelledby="preview" className="space-y-4">
      <h2 id="preview" className="text-xl font-semibold tracking-tight">
        Your tables
      </h2>
      {!isReleased ? (
        <p className="text-muted">
          The organizer has not published who meets whom yet. Look again closer to the day.
        </p>
      ) : rounds.length === 0 ? (
        <p className="text-muted">
          You are not in the plan yet. Ask the organizer if you think you should be.
        </p>
      ) : (
        <>
          {!agrees && (
            <p className="text-sm text-muted">
              You keep your name to yourself, so all of this is a surprise.
              {registration !== null && (
                <>
                  {" "}
                  Change that on{" "}
                  <Link prefetch={false} href={registration} className="link">
                    the event’s page
                  </Link>
                  .
                </>
              )}
            </p>
          )}
          <ol className="space-y-3">
            {rounds.map(({ round, table, people }) => (
              <li key={`${round} ${table}`}>
                <Card className="p-5">
                  <p className="text-sm text-muted">
                    Round {round}, table {table}
                  </p>
                  {people.length === 0 ? (
                    <p className="mt-2">The organizer will find you a seat.</p>
                  ) : (
                    <ul className="mt-2 space-y-3">
                      {people.map((person, at) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: surprises have nothing else to be told apart by
                        <li key={at}>
                          <Someone person={person} />
                        </li>
                      ))}
                    </ul>
                  )}
                </Card>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

function Someone({ person: { name, close } }: { person: PreviewedGuest }) {
  return (
    <div className="flex items-start gap-3">
      <span
        aria-hidden
        className="flex size-10 shrink-0 items-center justify-center rounded-full bg-plum-soft text-plum [&>svg]:size-5"
      >
        {name === null ? <Gift /> : <Sparkles />}
      </span>
      <span className="min-w-0 pt-1">
        <span className="block text-lg leading-tight font-medium wrap-anywhere">{name ?? "A surprise"}</span>
        {name !== null && (
          <span className="text-sm text-muted">
            {close.length === 0
              ? "You’ll find out what you share."
              : `You’re close in ${listOf(close.map((group) => GROUP_TITLES[group].toLowerCase()))}.`}
          </span>
        )}
      </span>
    </div>
  );
}

function listOf(words: readonly string[]): string {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(words);
}
