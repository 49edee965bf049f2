import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { requireSelf } from "@/app/session";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader, Section } from "@/components/ui/page-header";
import { listAccessTokens } from "@/lib/identity/accounts/list-access-tokens";
import { listMemberships } from "@/lib/identity/accounts/list-memberships";
import { NewTokenForm } from "./new-token-form";
import { TokenList } from "./token-list";

export const metadata: Metadata = { title: "Access tokens" };

export default async function TokensPage() {
  const { ctx } = await requireSelf();
  const [tokens, memberships] = await Promise.all([listAccessTokens(ctx), listMemberships(ctx)]);
  return (
    <>
      <PageHeader
        title="Access tokens"
        description="For your own scripts. A token acts as you, and never does more than your role allows."
      />
      <Section title="New token">
        <Card className="p-5 sm:p-6">
          <NewTokenForm
            teams={memberships.map(({ partnerId, companyName }) => ({ partnerId, companyName }))}
          />
        </Card>
      </Section>
      <Section title="Your tokens">
        {tokens.length === 0 ? (
          <EmptyState icon={<KeyRound />} title="No tokens yet" headingLevel={3}>
            Those you make are listed here, with when they were last used.
          </EmptyState>
        ) : (
          <TokenList
            tokens={tokens.map(({ expiresAt, lastUsedAt, createdAt, partnerId: _, ...token }) => ({
              ...token,
              expiresAt: expiresAt?.toISOString() ?? null,
              lastUsedAt: lastUsedAt?.toISOString() ?? null,
              createdAt: createdAt.toISOString(),
            }))}
          />
        )}
      </Section>
    </>
  );
}
