import { Bot, KeyRound, UserRound } from "lucide-react";
import { Time } from "@/components/ui/time";
import { AUDIT_ACTIONS } from "@/lib/catalog/audit-actions";
import type { AuditEvent } from "@/lib/partners/partners/schemas";

/** What was done; the name of what it was done to follows. */
const SENTENCES: ReadonlyMap<string, string> = new Map(
  Object.entries(AUDIT_ACTIONS).flatMap(([name, action]) =>
    "sentence" in action ? [[name, action.sentence]] : [],
  ),
);

const ACTOR_ICON = { person: UserRound, key: KeyRound, soulmate: Bot, nobody: UserRound } as const;

/** Changes of a partner, newest first: who, what, when and from where. */
export function AuditList({ events, label }: { events: readonly AuditEvent[]; label: string }) {
  return (
    <ol aria-label={label} className="divide-y divide-line rounded-2xl border border-line bg-card">
      {events.map((event) => {
        const Icon = ACTOR_ICON[event.actor.type];
        const details = detailsOf(event);
        return (
          <li key={event.id} className="flex gap-3.5 px-4 py-3.5 text-sm sm:px-5">
            <span
              aria-hidden
              className="mt-0.5 flex size-8 shrink-0 items-center justify-center rounded-full bg-sunken text-muted"
            >
              <Icon size={16} />
            </span>
            <div className="min-w-0 flex-1 space-y-0.5">
              <p className="wrap-anywhere">
                <span className="font-medium">{event.actor.name}</span> {wordsOf(event)}
              </p>
              {details !== "" && <p className="text-xs wrap-anywhere text-muted">{details}</p>}
              <p className="text-xs text-muted">
                <Time at={event.at} />
                {event.ip !== null && <> · {event.ip}</>}
                <span className="hidden font-mono sm:inline"> · {event.action}</span>
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function wordsOf({ action, target_name, details, kind }: AuditEvent): string {
  const words = SENTENCES.get(action) ?? action.replaceAll("_", " ").replace(".", ": ");
  if (kind === "partner" || action === "member.joined" || action === "member.left") return words;
  const target = target_name ?? details.name ?? details.email ?? details.subject ?? details.url;
  if (target === undefined) return words;
  return action === "member.removed" ? `removed ${target} from the team` : `${words} ${target}`;
}

function detailsOf({ details, action }: AuditEvent): string {
  if (action === "member.role_changed") return `from ${details.from} to ${details.to}`;
  return Object.entries(details)
    .filter(([name]) => !["name", "email", "replaced_by", "subject", "url"].includes(name))
    .map(([name, value]) => `${name.replaceAll("_", " ")}: ${value}`)
    .join(" · ");
}
