import { BellRing, CircleSlash, CreditCard, KeyRound, LifeBuoy, MailWarning } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import type { Alert, AlertFiring } from "@/lib/partners/alerts/schemas";
import type { ApiKey } from "@/lib/partners/api-keys/schemas";
import type { TicketSummary } from "@/lib/partners/support/schemas";

const DAY_MS = 86_400_000;
const SOON_DAYS = 14;
const RECENT_DAYS = 7;
const SHORT_LIFE_MS = 2 * DAY_MS;

interface AttentionProps {
  now: Date;
  keys: readonly ApiKey[];
  alerts: readonly Alert[];
  firings: readonly AlertFiring[];
  tickets: readonly TicketSummary[];
  emailVerified: boolean;
  /** Whether an invoice could not be collected. */
  overdue: boolean;
}

interface Matter {
  key: string;
  icon: ReactNode;
  text: ReactNode;
  href: string;
  label: string;
}

/** What somebody should look at, with the way there. Where there is nothing, it is not there either. */
export function Attention(props: AttentionProps) {
  const matters = mattersOf(props);
  if (matters.length === 0) return null;
  return (
    <Card>
      <section aria-labelledby="attention">
        <h2 id="attention" className="border-b border-line px-5 py-3.5 font-semibold sm:px-6">
          Needs a look
        </h2>
        <ul className="divide-y divide-line">
          {matters.map(({ key, icon, text, href, label }) => (
            <li key={key} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-2.5 text-sm sm:px-6">
              <span aria-hidden className="text-gold [&>svg]:size-4.5">
                {icon}
              </span>
              <span className="min-w-0 flex-1 wrap-anywhere">{text}</span>
              <Link prefetch={false} href={href} className="inline-flex min-h-8 items-center">
                <span className="link">{label}</span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
    </Card>
  );
}

function mattersOf({
  now,
  keys,
  alerts,
  firings,
  tickets,
  emailVerified,
  overdue,
}: AttentionProps): Matter[] {
  const soon = now.getTime() + SOON_DAYS * DAY_MS;
  const recent = now.getTime() - RECENT_DAYS * DAY_MS;
  return [
    ...(overdue
      ? [
          {
            key: "overdue",
            icon: <CreditCard />,
            text: "A payment is overdue.",
            href: "/partner/billing",
            label: "See what happens when",
          },
        ]
      : []),
    ...alerts
      .filter(({ blocking }) => blocking)
      .map((alert) => ({
        key: `block-${alert.id}`,
        icon: <CircleSlash />,
        text: (
          <>
            The hard cap <strong className="font-medium">{alert.name}</strong> refuses live calls, until{" "}
            <Time at={alert.window_end} />.
          </>
        ),
        href: "/partner/alerts",
        label: "Change the cap",
      })),
    ...(emailVerified
      ? []
      : [
          {
            key: "email",
            icon: <MailWarning />,
            text: "Your company's address is not verified yet; live keys need it.",
            href: "/partner/settings",
            label: "Verify it",
          },
        ]),
    ...keys
      .filter(
        ({ status, expires_at, replaced_by }) =>
          status === "active" && replaced_by === null && expires_at !== null && Date.parse(expires_at) < soon,
      )
      // Those that were made for a day or two end as they should.
      .filter(
        ({ created_at, expires_at }) => Date.parse(expires_at ?? "") - Date.parse(created_at) > SHORT_LIFE_MS,
      )
      .map((key) => ({
        key: `key-${key.id}`,
        icon: <KeyRound />,
        text: (
          <>
            The key <strong className="font-medium">{key.name}</strong> expires{" "}
            <Time at={key.expires_at ?? ""} />.
          </>
        ),
        href: `/partner/keys/${key.id}`,
        label: "Rotate it",
      })),
    ...tickets
      .filter(({ unread }) => unread)
      .map(({ id, number, subject }) => ({
        key: `ticket-${id}`,
        icon: <LifeBuoy />,
        text: (
          <>
            Support answered #{number}: <strong className="font-medium">{subject}</strong>
          </>
        ),
        href: `/partner/support/${id}`,
        label: "Read it",
      })),
    ...firings
      .filter(({ fired_at }) => Date.parse(fired_at) > recent)
      .map(({ id, name, fired_at }) => ({
        key: `alert-${id}`,
        icon: <BellRing />,
        text: (
          <>
            The alert <strong className="font-medium">{name}</strong> fired <Time at={fired_at} />.
          </>
        ),
        href: "/partner/alerts",
        label: "See alerts",
      })),
  ];
}
