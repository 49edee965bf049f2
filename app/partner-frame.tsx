import type { ReactNode } from "react";
import { signOut, stopImpersonating } from "@/app/account/actions";
import { acceptPartnerDocuments } from "@/app/legal-actions";
import { commandsOf, navigationOf, userLinksOf } from "@/app/navigation";
import { pageBrand } from "@/app/page-brand";
import { chooseMode, openPartner } from "@/app/partner/actions";
import { portalMode } from "@/app/partner/mode";
import { requirePartner } from "@/app/session";
import { TermsBanner } from "@/app/terms-banner";
import { bannerOf } from "@/app/terms-pending";
import { ModeSwitch } from "@/components/portal/mode-switch";
import { PartnerSwitcher } from "@/components/portal/partner-switcher";
import { PortalFrame } from "@/components/portal/portal-frame";
import { Notice } from "@/components/ui/error-notice";
import { listPartnerDocuments } from "@/lib/partners/partners/list-partner-documents";
import { effectiveTier } from "@/lib/plans/effective-tier";
import { PARTNER_DOCUMENTS } from "@/lib/platform/legal-documents";

const TIER_WORDS = {
  free: "Free",
  starter: "Starter",
  professional: "Professional",
  enterprise: "Enterprise",
  research: "Research",
  agency: "Agency",
  white_label: "White label",
} as const;

interface PartnerFrameProps {
  area: "partner" | "research";
  /** What the area is called. */
  title: string;
  /** Whether the area has test data, too. */
  hasTestData: boolean;
  children: ReactNode;
}

/** The frame of the areas in which members are at work for a partner. */
export async function PartnerFrame({ area, title, hasTestData, children }: PartnerFrameProps) {
  const { ctx, user, partner, role, memberships, impersonation } = await requirePartner();
  const asked = ctx.permissions.has("partner:write") && impersonation === null && !partner.suspended;
  const { pending } = asked ? await listPartnerDocuments(ctx) : { pending: [] };
  const person = { isAdmin: user.role === "admin", isMember: true, isImpersonated: impersonation !== null };
  return (
    <PortalFrame
      brandName={(await pageBrand()).name}
      area={title}
      homeHref={`/${area}`}
      navigation={navigationOf(area)}
      commands={commandsOf(area, person)}
      switcher={
        <div className="space-y-2">
          <PartnerSwitcher
            current={{
              partnerId: partner.id,
              companyName: partner.companyName,
              detail: `${TIER_WORDS[effectiveTier(partner)]} · ${role}`,
            }}
            memberships={memberships}
            switchTo={openPartner}
            homeHref={`/${area}`}
            newHref="/partner/new"
          />
          {hasTestData && <ModeSwitch mode={await portalMode()} choose={chooseMode} />}
        </div>
      }
      user={user}
      userLinks={userLinksOf(area, person)}
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
      {pending.length > 0 && (
        <TermsBanner
          {...bannerOf(pending, PARTNER_DOCUMENTS, ctx.clock.now())}
          company={partner.companyName}
          accept={acceptPartnerDocuments}
        />
      )}
      {children}
    </PortalFrame>
  );
}
