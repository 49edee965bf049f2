import { Card } from "@/components/ui/card";
import { currentText } from "@/lib/identity/consent/consent-texts";
import type { ShownAccess } from "@/lib/identity/privacy/list-accesses";
import { dayOf, momentOf } from "./words";

const BY = { system: "We", admin: "One of our admins", partner: "A partner" } as const;

/** Who used a person's data, newest first. */
export function AccessLog({
  accesses: { data, more },
}: {
  accesses: { data: ShownAccess[]; more: boolean };
}) {
  if (data.length === 0) {
    return <Card className="p-5 text-muted sm:p-6">So far only you. When that changes, it shows here.</Card>;
  }
  return (
    <div className="space-y-3">
      <Card className="px-5 sm:px-6">
        <ol className="divide-y divide-line">
          {data.map(({ id, why, by, purpose, times, firstAt, lastAt }) => (
            <li key={id} className="space-y-1 py-4">
              <p className="wrap-anywhere">{why}</p>
              <p className="text-sm text-muted">
                {BY[by]} ·{" "}
                {times === 1 ? momentOf(lastAt) : `${times} times, ${dayOf(firstAt)} to ${dayOf(lastAt)}`}
                {purpose !== null && ` · You agreed: ${currentText(purpose, lastAt).title}`}
              </p>
            </li>
          ))}
        </ol>
      </Card>
      {more && (
        <p className="text-sm text-muted">
          These are the newest 100. The file you can download has all of them.
        </p>
      )}
    </div>
  );
}
