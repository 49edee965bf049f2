import type { Metadata } from "next";
import Link from "next/link";
import { CodeBlock } from "@/components/ui/code-block";
import { env } from "@/lib/platform/env";
import { VerifyForm } from "./verify-form";

export const metadata: Metadata = {
  title: "Verify your e-mail address",
  description: "Verify the address of your account with the code from our email.",
  robots: { index: false },
};

export default function VerifyEmailPage() {
  return (
    <div className="mx-auto max-w-[45rem] space-y-8 px-4 py-12 sm:px-6 sm:py-20">
      <VerifyForm help={<Help />} />
    </div>
  );
}

function Help() {
  const { APP_URL, standInsAllowed, SMTP_URL } = env();
  return (
    <section aria-labelledby="again" className="space-y-4 px-1">
      <h2 id="again" className="font-semibold">
        No mail, or a code that no longer works?
      </h2>
      {standInsAllowed && SMTP_URL === undefined && (
        <p className="text-muted">
          This installation sends no mail:{" "}
          <Link prefetch={false} href="/dev/mail" className="link">
            read it here instead
          </Link>
          .
        </p>
      )}
      <p className="text-muted">
        Look among the junk first. This call sends a new one; it takes the id and the test key from your
        sign-up.
      </p>
      <CodeBlock
        id="resend-call"
        title="Send the mail again"
        language="Shell"
        code={`curl -X POST -H "X-API-Key: $KEY" \\\n  "${APP_URL}/api/v1/partners/$PARTNER_ID/email-verification"`}
      />
    </section>
  );
}
