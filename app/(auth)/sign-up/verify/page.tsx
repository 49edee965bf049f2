import type { Metadata } from "next";
import Link from "next/link";
import { pageBrand } from "@/app/page-brand";
import { keptStep } from "@/app/session-cookies";
import { linkTo } from "@/lib/platform/brand";
import { MailHint } from "../../mail-hint";
import { VerifyForm } from "./verify-form";

export const metadata: Metadata = { title: "Check your mail", robots: { index: false } };

export default async function VerifyPage() {
  const here = (await keptStep("signUp")) !== null;
  return (
    <VerifyForm
      askPassword={!here}
      brandName={(await pageBrand()).name}
      appUrl={linkTo(null, "")}
      footer={
        <>
          <p>
            No mail? Look among the junk, or{" "}
            <Link prefetch={false} href="/sign-up" className="link">
              begin again
            </Link>
            .
          </p>
          <MailHint />
        </>
      }
    />
  );
}
