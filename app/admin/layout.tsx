import type { Metadata } from "next";
import type { ReactNode } from "react";
import { signOut } from "@/app/account/actions";
import { commandsOf, navigationOf, userLinksOf } from "@/app/navigation";
import { pageBrand } from "@/app/page-brand";
import { requireAdmin } from "@/app/session";
import { PortalFrame } from "@/components/portal/portal-frame";
import { listMemberships } from "@/lib/identity/accounts/list-memberships";

export async function generateMetadata(): Promise<Metadata> {
  const { name } = await pageBrand();
  return {
    title: { default: "Admin", template: `%s · Admin · ${name}` },
    robots: { index: false, follow: false },
  };
}

/** Every page below asks again by itself: a layout is not run for each of them. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const { ctx, user } = await requireAdmin();
  const isMember = (await listMemberships(ctx)).length > 0;
  const person = { isAdmin: true, isMember, isImpersonated: false };
  return (
    <PortalFrame
      brandName={(await pageBrand()).name}
      area="Admin"
      homeHref="/admin"
      navigation={navigationOf("admin")}
      commands={commandsOf("admin", person)}
      user={user}
      userLinks={userLinksOf("admin", person)}
      signOut={signOut}
    >
      {children}
    </PortalFrame>
  );
}
