import { Bot, KeyRound, UserRound } from "lucide-react";
import { Time } from "@/components/ui/time";
import type { AuditEvent } from "@/lib/partners/partners/schemas";

/** What was done, in words; what stands here is followed by what it was done to. */
const ACTION_WORDS: Record<string, string> = {
  "partner.created": "signed up",
  "partner.updated": "changed the settings",
  "partner.email_verified": "verified the e-mail address",
  "partner.contract_changed": "changed the contract",
  "partner.subscription_changed": "took over what Stripe says of the subscription",
  "partner.checkout_started": "began to buy a plan",
  "partner.plan_change_requested": "asked for another plan, which waits for the bank's consent",
  "partner.plan_change_withdrawn": "withdrew the change of plan that waited for the bank's consent",
  "partner.plan_changed": "changed the plan",
  "partner.plan_cancelled": "cancelled the plan",
  "partner.plan_resumed": "resumed the plan",
  "partner.payment_disputed": "recorded news of a disputed payment",
  "partner.credit_taken_back": "took back credit, as the payment it came from was refunded or disputed",
  "partner.credit_given_back": "gave back credit, as the payment it came from counts again",
  "partner.claimed": "took this account over by its address",
  "partner.onboarded": "put the first steps away",
  "partner.suspended": "suspended this account",
  "partner.unsuspended": "lifted the suspension of this account",
  "wallet.purchase_started": "went to the checkout of AI tokens",
  "wallet.credited": "put AI tokens into the wallet",
  "partner.capped": "refused live calls, as your own cap was reached",
  "partner.cap_lifted": "let live calls through again",
  "alert_recipient.asked": "asked again to confirm alerts",
  "alert_recipient.confirmed": "agreed to get alerts",
  "alert_recipient.declined": "declined alerts",
  "impersonation.started": "began to view this account as a member of it",
  "impersonation.stopped": "stopped viewing this account",
  "access_token.created": "made the access token",
  "access_token.revoked": "revoked an access token",
  "api_key.created": "created the key",
  "api_key.updated": "changed the key",
  "api_key.rotated": "rotated the key",
  "api_key.revoked": "revoked the key",
  "api_key.learning_started": "began to learn the addresses of the key",
  "api_key.learning_stopped": "stopped learning the addresses of the key",
  "signing_key.created": "created the signing key",
  "signing_key.revoked": "revoked the signing key",
  "member.joined": "joined the team",
  "member.left": "left the team",
  "member.removed": "removed from the team",
  "member.role_changed": "changed the role of",
  "invitation.sent": "invited",
  "invitation.resent": "invited again",
  "invitation.revoked": "withdrew the invitation of",
};

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
  const words = ACTION_WORDS[action] ?? action.replaceAll("_", " ").replace(".", ": ");
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
