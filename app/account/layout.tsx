import {
  HeartHandshake,
  House,
  KeyRound,
  Laptop,
  LayoutDashboard,
  LockKeyhole,
  ShieldAlert,
  ShieldCheck,
  Sparkles,
  UserRound,
} from "lucide-react";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { requireSelf } from "@/app/session";
import { PortalFrame } from "@/components/portal/portal-frame";
import { signOut } from "./actions";

export const metadata: Metadata = { robots: { index: false } };

const NAVIGATION = [
  {
    items: [
      { href: "/account", label: "Home", icon: <House />, keywords: "start overview" },
      { href: "/results", label: "Your results", icon: <Sparkles />, keywords: "traits assessment" },
      { href: "/together", label: "Together", icon: <HeartHandshake />, keywords: "friends compare invite" },
      {
        href: "/privacy",
        label: "Data and privacy",
        icon: <LockKeyhole />,
        keywords: "consent export download delete account my data gdpr",
      },
      { href: "/account/profile", label: "Profile", icon: <UserRound />, keywords: "name e-mail" },
      {
        href: "/account/security",
        label: "Security",
        icon: <ShieldCheck />,
        keywords: "password two-step authenticator recovery",
      },
      {
        href: "/account/security/events",
        label: "Security events",
        icon: <ShieldAlert />,
        keywords: "failed sign-ins attacks new browser",
      },
      { href: "/account/sessions", label: "Sessions", icon: <Laptop />, keywords: "browsers sign out" },
      { href: "/account/tokens", label: "Access tokens", icon: <KeyRound />, keywords: "pat" },
    ],
  },
  { label: "Work", items: [{ href: "/partner", label: "Partner portal", icon: <LayoutDashboard /> }] },
];

export default async function AccountLayout({ children }: { children: ReactNode }) {
  const { user } = await requireSelf();
  return (
    <PortalFrame
      area="Account"
      homeHref="/account"
      navigation={NAVIGATION}
      user={user}
      signOut={signOut}
      signedOutHref="/sign-in"
    >
      <div className="max-w-3xl space-y-10">{children}</div>
    </PortalFrame>
  );
}
