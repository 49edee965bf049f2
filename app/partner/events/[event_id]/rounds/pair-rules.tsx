"use client";

import { Ban, Pin } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Input } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import { forbidPair, pinPair, removePairRule } from "../matches/actions";
import type { RuleKind } from "../pair-menu";

interface Guest {
  id: string;
  /** Unique among the guests. */
  label: string;
}

interface PairRulesProps {
  eventId: string;
  guests: readonly Guest[];
  rules: readonly { kind: RuleKind; ids: readonly [string, string]; labels: readonly [string, string] }[];
  mayWrite: boolean;
}

/** Who is to meet and who is not, and how to decide so. */
export function PairRules({ eventId, guests, rules, mayWrite }: PairRulesProps) {
  return (
    <Card className="divide-y divide-line">
      {rules.length === 0 ? (
        <p className="p-5 text-sm text-muted">
          Nothing decided yet. A pin seats two guests together in the first planned round. A forbidden pair
          never meets.
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {rules.map((rule) => (
            <Rule key={rule.ids.join("\n")} eventId={eventId} {...rule} mayWrite={mayWrite} />
          ))}
        </ul>
      )}
      {mayWrite && guests.length > 1 && <AddRule eventId={eventId} guests={guests} />}
    </Card>
  );
}

function Rule({
  eventId,
  kind,
  ids,
  labels,
  mayWrite,
}: PairRulesProps["rules"][number] & Pick<PairRulesProps, "eventId" | "mayWrite">) {
  const router = useRouter();
  const { run, pending, problem } = useAction(removePairRule, () => {
    toast("Rule removed", { description: "Used from the next run." });
    router.refresh();
  });
  const Icon = kind === "pin" ? Pin : Ban;
  return (
    <li className="space-y-2 px-5 py-3 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <span className="flex min-w-0 items-center gap-2.5">
          <Icon
            aria-hidden
            size={16}
            className={kind === "pin" ? "shrink-0 text-plum" : "shrink-0 text-ember"}
          />
          <span className="min-w-0 wrap-anywhere">
            <bdi>{labels[0]}</bdi> and <bdi>{labels[1]}</bdi>{" "}
            <span className="text-muted">{kind === "pin" ? "meet" : "don’t meet"}</span>
          </span>
        </span>
        {mayWrite && (
          <Button
            kind="bare"
            size="small"
            aria-label={`Remove the rule about ${labels[0]} and ${labels[1]}`}
            aria-disabled={pending}
            onClick={() => {
              if (!pending) run({ event_id: eventId, attendee1_id: ids[0], attendee2_id: ids[1] });
            }}
          >
            {pending ? "Removing…" : "Remove"}
          </Button>
        )}
      </div>
      {problem !== null && <ErrorNotice>{problem.detail}</ErrorNotice>}
    </li>
  );
}

function AddRule({ eventId, guests }: Pick<PairRulesProps, "eventId" | "guests">) {
  const router = useRouter();
  const listId = useId();
  const [one, setOne] = useState("");
  const [other, setOther] = useState("");
  const [unknown, setUnknown] = useState<readonly (string | undefined)[]>([]);
  const decide = useAction(
    ({
      to,
      pair,
    }: {
      to: RuleKind;
      pair: { event_id: string; attendee1_id: string; attendee2_id: string };
    }) => (to === "pin" ? pinPair(pair) : forbidPair(pair)),
    () => {
      setOne("");
      setOther("");
      toast("Rule saved", { description: "Used from the next run." });
      router.refresh();
    },
  );
  const idOf = (typed: string) =>
    guests.find(({ label, id }) => label === typed.trim() || id === typed.trim())?.id;
  const choose = (to: RuleKind) => () => {
    if (decide.pending) return;
    const [first, second] = [idOf(one), idOf(other)];
    const message = "Choose a guest from the list.";
    setUnknown([first === undefined ? message : undefined, second === undefined ? message : undefined]);
    if (first === undefined || second === undefined) return;
    decide.run({ to, pair: { event_id: eventId, attendee1_id: first, attendee2_id: second } });
  };
  const errorOf = (at: 0 | 1) => unknown[at] ?? decide.errorOf(at === 0 ? "attendee1_id" : "attendee2_id");
  return (
    <div className="space-y-4 p-5">
      <datalist id={listId}>
        {guests.map(({ id, label }) => (
          <option key={id} value={label} />
        ))}
      </datalist>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField label="First guest" error={errorOf(0)}>
          {(field) => (
            <Input
              {...field}
              list={listId}
              value={one}
              onChange={(event) => setOne(event.target.value)}
              autoComplete="off"
            />
          )}
        </FormField>
        <FormField label="Second guest" error={errorOf(1)}>
          {(field) => (
            <Input
              {...field}
              list={listId}
              value={other}
              onChange={(event) => setOther(event.target.value)}
              autoComplete="off"
            />
          )}
        </FormField>
      </div>
      {decide.problem !== null && decide.problem.errors.length === 0 && (
        <ErrorNotice>{decide.problem.detail}</ErrorNotice>
      )}
      <div className="flex flex-wrap gap-2.5">
        <Button kind="quiet" size="small" onClick={choose("pin")} aria-disabled={decide.pending}>
          <Pin aria-hidden size={15} /> Pin them
        </Button>
        <Button kind="quiet" size="small" onClick={choose("forbid")} aria-disabled={decide.pending}>
          <Ban aria-hidden size={15} /> Forbid them
        </Button>
      </div>
    </div>
  );
}
