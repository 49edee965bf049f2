import type { Metadata } from "next";
import { MailHint } from "@/app/(auth)/mail-hint";
import { requireSelf } from "@/app/session";
import { Card } from "@/components/ui/card";
import { PageHeader, Section } from "@/components/ui/page-header";
import { getAccountSecurity } from "@/lib/identity/accounts/get-account-security";
import { EmailForm, NameForm } from "./profile-forms";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const { ctx, user } = await requireSelf();
  const { hasPassword } = await getAccountSecurity(ctx);
  return (
    <>
      <PageHeader title="Profile" description="Who you are here, and where we reach you." />
      <Section title="Name" description="Your team sees it beside what you do.">
        <Card className="p-5 sm:p-6">
          <NameForm name={user.name} />
        </Card>
      </Section>
      <Section
        title="E-mail"
        description="You sign in with it. A new address counts once you have opened the mail that we send there."
      >
        <Card className="space-y-5 p-5 sm:p-6">
          <p className="wrap-anywhere">
            Now <strong className="font-semibold">{user.email}</strong>
          </p>
          <EmailForm hasPassword={hasPassword} />
          <div className="text-sm text-muted empty:hidden">
            <MailHint />
          </div>
        </Card>
      </Section>
    </>
  );
}
