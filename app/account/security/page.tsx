import { ShieldAlert } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { requireSelf } from "@/app/session";
import { Badge } from "@/components/ui/badge";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/error-notice";
import { PageHeader, Section } from "@/components/ui/page-header";
import { getAccountSecurity } from "@/lib/identity/accounts/get-account-security";
import { IdentityList } from "./identity-list";
import { PasswordForm } from "./password-form";
import { TotpPanel } from "./totp-panel";

export const metadata: Metadata = { title: "Security" };

const SITES: Record<string, string> = { google: "Google", github: "GitHub" };

export default async function SecurityPage() {
  const { ctx, user } = await requireSelf();
  const { hasPassword, totpEnabledAt, recoveryCodesLeft, activeTokens, identities } =
    await getAccountSecurity(ctx);
  const required = user.role === "admin" && totpEnabledAt === null;
  return (
    <>
      <PageHeader
        title="Security"
        description="What it takes to sign in as you."
        actions={
          <Link prefetch={false} href="/account/security/events" className={buttonStyle({ kind: "quiet" })}>
            <ShieldAlert aria-hidden size={18} /> Security events
          </Link>
        }
      />
      {required && (
        <Notice tone="gold">
          Admins need two-step sign-in. Set up an authenticator app below, then go to{" "}
          <Link prefetch={false} href="/admin" className="link">
            the admin pages
          </Link>
          .
        </Notice>
      )}
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
            <IdentityList
              hasPassword={hasPassword}
              sites={identities.map(({ provider, createdAt }) => ({
                provider,
                createdAt,
                name: SITES[provider] ?? provider,
              }))}
            />
          </Card>
        </Section>
      )}
    </>
  );
}
