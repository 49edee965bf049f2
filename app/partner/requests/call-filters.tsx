import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { type AskedCalls, requestsHref } from "@/app/partner/requests/asked-calls";
import { Button, buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/error-notice";
import { Input, Label, Select } from "@/components/ui/field";
import { PEOPLE } from "@/lib/partners/usage/schemas";

interface CallFiltersProps {
  asked: AskedCalls;
  keys: readonly { id: string; name: string; mode: string }[];
  endpoints: readonly string[];
  errorCodes: readonly string[];
}

const NAMES: Record<string, string> = {
  mode: "Mode",
  key: "Key",
  endpoint: "Endpoint",
  method: "Method",
  status: "Status",
  error_code: "Error code",
  from: "First day",
  to: "Last day",
  request_id: "Request ID",
};

const STATUSES = [
  ["2xx", "2xx: succeeded"],
  ["4xx", "4xx: refused"],
  ["5xx", "5xx: failed on our side"],
  ...["400", "401", "403", "404", "409", "429", "503"].map((status) => [status] as const),
] as const;
/** What stands behind "More filters" until it is used. */
const MORE = ["key", "endpoint", "method", "error_code", "from", "to"] as const;

/** What the log is filtered by: a form that leads to an address which says so, with or without scripts. */
export function CallFilters({ asked: { told, faults }, keys, endpoints, errorCodes }: CallFiltersProps) {
  const filtered = Object.keys(told).length > 0;
  return (
    <Card className="p-5">
      <search>
        {/* Fields keep what was typed into them: another address is another form. */}
        <form key={requestsHref(told)} action="/partner/requests" className="space-y-4">
          <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
            <Field name="request_id" className="sm:col-span-2">
              <Input
                id="request_id"
                name="request_id"
                defaultValue={told.request_id}
                placeholder="From a reply's Request-Id header"
                spellCheck={false}
                autoComplete="off"
                className="font-mono text-sm"
              />
            </Field>
            <Choice name="mode" all="Live and test" value={told.mode} options={[["live"], ["test"]]} />
            <Choice name="status" all="All" value={told.status} options={STATUSES} />
          </div>
          <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
            <details
              open={MORE.some((field) => told[field] !== undefined)}
              className="group min-w-0 flex-1 basis-40 open:basis-full"
            >
              <summary className="inline-flex min-h-9 cursor-pointer list-none items-center gap-1.5 text-sm font-medium text-plum [&::-webkit-details-marker]:hidden">
                <ChevronRight aria-hidden size={16} className="transition-transform group-open:rotate-90" />
                More filters
              </summary>
              <div className="grid gap-4 pt-3 sm:grid-cols-2 lg:grid-cols-4">
                <Choice
                  name="key"
                  all="All keys"
                  value={told.key}
                  options={[
                    ...keys.map(({ id, name, mode }) => [id, `${name} (${mode})`] as const),
                    [PEOPLE, "None: called by a person"],
                  ]}
                />
                <Choice
                  name="endpoint"
                  all="All endpoints"
                  value={told.endpoint}
                  options={endpoints.map((path) => [path])}
                />
                <Choice
                  name="method"
                  all="All methods"
                  value={told.method}
                  options={[["GET"], ["POST"], ["PATCH"], ["DELETE"]]}
                />
                <Choice
                  name="error_code"
                  all="All"
                  value={told.error_code}
                  options={errorCodes.map((code) => [code])}
                />
                <Field name="from" label="First day, UTC">
                  <Input id="from" name="from" type="date" defaultValue={told.from?.slice(0, 10)} />
                </Field>
                <Field name="to" label="Last day, UTC">
                  <Input id="to" name="to" type="date" defaultValue={told.to?.slice(0, 10)} />
                </Field>
              </div>
            </details>
            <div className="ml-auto flex flex-row-reverse gap-2.5">
              <Button size="small">Show</Button>
              {filtered && (
                <Link
                  prefetch={false}
                  href={requestsHref({})}
                  className={buttonStyle({ kind: "quiet", size: "small" })}
                >
                  Clear
                </Link>
              )}
            </div>
          </div>
          {faults.length > 0 && (
            <Notice tone="gold">
              Left out: {faults.map(({ field, message }) => `${NAMES[field] ?? field}. ${message}`).join(" ")}
            </Notice>
          )}
        </form>
      </search>
    </Card>
  );
}

function Field({
  name,
  label = NAMES[name] ?? name,
  className,
  children,
}: {
  name: string;
  label?: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={`min-w-0 space-y-1.5 ${className ?? ""}`}>
      <Label htmlFor={name}>{label}</Label>
      {children}
    </div>
  );
}

interface ChoiceProps {
  name: string;
  /** What no choice is called. */
  all: string;
  value: string | undefined;
  /** Values, and what they are called where that is something else. */
  options: readonly (readonly [value: string, label?: string])[];
}

/** One of some; what stands in the address is among them, whatever it is. */
function Choice({ name, all, value = "", options }: ChoiceProps) {
  const known = value === "" || options.some(([option]) => option === value);
  return (
    <Field name={name}>
      <Select id={name} name={name} defaultValue={value}>
        <option value="">{all}</option>
        {!known && <option value={value}>{value}</option>}
        {options.map(([option = "", label = option]) => (
          <option key={option} value={option}>
            {label}
          </option>
        ))}
      </Select>
    </Field>
  );
}
