"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Label, Select } from "@/components/ui/field";
import { FirstMark, SecondMark } from "./marks";

interface PairFormProps {
  people: readonly { id: string; name: string }[];
  first: string;
  second: string;
}

/** Picks two people. A plain GET form; where scripts run, a choice shows its pair at once, without a new page. */
export function PairForm({ people, first, second }: PairFormProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  // The page may also change the pair, by its links: then what it says counts.
  const [shown, setShown] = useState({ first, second });
  const [choice, setChoice] = useState({ first, second });
  if (shown.first !== first || shown.second !== second) {
    setShown({ first, second });
    setChoice({ first, second });
  }

  const show = (a: string, b: string) =>
    startTransition(() => router.replace(`/business?${new URLSearchParams({ a, b })}`, { scroll: false }));
  const choose = (next: typeof choice) => {
    setChoice(next);
    show(next.first, next.second);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    show(choice.first, choice.second);
  };
  const options = people.map(({ id, name }) => (
    <option key={id} value={id}>
      {name}
    </option>
  ));

  return (
    <form
      action="/business"
      method="get"
      onSubmit={submit}
      aria-label="Two people to compare"
      className="grid grid-cols-2 items-end gap-3 sm:grid-cols-[1fr_1fr_auto] sm:gap-4"
    >
      <div className="space-y-1.5">
        <Label htmlFor="first-person" className="flex items-center gap-2">
          <FirstMark /> First person
        </Label>
        <Select
          id="first-person"
          name="a"
          value={choice.first}
          onChange={(event) => choose({ ...choice, first: event.target.value })}
        >
          {options}
        </Select>
      </div>
      <div className="space-y-1.5">
        <Label htmlFor="second-person" className="flex items-center gap-2">
          <SecondMark /> Second person
        </Label>
        <Select
          id="second-person"
          name="b"
          value={choice.second}
          onChange={(event) => choose({ ...choice, second: event.target.value })}
        >
          {options}
        </Select>
      </div>
      <Button type="submit" aria-busy={pending} className="col-span-2 min-w-32 sm:col-span-1">
        {pending ? "Comparing…" : "Compare"}
      </Button>
    </form>
  );
}
