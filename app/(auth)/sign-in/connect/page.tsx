import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { visit } from "@/app/request-context";
import { currentUser } from "@/app/session";
import { keptStep } from "@/app/session-cookies";
import { ownPath } from "@/lib/identity/accounts/own-path";
import { readPendingIdentity } from "@/lib/identity/accounts/pending-identity";
import { brandOf } from "@/lib/platform/brand";
import { AuthCard } from "../../auth-card";
import { ConnectForm } from "./connect-form";

export const metadata: Metadata = { title: "Connect your account", robots: { index: false } };

const SITES = { google: "Google", github: "GitHub" } as const;

/** Between signing in at another site for the first time and being signed in here: the account's owner confirms it. */
export default async function ConnectPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const next = ownPath((await searchParams).next);
  const { ctx } = await visit();
  const pending = readPendingIdentity((await keptStep("connect")) ?? "", ctx.clock.now());
  if (pending === null) redirect("/sign-in");
  const { name: brandName } = brandOf(ctx);
  const site = SITES[pending.provider];
  const signedIn = await currentUser();
  const own = signedIn?.user.id === pending.userId && signedIn.impersonation === null;
  return (
    <AuthCard
      title={`Connect ${site}`}
      intro={
        own
          ? `From now on signing in with ${site} signs you in to ${brandName}.`
          : `You already have a ${brandName} account with this address. Enter its password once to connect ${site} to it.`
      }
      footer={
        own ? undefined : (
          <p>
            No password, or forgotten?{" "}
            <Link prefetch={false} href="/sign-in/mail?next=/sign-in/connect" className="link">
              Sign in by email, then connect
            </Link>
          </p>
        )
      }
    >
      <ConnectForm
        brandName={brandName}
        own={own}
        hasPassword={!own || signedIn.user.hasPassword}
        site={site}
        next={next}
      />
    </AuthCard>
  );
}
