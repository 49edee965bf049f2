import type { Metadata } from "next";
import Link from "next/link";
import { currentUser } from "@/app/session";
import { buttonStyle } from "@/components/ui/button";
import { AuthCard } from "../auth-card";
import { ConfirmForm } from "./confirm-form";

export const metadata: Metadata = { title: "Confirm your new e-mail", robots: { index: false } };

export default async function ConfirmEmailPage() {
  if ((await currentUser()) === null) {
    return (
      <AuthCard title="Confirm your new e-mail">
        <p className="text-muted">
          Sign in to the account that is to have this address. Then open the link from our email again.
        </p>
        <p className="mt-5">
          <Link prefetch={false} href="/sign-in?next=/confirm-email" className={buttonStyle({})}>
            Sign in
          </Link>
        </p>
      </AuthCard>
    );
  }
  return (
    <AuthCard title="Confirm your new e-mail">
      <ConfirmForm />
    </AuthCard>
  );
}
