import { ShieldAlert, ShieldCheck } from "lucide-react";
import { Time } from "@/components/ui/time";

/** One row of a security log: what happened, how often within an hour, and from where. */
export interface ShownSecurityEvent {
  id: string;
  /** What it is called: `Failed sign-in`. */
  title: string;
  /** Whether something was refused, rather than done. */
  refused: boolean;
  code: string;
  network: string;
  count: number;
  firstAt: Date;
  lastAt: Date;
}

export function SecurityEventList({
  label,
  events,
}: {
  label: string;
  events: readonly ShownSecurityEvent[];
}) {
  return (
    <ol aria-label={label} className="divide-y divide-line rounded-2xl border border-line bg-card">
      {events.map(({ id, title, refused, code, network, count, firstAt, lastAt }) => {
        const Icon = refused ? ShieldAlert : ShieldCheck;
        return (
          <li key={id} className="flex gap-3.5 px-4 py-3.5 text-sm sm:px-5">
            <span
              aria-hidden
              className={`mt-0.5 flex size-8 shrink-0 items-center justify-center rounded-full ${refused ? "bg-ember-soft text-ember" : "bg-sunken text-muted"}`}
            >
              <Icon size={16} />
            </span>
            <div className="min-w-0 flex-1 space-y-0.5">
              <p className="wrap-anywhere">
                <span className="font-medium">{title}</span>
                {count > 1 && <span className="text-muted"> {count.toLocaleString("en-US")} times</span>}
              </p>
              <p className="text-xs wrap-anywhere text-muted">
                <Time at={lastAt} />
                {lastAt.getTime() - firstAt.getTime() > 60_000 && (
                  <>
                    , since <Time at={firstAt} format="absolute" />
                  </>
                )}
                {network !== "" && ` · ${network === "various" ? "many networks" : `from ${network}`}`}
                {code !== "" && <span className="font-mono"> · {code}</span>}
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
