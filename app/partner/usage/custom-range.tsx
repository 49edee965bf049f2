import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/error-notice";
import { Input, Label } from "@/components/ui/field";
import type { FieldError } from "@/lib/platform/errors";

interface CustomRangeProps {
  from?: string | undefined;
  to?: string | undefined;
  errors: readonly FieldError[];
}

const NAMES: Record<string, string> = { from: "First day", to: "Last day" };

/** Chooses days of one's own: a form that leads to the address of them. */
export function CustomRange({ from, to, errors }: CustomRangeProps) {
  return (
    <form action="/partner/usage" className="space-y-3">
      <input type="hidden" name="range" value="custom" />
      <div className="flex flex-wrap items-end gap-3">
        <div className="space-y-1.5">
          <Label htmlFor="from">First day, UTC</Label>
          <Input id="from" name="from" type="date" defaultValue={from} required className="w-44" />
        </div>
        <div className="space-y-1.5">
          <Label htmlFor="to">Last day, UTC</Label>
          <Input id="to" name="to" type="date" defaultValue={to} required className="w-44" />
        </div>
        <Button kind="quiet">Show</Button>
      </div>
      {errors.length > 0 && (
        <Notice tone="gold">
          {errors.map(({ path, message }) => `${NAMES[path] ?? path}: ${message}`).join(" ")}
        </Notice>
      )}
    </form>
  );
}
