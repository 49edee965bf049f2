import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { requireSelf } from "@/app/session";
import { termsToAccept } from "@/app/terms-to-accept";
import { listMemberships } from "@/lib/identity/accounts/list-memberships";
import { linkTo } from "@/lib/platform/brand";
import { PARTNER_DOCUMENTS } from "@/lib/platform/legal-documents";
import { NewPartnerForm } from "./new-partner-form";

export const metadata: Metadata = { title: "Your company", robots: { index: false } };

interface NewPartnerPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Outside the portal's frame, which is for those who have a company: here the first key is shown. */
export default async function NewPartnerPage({ searchParams }: NewPartnerPageProps) {
  const { ctx, user } = await requireSelf();
  const { first } = await searchParams;
  if (first !== undefined && (await listMemberships(ctx)).length > 0) redirect("/partner");
  return (
    <NewPartnerForm
      email={user.email}
      appUrl={linkTo(null, "")}
      terms={termsToAccept(PARTNER_DOCUMENTS, ctx.clock.now())}
    />
  );
}
