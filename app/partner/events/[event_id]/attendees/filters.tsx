import { Search } from "lucide-react";
import Link from "next/link";
import { Button, buttonStyle } from "@/components/ui/button";
import { Input, Select } from "@/components/ui/field";
import type { AttendeeFilter } from "@/lib/events/events/schemas";

interface AttendeeFiltersProps {
  path: string;
  filter: AttendeeFilter;
  filtered: boolean;
}

/** What the list is narrowed by: a form that leads to an address which says so, with or without scripts. */
export function AttendeeFilters({ path, filter, filtered }: AttendeeFiltersProps) {
  return (
    <search>
      <form key={JSON.stringify(filter)} action={path} className="flex flex-wrap gap-2.5">
        <Input
          type="search"
          name="search"
          aria-label="Search attendees"
          placeholder="Name, email, ID or group"
          maxLength={200}
          defaultValue={filter.search}
          className="min-h-9! text-sm! sm:w-64"
        />
        <Select
          name="traits"
          aria-label="Traits"
          defaultValue={filter.traits ?? ""}
          className="min-h-9! text-sm!"
        >
          <option value="">With or without traits</option>
          <option value="with">With traits</option>
          <option value="without">Without traits</option>
        </Select>
        <Select
          name="pool"
          aria-label="Came by"
          defaultValue={filter.pool ?? ""}
          className="min-h-9! text-sm!"
        >
          <option value="">All sources</option>
          <option value="uploaded">Your list</option>
          <option value="api">API</option>
          <option value="site">Registration</option>
        </Select>
        <Button kind="quiet" size="small">
          <Search aria-hidden size={15} /> Search
        </Button>
        {filtered && (
          <Link prefetch={false} href={path} className={buttonStyle({ kind: "bare", size: "small" })}>
            Clear
          </Link>
        )}
      </form>
    </search>
  );
}
