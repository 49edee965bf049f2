"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { DialogSubmit } from "@/components/ui/dialog-submit";
import { ErrorNotice, Notice } from "@/components/ui/error-notice";
import { Input, Select } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import { startSchedule } from "./actions";
import type { Objective } from "./plan-form";

interface ReplanFormProps {
  eventId: string;
  plan: { rounds: number; tableSize: number; objective: Objective; seed: number; played: number };
  guests: readonly { id: string; label: string }[];
  /** Those who have not checked in, where doors are in use. */
  absent: readonly string[] | null;
  isPairs: boolean;
  close: () => void;
}

/** Who is absent, how many rounds are over, and a plan for the rest. */
export function ReplanForm({ eventId, plan, guests, absent, isPairs, close }: ReplanFormProps) {
  const router = useRouter();
  const [played, setPlayed] = useState(String(plan.played));
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set(absent ?? []));
  const [letters, setLetters] = useState("");
  const { run, pending, problem } = useAction(startSchedule, ({ is_finished }) => {
    if (is_finished) toast("Rounds planned again");
    close();
    router.refresh();
  });
  const shown = guests.filter(({ label }) => label.toLowerCase().includes(letters.trim().toLowerCase()));
  const toggle = (id: string) =>
    setGone((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <form
      className="space-y-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (pending) return;
        run({
          event_id: eventId,
          rounds: plan.rounds,
          table_size: plan.tableSize,
          objective: plan.objective,
          seed: plan.seed,
          absent: [...gone],
          ...(isPairs ? { replan: true, played_rounds: Number(played) } : {}),
        });
      }}
    >
      {isPairs ? (
        <FormField label="Rounds played so far" hint="These stay as they are.">
          {(field) => (
            <Select {...field} value={played} onChange={(event) => setPlayed(event.target.value)}>
              {Array.from({ length: plan.rounds }, (_, at) => (
                <option key={String(at)} value={at}>
                  {at === 0 ? "None" : at === 1 ? "Round 1" : `Rounds 1 to ${at}`}
                </option>
              ))}
            </Select>
          )}
        </FormField>
      ) : (
        <Notice tone="gold">
          At tables all rounds are planned again, also those you have played, so guests may meet someone
          twice. Re-plan before the first round.
        </Notice>
      )}
      <fieldset className="space-y-2">
        <legend className="text-sm font-medium">Who is absent ({gone.size})</legend>
        <p className="text-sm text-muted">
          {absent === null
            ? "Choose the guests who did not come or have left."
            : "Guests who have not checked in are chosen already."}
        </p>
        <Input
          type="search"
          aria-label="Find a guest"
          placeholder="Find a guest"
          value={letters}
          onChange={(event) => setLetters(event.target.value)}
        />
        <div className="max-h-60 space-y-2.5 overflow-y-auto rounded-lg border border-line p-3">
          {shown.map(({ id, label }) => (
            <NativeCheckbox
              key={id}
              label={<bdi className="wrap-anywhere">{label}</bdi>}
              checked={gone.has(id)}
              onChange={() => toggle(id)}
            />
          ))}
          {shown.length === 0 && <p className="text-sm text-muted">No guest with that name.</p>}
        </div>
      </fieldset>
      {problem !== null && <ErrorNotice>{problem.errors[0]?.message ?? problem.detail}</ErrorNotice>}
      <DialogSubmit pending={pending} pendingLabel="Planning…">
        Re-plan
      </DialogSubmit>
    </form>
  );
}
