import type { Metadata } from "next";
import Link from "next/link";
import { ownPath } from "@/lib/identity/accounts/own-path";
import { AskForMail } from "../../ask-for-mail";
import { AuthCard } from "../../auth-card";
import { MailHint } from "../../mail-hint";

export const metadata: Metadata = { title: "Sign in by mail", robots: { index: false } };

export default async function MailLinkPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const next = ownPath((await searchParams).next);
  return (
    <AuthCard
      title="Sign in by mail"
      intro="We send you a link that signs you in, without a password."
      footer={
        <>
          <p>
            <Link prefetch={false} href={`/sign-in?next=${encodeURIComponent(next)}`} className="link">
              Sign in with your password
            </Link>
          </p>
          <MailHint />
        </>
      }
    >
      <AskForMail purpose="link" next={next} label="Mail me a link" />
    </AuthCard>
  );
}
