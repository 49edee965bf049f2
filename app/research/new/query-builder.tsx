"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { describeQuery, runQuery } from "@/app/research/actions";
import { askedOfDraft, type Draft, faultOf } from "@/app/research/new/draft";
import { ErrorField } from "@/app/research/new/error-field";
import { DimensionFields, FilterFields, MeasureFields } from "@/app/research/new/fields";
import { QueryCard } from "@/app/research/new/query-card";
import { SaveQuery } from "@/app/research/new/save-query";
import type { ActionProblem } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Select } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { useAction } from "@/components/ui/use-action";
import type { Card as QuestionCard } from "@/lib/research/insights/schemas";
import { epsilonWords, questionWords } from "@/lib/research/insights/words";

interface QueryBuilderProps {
  initial: Draft;
  /** Of the initial draft; null where there is none. */
  initialCard: QuestionCard | null;
  editions: readonly { edition: string; open: boolean }[];
  /** What the partner has spent, by edition. */
  used: Readonly<Record<string, number>>;
  /** Whether they may ask what costs something. */
  mayAsk: boolean;
}

/** How long typing rests before the card is asked for. */
const REST_MS = 250;

/** Builds a question, with its card beside it. */
export function QueryBuilder({ initial, initialCard, editions, used, mayAsk }: QueryBuilderProps) {
  const router = useRouter();
  const [draft, setDraft] = useState(initial);
  const { card, stale, problem } = useCard(draft, initial, initialCard);
  const asked = askedOfDraft(draft);
  const ask = useAction(runQuery, ({ id, result }) => {
    if (result !== null) router.push(`/research/releases/${result.release_id}?query=${id}`);
  });
  const errors = [...(ask.problem?.errors ?? []), ...(problem?.errors ?? [])];
  const errorOf = (path: string) => errors.find((error) => error.path === path)?.message;
  const ready = faultOf(draft) === null && card !== null && card.affordable && problem === null;
  const free = card?.known != null;
  const mayRun = ready && !stale && !ask.pending && (free || mayAsk);
  const words = questionWords({
    ...asked,
    subject: asked.subject ?? null,
    dimensions: draft.dimensions,
    filters: draft.filters.filter(({ values }) => values.length > 0),
  });
  const fields = { draft, change: setDraft, errorOf };
  const told = ask.problem ?? problem;
  return (
    // No form: the key that ends typing must not spend what cannot be taken back, nor may a dialog's form that opens here.
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] xl:grid-cols-[minmax(0,1fr)_26rem]">
      <div className="min-w-0 space-y-6">
        <Group title="What to measure">
          <MeasureFields {...fields} />
          <FormField label="Edition" error={errorOf("edition")}>
            {(control) => (
              <Select
                {...control}
                value={draft.edition}
                onChange={({ target }) => setDraft({ ...draft, edition: target.value })}
              >
                <option value="">Newest ({editions[0]?.edition})</option>
                {editions.map(({ edition, open }) => (
                  <option key={edition} value={edition}>
                    {edition}
                    {open ? "" : " (closed: released answers only)"}
                  </option>
                ))}
              </Select>
            )}
          </FormField>
        </Group>
        <Group title="Whom to tell apart">
          <DimensionFields {...fields} />
          <FilterFields {...fields} />
        </Group>
        <Group title="How exact">
          <ErrorField draft={draft} change={setDraft} error={errorOf("error")} />
        </Group>
      </div>
      <QueryCard
        title={words}
        card={card}
        stale={stale}
        usedMilli={card === null ? 0 : (used[card.edition] ?? 0)}
        problem={told === null || told.errors.length > 0 ? null : told.detail}
      >
        <div className="flex flex-wrap gap-2.5">
          <Button
            type="button"
            aria-disabled={!mayRun}
            onClick={() => {
              // A newer edition may have come since the card: what is paid for is what the card says.
              if (mayRun && card !== null) ask.run({ ...asked, edition: card.edition });
            }}
          >
            {ask.pending
              ? "Running…"
              : free
                ? "Show the answer"
                : card?.epsilon_milli == null
                  ? "Run query"
                  : `Run for ε ${epsilonWords(card.epsilon_milli)}`}
          </Button>
          {mayAsk && <SaveQuery query={asked} disabled={faultOf(draft) !== null} />}
        </div>
        {!mayAsk && !free && (
          <p className="text-sm text-muted">
            Your role can read what was released. An owner, admin or developer can run what costs something.
          </p>
        )}
      </QueryCard>
    </div>
  );
}

/** The card of a draft, asked for when typing rests. An answer that comes late is of no use. */
function useCard(draft: Draft, initial: Draft, initialCard: QuestionCard | null) {
  const key = JSON.stringify(askedOfDraft(draft));
  const [known, setKnown] = useState({ key: JSON.stringify(askedOfDraft(initial)), card: initialCard });
  const [problem, setProblem] = useState<ActionProblem | null>(null);
  const latest = useRef(key);
  const fault = faultOf(draft);
  const fresh = known.key === key;

  useEffect(() => {
    latest.current = key;
    if (fault !== null || (fresh && known.card !== null)) return;
    const timer = setTimeout(async () => {
      const result = await describeQuery(JSON.parse(key)).catch(() => null);
      if (latest.current !== key) return;
      if (result === null) {
        setProblem({
          code: "unreached",
          detail: "We could not be reached. Check your connection.",
          errors: [],
        });
      } else if (result.ok) {
        setProblem(null);
        setKnown({ key, card: result.value.card });
      } else setProblem(result.problem);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [key, fault, fresh, known.card]);

  return { card: known.card, stale: !fresh && fault === null && problem === null, problem };
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <section aria-label={title} className="min-w-0 space-y-5 p-5">
        <h2 className="font-semibold">{title}</h2>
        {children}
      </section>
    </Card>
  );
}
