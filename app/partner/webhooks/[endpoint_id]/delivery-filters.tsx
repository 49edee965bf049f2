"use client";

import { useRouter } from "next/navigation";
import { useId } from "react";
import { Select } from "@/components/ui/field";
import { SUBSCRIBABLE_TYPES, TEST_EVENT } from "@/lib/partners/webhooks/event-catalog";

interface TypeFilterProps {
  path: string;
  type: string | undefined;
  status: string | undefined;
}

/** Shows the deliveries of one kind of event; the address says which. */
export function TypeFilter({ path, type, status }: TypeFilterProps) {
  const router = useRouter();
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="sr-only">
        Event type
      </label>
      <Select
        id={id}
        className="min-h-9! text-sm!"
        value={type ?? ""}
        onChange={(event) => {
          const query = new URLSearchParams();
          if (status !== undefined) query.set("status", status);
          if (event.target.value !== "") query.set("type", event.target.value);
          router.push(`${path}?${query}`, { scroll: false });
        }}
      >
        <option value="">Every event type</option>
        {[...SUBSCRIBABLE_TYPES, TEST_EVENT].map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </Select>
    </div>
  );
}
