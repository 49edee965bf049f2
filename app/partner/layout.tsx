import { ShieldCheck, UserCog } from "lucide-react";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { signOut, stopImpersonating } from "@/app/account/actions";
import { openPartner } from "@/app/partner/actions";
import { PARTNER_NAVIGATION } from "@/app/partner/navigation";
import { requirePartner, requireUser } from "@/app/session";
import { PartnerSwitcher } from "@/components/portal/partner-switcher";
import { PortalFrame } from "@/components/portal/portal-frame";
import { Notice } from "@/components/ui/error-notice";
import { listMemberships } from "@/lib/identity/accounts/list-memberships";
import { effectiveTier } from "@/lib/plans/effective-tier";

export const metadata: Metadata = {
  title: { default: "Partner portal", template: "%s · Partner portal · Soulmate" },
  robots: { index: false, follow: false },
};

const TIER_WORDS = {
  free: "Free",
  starter: "Starter",
  professional: "Professional",
  enterprise: "Enterprise",
  research: "Research",
  agency: "Agency",
  white_label: "White label",
} as const;

/** Every page below asks again by itself: a layout is not run for each of them. */
export default async function PartnerLayout({ children }: { children: ReactNode }) {
  const { ctx } = await requireUser();
  // Whoever has no company yet is on the page that makes one, which stands by itself.
  if ((await listMemberships(ctx)).length === 0) return children;
  const { user, partner, role, memberships, impersonation } = await requirePartner();
  return (
    <PortalFrame
      area="Partner portal"
      homeHref="/partner"
      navigation={PARTNER_NAVIGATION}
      commands={[
        { label: "New ticket", href: "/partner/support/new", keywords: "support help question" },
        {
          label: "Security events",
          href: "/partner/security/events",
          keywords: "attacks refused credentials exports staff",
        },
        { label: "Your account", href: "/account", keywords: "home profile" },
        { label: "Your results", href: "/results", keywords: "traits assessment" },
      ]}
      switcher={
        <PartnerSwitcher
          current={{
            partnerId: partner.id,
            companyName: partner.companyName,
            detail: `${TIER_WORDS[effectiveTier(partner)]} · ${role}`,
          }}
          memberships={memberships}
          switchTo={openPartner}
          homeHref="/partner"
          newHref="/partner/new"
        />
      }
      user={user}
      userLinks={[
        { href: "/account", label: "Your account", icon: <UserCog /> },
        { href: "/account/security", label: "Security", icon: <ShieldCheck /> },
      ]}
      signOut={signOut}
      impersonation={
        impersonation === null
          ? null
          : { whose: user.name, ...impersonation, stop: stopImpersonating, stoppedHref: "/admin" }
      }
    >
      {partner.suspended && (
        <Notice tone="ember" className="mb-8">
          This account is suspended: calls are refused and nothing can be changed. You can read everything,
          and write to support.
        </Notice>
      )}
      {children}
    </PortalFrame>
  );
}
