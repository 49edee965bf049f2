import type { ReactNode } from "react";
import { currentUser } from "@/app/session";
import { SiteFrame } from "@/components/site/site-frame";

export default async function SiteLayout({ children }: { children: ReactNode }) {
  // These pages stand while the database is away; only the way into the portal is then not known.
  const signedIn = (await currentUser().catch(() => null)) !== null;
  return <SiteFrame signedIn={signedIn}>{children}</SiteFrame>;
}
