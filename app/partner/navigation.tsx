import {
  BellRing,
  BookOpen,
  Braces,
  ChartColumn,
  CreditCard,
  FlaskConical,
  KeyRound,
  LayoutDashboard,
  LifeBuoy,
  ScrollText,
  Settings,
  ShieldCheck,
  Users,
  Webhook,
} from "lucide-react";
import type { NavigationGroup } from "@/components/portal/navigation";

/** The pages of the portal, in this order. */
export const PARTNER_NAVIGATION: readonly NavigationGroup[] = [
  {
    items: [
      {
        href: "/partner",
        label: "Dashboard",
        icon: <LayoutDashboard />,
        keywords: "overview figures first steps",
      },
      {
        href: "/partner/keys",
        label: "API keys",
        icon: <KeyRound />,
        keywords: "create rotate revoke secret scopes allowlist",
      },
      {
        href: "/partner/usage",
        label: "Usage",
        icon: <ChartColumn />,
        keywords: "calls errors latency cost forecast limits countries csv",
      },
      {
        href: "/partner/requests",
        label: "Requests",
        icon: <ScrollText />,
        keywords: "log calls request id live tail errors",
      },
      {
        href: "/partner/webhooks",
        label: "Webhooks",
        icon: <Webhook />,
        keywords: "endpoints events deliveries signing secret replay",
      },
      {
        href: "/partner/alerts",
        label: "Alerts",
        icon: <BellRing />,
        keywords: "threshold spend limit errors hard cap mail",
      },
      {
        href: "/partner/support",
        label: "Support",
        icon: <LifeBuoy />,
        keywords: "tickets help questions",
      },
    ],
  },
  {
    label: "Account",
    items: [
      {
        href: "/partner/billing",
        label: "Billing",
        icon: <CreditCard />,
        keywords: "plan upgrade downgrade cancel invoices payment card subscription tier",
      },
      {
        href: "/partner/team",
        label: "Team",
        icon: <Users />,
        keywords: "members invite roles colleagues",
      },
      {
        href: "/partner/security",
        label: "Security",
        icon: <ShieldCheck />,
        keywords: "signing keys signature checker audit log",
      },
      {
        href: "/partner/settings",
        label: "Settings",
        icon: <Settings />,
        keywords: "company e-mail leave tier limits",
      },
    ],
  },
  {
    label: "Documentation",
    items: [
      {
        href: "/docs",
        label: "Guides",
        icon: <BookOpen />,
        keywords: "documentation quickstart help errors limits",
      },
      {
        href: "/docs/playground",
        label: "Playground",
        icon: <FlaskConical />,
        keywords: "try send call test snippets",
      },
      {
        href: "/docs/reference",
        label: "API reference",
        icon: <Braces />,
        keywords: "endpoints fields openapi",
      },
    ],
  },
];
