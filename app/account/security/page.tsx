import type { Metadata } from "next";
import { requireSelf } from "@/app/session";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { getAccountSecurity } from "@/lib/accounts/get-account-security";
import { PasswordForm } from "./password-form";
import { TotpPanel } from "./totp-panel";

export const metadata: Metadata = { title: "Security" };

const SITES: Record<string, string> = { google: "Google", github: "GitHub" };

export default async function SecurityPage() {
  const { ctx } = await requireSelf();
  const { hasPassword, totpEnabledAt, recoveryCodesLeft, activeTokens, identities } =
    await getAccountSecurity(ctx);
  return (
    <>
      <PageHeader title="Security" description="What it takes to sign in as you." />
      <Section
        title="Password"
        description={
          hasPassword
            ? "Changing it signs you out everywhere else."
            : "You have none: you sign in by mail or through another site. You may set one."
        }
      >
        <Card className="p-5 sm:p-6">
          <PasswordForm hasPassword={hasPassword} activeTokens={activeTokens} />
        </Card>
      </Section>
      <Section
        title="Two-step sign-in"
        description="After your password, a code from an authenticator app on your phone."
        actions={totpEnabledAt === null ? <Badge>Off</Badge> : <Badge tone="pine">On</Badge>}
      >
        <Card className="p-5 sm:p-6">
          <TotpPanel
            hasPassword={hasPassword}
            enabled={totpEnabledAt !== null}
            recoveryCodesLeft={recoveryCodesLeft}
          />
        </Card>
      </Section>
      {identities.length > 0 && (
        <Section title="Other sites" description="You can sign in here by signing in there.">
          <Card>
            <ul className="divide-y divide-line">
              {identities.map(({ provider, createdAt }) => (
                <li key={provider} className="flex flex-wrap justify-between gap-x-6 px-5 py-3.5 sm:px-6">
                  <span className="font-medium">{SITES[provider] ?? provider}</span>
                  <span className="text-sm text-muted">
                    since <Time at={createdAt} format="absolute" />
                  </span>
                </li>
              ))}
            </ul>
          </Card>
        </Section>
      )}
    </>
  );
}
