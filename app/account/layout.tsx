import { Building2 } from "lucide-react";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { acceptDocuments } from "@/app/legal-actions";
import { commandsOf, navigationOf, otherAreas, userLinksOf } from "@/app/navigation";
import { pageBrand } from "@/app/page-brand";
import { requireSelf } from "@/app/session";
import { TermsBanner } from "@/app/terms-banner";
import { bannerOf } from "@/app/terms-pending";
import { PortalFrame } from "@/components/portal/portal-frame";
import { listMemberships } from "@/lib/identity/accounts/list-memberships";
import { listPendingDocuments } from "@/lib/identity/legal/list-acceptances";
import { PERSON_DOCUMENTS } from "@/lib/platform/legal-documents";
import { signOut } from "./actions";

export const metadata: Metadata = { robots: { index: false } };

const COMPANY = { href: "/partner/new", label: "Create a company", icon: <Building2 /> };

export default async function AccountLayout({ children }: { children: ReactNode }) {
  const { ctx, user } = await requireSelf();
  const pending = await listPendingDocuments(ctx);
  const isMember = (await listMemberships(ctx)).length > 0;
  const person = { isAdmin: user.role === "admin", isMember, isImpersonated: false };
  const work = [...otherAreas("account", person), ...(isMember ? [] : [COMPANY])];
  return (
    <PortalFrame
      brandName={(await pageBrand()).name}
      area="Account"
      homeHref="/account"
      navigation={[...navigationOf("account"), { label: "Work", items: work }]}
      commands={commandsOf("account", person)}
      user={user}
      userLinks={userLinksOf("account", person)}
      signOut={signOut}
      signedOutHref="/sign-in"
    >
      <div className="max-w-3xl">
        {pending.length > 0 && (
          <TermsBanner {...bannerOf(pending, PERSON_DOCUMENTS, ctx.clock.now())} accept={acceptDocuments} />
        )}
        <div className="space-y-10">{children}</div>
      </div>
    </PortalFrame>
  );
}
