import type { Metadata } from "next";
import { requireSelf } from "@/app/session";
import { env } from "@/lib/platform/env";
import { NewPartnerForm } from "./new-partner-form";

export const metadata: Metadata = { title: "Your company", robots: { index: false } };

/** Outside the portal's frame, which is for those who have a company: here the first key is shown. */
export default async function NewPartnerPage() {
  const { user } = await requireSelf();
  return <NewPartnerForm email={user.email} appUrl={env().APP_URL} />;
}
