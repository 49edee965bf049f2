import { ShieldCheck, UserCog } from "lucide-react";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { signOut } from "@/app/account/actions";
import { ADMIN_NAVIGATION } from "@/app/admin/navigation";
import { requireAdmin } from "@/app/session";
import { PortalFrame } from "@/components/portal/portal-frame";

export const metadata: Metadata = {
  title: { default: "Admin", template: "%s · Admin · Soulmate" },
  robots: { index: false, follow: false },
};

/** Every page below asks again by itself: a layout is not run for each of them. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const { user } = await requireAdmin();
  return (
    <PortalFrame
      area="Admin"
      homeHref="/admin"
      navigation={ADMIN_NAVIGATION}
      commands={[
        { label: "Partners at risk", href: "/admin/partners?health=at_risk&sort=health", keywords: "health" },
        { label: "Suspended partners", href: "/admin/partners?suspended=yes" },
        { label: "Tickets that wait for us", href: "/admin/tickets?status=open" },
        { label: "Your account", href: "/account", keywords: "home profile" },
        { label: "Your results", href: "/results", keywords: "traits assessment" },
        { label: "What was done through others' eyes", href: "/admin/audit?impersonated=yes" },
      ]}
      user={user}
      userLinks={[
        { href: "/account", label: "Your account", icon: <UserCog /> },
        { href: "/account/security", label: "Security", icon: <ShieldCheck /> },
      ]}
      signOut={signOut}
    >
      {children}
    </PortalFrame>
  );
}
