import type { Metadata } from "next";
import Link from "next/link";
import { AskForMail } from "../ask-for-mail";
import { AuthCard } from "../auth-card";
import { MailHint } from "../mail-hint";

export const metadata: Metadata = { title: "Choose a new password", robots: { index: false } };

export default function ForgotPasswordPage() {
  return (
    <AuthCard
      title="Forgotten your password?"
      intro="We mail you a link to choose a new one."
      footer={
        <>
          <p>
            <Link prefetch={false} href="/sign-in" className="link">
              Back to signing in
            </Link>
          </p>
          <MailHint />
        </>
      }
    >
      <AskForMail purpose="reset" label="Mail me a link" />
    </AuthCard>
  );
}
