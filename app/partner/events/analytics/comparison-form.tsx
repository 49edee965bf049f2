import Form from "next/form";
import Link from "next/link";
import { GROUPINGS } from "@/app/partner/events/analytics/words";
import { Button, buttonStyle } from "@/components/ui/button";
import { Input, Label, Select } from "@/components/ui/field";
import { type CompareEvents, EVENT_GROUPINGS } from "@/lib/events/pairing/compare-schemas";

interface ComparisonFormProps {
  path: string;
  input: CompareEvents;
  cities: readonly string[];
}

/** What is compared: a form that becomes the address, so that a bookmark keeps a comparison. */
export function ComparisonForm({ path, input, cities }: ComparisonFormProps) {
  const { group_by, from, to, city } = input;
  const narrowed = from !== undefined || to !== undefined || city !== undefined;
  return (
    <Form action={path} key={JSON.stringify(input)} className="flex flex-wrap items-end gap-3">
      <div className="min-w-32 flex-1 space-y-1 sm:flex-none">
        <Label htmlFor="compare-by" className="text-xs text-muted">
          Compare by
        </Label>
        <Select id="compare-by" name="group_by" defaultValue={group_by}>
          {EVENT_GROUPINGS.map((name) => (
            <option key={name} value={name}>
              {GROUPINGS[name]}
            </option>
          ))}
        </Select>
      </div>
      <div className="min-w-36 flex-1 space-y-1 sm:flex-none">
        <Label htmlFor="compare-from" className="text-xs text-muted">
          From
        </Label>
        <Input id="compare-from" name="from" type="date" defaultValue={from} />
      </div>
      <div className="min-w-36 flex-1 space-y-1 sm:flex-none">
        <Label htmlFor="compare-to" className="text-xs text-muted">
          To
        </Label>
        <Input id="compare-to" name="to" type="date" defaultValue={to} />
      </div>
      <div className="min-w-32 flex-1 space-y-1 sm:flex-none">
        <Label htmlFor="compare-city" className="text-xs text-muted">
          City
        </Label>
        <Select id="compare-city" name="city" defaultValue={city ?? ""}>
          <option value="">All cities</option>
          {cities.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Select>
      </div>
      <div className="flex gap-2">
        <Button type="submit" kind="quiet">
          Show
        </Button>
        {narrowed && (
          <Link
            prefetch={false}
            href={`${path}?group_by=${group_by}`}
            className={buttonStyle({ kind: "bare" })}
          >
            Clear
          </Link>
        )}
      </div>
    </Form>
  );
}
