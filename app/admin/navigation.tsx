import {
  Activity,
  Banknote,
  ChartNoAxesCombined,
  Gauge,
  LifeBuoy,
  Scale,
  ScrollText,
  ShieldAlert,
  UserRound,
  UsersRound,
} from "lucide-react";
import type { NavigationGroup } from "@/components/portal/navigation";

export const ADMIN_NAVIGATION: readonly NavigationGroup[] = [
  { items: [{ href: "/admin", label: "Overview", icon: <Gauge />, keywords: "home dashboard" }] },
  {
    label: "Customers",
    items: [
      {
        href: "/admin/partners",
        label: "Partners",
        icon: <UsersRound />,
        keywords: "companies tiers health suspend impersonate",
      },
      { href: "/admin/users", label: "People", icon: <UserRound />, keywords: "users accounts sessions" },
      { href: "/admin/tickets", label: "Tickets", icon: <LifeBuoy />, keywords: "support questions" },
      {
        href: "/admin/revenue",
        label: "Revenue",
        icon: <Banknote />,
        keywords: "mrr arr churn retention money earned plans",
      },
    ],
  },
  {
    label: "Installation",
    items: [
      {
        href: "/admin/usage",
        label: "Usage",
        icon: <ChartNoAxesCombined />,
        keywords: "calls errors latency endpoints countries",
      },
      {
        href: "/admin/billing",
        label: "Billing",
        icon: <Scale />,
        keywords: "ledger stripe reconciliation differences webhooks books",
      },
      { href: "/admin/jobs", label: "Jobs", icon: <Activity />, keywords: "queue cron failing schedule" },
      {
        href: "/admin/security",
        label: "Security events",
        icon: <ShieldAlert />,
        keywords: "attacks failed sign-ins refused throttled exports credentials",
      },
      { href: "/admin/audit", label: "Audit log", icon: <ScrollText />, keywords: "who did what changes" },
    ],
  },
];
