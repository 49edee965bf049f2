import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { openOffer } from "@/app/(auth)/invitation/open-offer";
import { configuredSites } from "@/app/auth-options";
import { currentPrivacyPerson } from "@/app/privacy-person";
import { currentUser } from "@/app/session";
import { ErrorNotice } from "@/components/ui/error-notice";
import { ownPath } from "@/lib/identity/accounts/own-path";
import { AuthCard } from "../auth-card";
import { Elsewhere } from "../elsewhere";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in", robots: { index: false } };

/** next-auth's words for what went wrong at another site. */
const FAILED: Record<string, string> = {
  unverified: "That site has not verified your address, so it cannot vouch for you. Sign in another way.",
  AccessDenied: "You were not signed in. Try again, or another way.",
};

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { next, error } = await searchParams;
  const path = ownPath(next);
  if ((await currentUser()) !== null) redirect(path);
  // All that a suspended person can open.
  if ((await currentPrivacyPerson())?.account?.suspended === true) redirect("/privacy");
  const offer = path.startsWith("/invitation") ? await openOffer() : null;
  const going = `?next=${encodeURIComponent(path)}`;
  return (
    <AuthCard
      title="Sign in"
      footer={
        <>
          <p>
            <Link prefetch={false} href={`/sign-in/mail${going}`} className="link">
              Mail me a link instead
            </Link>
          </p>
          <p>
            New here?{" "}
            <Link prefetch={false} href={`/sign-up${going}`} className="link">
              Create an account
            </Link>
          </p>
        </>
      }
    >
      {typeof error === "string" && (
        <div className="mb-5">
          <ErrorNotice>
            {FAILED[error] ?? "Signing in at the other site did not work. Try again."}
          </ErrorNotice>
        </div>
      )}
      <Elsewhere sites={configuredSites()} next={path} />
      <SignInForm next={path} email={offer?.email} />
    </AuthCard>
  );
}
