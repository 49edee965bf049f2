"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { DialogSubmit } from "@/components/ui/dialog-submit";
import { ErrorNotice, Notice } from "@/components/ui/error-notice";
import { Input, Select } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import { startSchedule } from "./actions";

export type Objective = "total" | "balanced" | "worst_off";

export const OBJECTIVE_WORDS: Record<Objective, { name: string; hint: string }> = {
  balanced: {
    name: "Balanced",
    hint: "Gives up a little of the total where a guest with less gains more. A good choice for most events.",
  },
  total: {
    name: "Best total",
    hint: "The highest scores over the whole room, even if a few guests get less.",
  },
  worst_off: { name: "Lift the lowest", hint: "Makes the guest who fares worst as well off as possible." },
};

interface PlanFormProps {
  eventId: string;
  mostRounds: number;
  /** What was asked for the last time. */
  initial: {
    rounds: number;
    tableSize: number;
    objective: Objective;
    seed: number;
    controlRound: number | null;
  };
  pins: number;
  /** Those who are left out of the new plan. */
  inDialog: boolean;
  close?: () => void;
}

/** How many rounds, at which tables, and what they make best. */
export function PlanForm({ eventId, mostRounds, initial, pins, inDialog, close }: PlanFormProps) {
  const router = useRouter();
  const [rounds, setRounds] = useState(String(initial.rounds));
  const [tableSize, setTableSize] = useState(String(initial.tableSize));
  const [objective, setObjective] = useState(initial.objective);
  const [seed, setSeed] = useState(String(initial.seed));
  const [control, setControl] = useState(initial.controlRound === null ? "" : String(initial.controlRound));
  const { run, pending, problem, errorOf } = useAction(startSchedule, ({ is_finished }) => {
    if (is_finished) toast("Rounds planned");
    close?.();
    router.refresh();
  });
  const count = Math.max(0, Math.min(mostRounds, Math.trunc(Number(rounds)) || 0));
  const isPairs = tableSize === "2";
  const mayControl = isPairs && count > 1;
  const isShown = (path: string) => ["rounds", "table_size", "seed", "control_round"].includes(path);
  const Submit = inDialog ? DialogSubmit : SubmitButton;
  return (
    <form
      className="space-y-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (pending) return;
        run({
          event_id: eventId,
          rounds: Number(rounds),
          table_size: Number(tableSize),
          objective,
          seed: Number(seed),
          control_round: mayControl && control !== "" && Number(control) <= count ? Number(control) : null,
        });
      }}
    >
      <div className="grid gap-5 sm:grid-cols-2">
        <FormField label="Rounds" hint="No two guests meet twice." error={errorOf("rounds")}>
          {(field) => (
            <Input
              {...field}
              type="number"
              min={1}
              max={mostRounds}
              value={rounds}
              onChange={(event) => setRounds(event.target.value)}
            />
          )}
        </FormField>
        <FormField label="Seats" error={errorOf("table_size")}>
          {(field) => (
            <Select {...field} value={tableSize} onChange={(event) => setTableSize(event.target.value)}>
              <option value="2">Pairs</option>
              {[3, 4, 5, 6, 7, 8].map((size) => (
                <option key={size} value={size}>
                  Tables of {size}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        <FormField label="What the plan makes best" hint={OBJECTIVE_WORDS[objective].hint}>
          {(field) => (
            <Select
              {...field}
              value={objective}
              onChange={(event) => setObjective(event.target.value as Objective)}
            >
              {Object.entries(OBJECTIVE_WORDS).map(([value, { name }]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        <FormField
          label="Control round"
          hint={
            mayControl
              ? "Draws one round at random, so you can see later whether planned rounds did better. Guests can’t tell which."
              : "For two or more rounds of pairs."
          }
          error={errorOf("control_round")}
        >
          {(field) => (
            <Select
              {...field}
              disabled={!mayControl}
              value={mayControl ? control : ""}
              onChange={(event) => setControl(event.target.value)}
            >
              <option value="">None</option>
              {Array.from({ length: count }, (_, at) => (
                <option key={String(at)} value={at + 1}>
                  Round {at + 1}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        <FormField label="Seed" hint="The same seed and guests give the same plan." error={errorOf("seed")}>
          {(field) => (
            <Input
              {...field}
              type="number"
              min={0}
              value={seed}
              onChange={(event) => setSeed(event.target.value)}
            />
          )}
        </FormField>
      </div>
      {!isPairs && pins > 0 && (
        <Notice tone="gold">
          Pins are kept in plans of pairs only. At tables your{" "}
          {pins === 1 ? "pin isn’t" : `${pins} pins aren’t`} used. Forbidden pairs still never share a table.
        </Notice>
      )}
      {problem !== null && !problem.errors.some(({ path }) => isShown(path)) && (
        <ErrorNotice>{problem.detail}</ErrorNotice>
      )}
      <Submit pending={pending} pendingLabel="Planning…">
        Plan rounds
      </Submit>
    </form>
  );
}
