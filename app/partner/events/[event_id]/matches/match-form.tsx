"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Card } from "@/components/ui/card";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import { startMatch } from "./actions";

type Way = "share" | "score";

const WAYS = [
  { value: "share", label: "Best share" },
  { value: "score", label: "Minimum score" },
] as const;

interface MatchFormProps {
  eventId: string;
  isFirst: boolean;
  usualThreshold: number;
  /** Pairs that are stored at most. */
  limit: number;
}

/** Asks for which pairs count as a match, and runs the matching. */
export function MatchForm({ eventId, isFirst, usualThreshold, limit }: MatchFormProps) {
  const router = useRouter();
  const [way, setWay] = useState<Way>("share");
  const [share, setShare] = useState("10");
  const [score, setScore] = useState(usualThreshold.toFixed(2));
  const [isRefused, setRefused] = useState(false);
  const { run, pending, problem, errorOf } = useAction(startMatch, ({ is_finished }) => {
    if (is_finished) toast("Matching finished");
    router.refresh();
  });
  const typed = Number.parseFloat(way === "share" ? share : score);
  const isRight = way === "share" ? typed > 0 && typed <= 100 : typed >= 0 && typed <= 1;
  const fieldError =
    errorOf(way === "share" ? "threshold_percentile" : "threshold") ??
    (isRefused && !isRight
      ? way === "share"
        ? "Enter a number from 1 to 100."
        : "Enter a number from 0 to 1, such as 0.60."
      : undefined);
  return (
    <Card className="p-5">
      <form
        className="flex flex-col gap-4 sm:flex-row sm:items-start"
        onSubmit={(event) => {
          event.preventDefault();
          setRefused(!isRight);
          if (!isRight || pending) return;
          const terms = way === "share" ? { threshold_percentile: 100 - typed } : { threshold: typed };
          run({ event_id: eventId, limit, ...terms });
        }}
      >
        <div className="space-y-1.5">
          <p className="text-sm font-medium">What counts as a match</p>
          <SegmentedControl label="What counts as a match" value={way} onChange={setWay} options={WAYS} />
        </div>
        <div className="sm:w-64">
          {way === "share" ? (
            <FormField
              label="Best percent of all pairs"
              hint="10 gives the best tenth of the pairs that may meet."
              error={fieldError}
            >
              {(control) => (
                <Input
                  {...control}
                  inputMode="decimal"
                  value={share}
                  onChange={(event) => setShare(event.target.value)}
                />
              )}
            </FormField>
          ) : (
            <FormField
              label="Score from 0 to 1"
              hint="A high bar: without a check-in, 0.60 needs two people who are closely alike."
              error={fieldError}
            >
              {(control) => (
                <Input
                  {...control}
                  inputMode="decimal"
                  value={score}
                  onChange={(event) => setScore(event.target.value)}
                />
              )}
            </FormField>
          )}
        </div>
        <div className="sm:pt-6.5">
          <SubmitButton pending={pending} pendingLabel="Matching…">
            {isFirst ? "Run matching" : "Run again"}
          </SubmitButton>
        </div>
      </form>
      {problem !== null && fieldError === undefined && (
        <div className="mt-4">
          <ErrorNotice>{problem.detail}</ErrorNotice>
        </div>
      )}
    </Card>
  );
}
