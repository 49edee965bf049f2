"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Input, Select } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import type { Filters } from "./filter-names";
import { Fold } from "./fold";

interface FilterFormProps {
  values: Filters;
  errors: Partial<Filters>;
  cities: readonly string[];
  prices: readonly string[];
}

/** Narrows the list by its address. It is a form sent by GET, which needs no scripts; with them the page stays in place. */
export function FilterForm({ values, errors, cities, prices }: FilterFormProps) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const filled = [...new FormData(event.currentTarget)].filter(
      (entry): entry is [string, string] => typeof entry[1] === "string" && entry[1].trim() !== "",
    );
    const query = new URLSearchParams(filled).toString();
    start(() => router.push(query === "" ? "/events" : `/events?${query}`));
  };
  const more = [values.from, values.to, values.price, errors.from, errors.to, errors.price];
  return (
    <search aria-label="Find events">
      <form action="/events" method="get" onSubmit={submit} aria-busy={pending} className="space-y-4">
        <div className="grid items-end gap-4 sm:grid-cols-[1.4fr_1fr_auto]">
          <FormField label="Search" error={errors.text}>
            {(control) => (
              <Input
                {...control}
                type="search"
                name="text"
                defaultValue={values.text}
                maxLength={80}
                placeholder="Name, place or organizer"
              />
            )}
          </FormField>
          <FormField label="City" error={errors.city}>
            {(control) => (
              <Select {...control} name="city" defaultValue={values.city}>
                <option value="">All cities</option>
                {withChosen(cities, values.city).map((city) => (
                  <option key={city}>{city}</option>
                ))}
              </Select>
            )}
          </FormField>
          <Button type="submit" aria-disabled={pending} className="w-full sm:w-auto sm:min-w-40">
            <Search aria-hidden size={18} /> {pending ? "Searching…" : "Find events"}
          </Button>
          <p role="status" className="sr-only">
            {pending ? "Searching…" : ""}
          </p>
        </div>
        <Fold summary="Dates and price" open={more.some((value) => value !== undefined && value !== "")}>
          <div className="grid gap-4 sm:grid-cols-3">
            <FormField label="From" error={errors.from}>
              {(control) => <Input {...control} type="date" name="from" defaultValue={values.from} />}
            </FormField>
            <FormField label="To" error={errors.to}>
              {(control) => <Input {...control} type="date" name="to" defaultValue={values.to} />}
            </FormField>
            <FormField label="Price" error={errors.price}>
              {(control) => (
                <Select {...control} name="price" defaultValue={values.price}>
                  <option value="">Any price</option>
                  {withChosen(prices, values.price).map((price) => (
                    <option key={price}>{price}</option>
                  ))}
                </Select>
              )}
            </FormField>
          </div>
        </Fold>
      </form>
    </search>
  );
}

/** What was asked for is a choice too, also where there is nothing of it. */
function withChosen(choices: readonly string[], chosen: string): readonly string[] {
  return chosen === "" || choices.includes(chosen) ? choices : [chosen, ...choices];
}
