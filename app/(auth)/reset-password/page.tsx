import type { Metadata } from "next";
import Link from "next/link";
import { AuthCard } from "../auth-card";
import { ResetForm } from "./reset-form";

export const metadata: Metadata = { title: "Choose a new password", robots: { index: false } };

export default function ResetPasswordPage() {
  return (
    <AuthCard
      title="Choose a new password"
      intro="It signs you out everywhere else, and revokes your access tokens."
      footer={
        <p>
          <Link prefetch={false} href="/forgot-password" className="link">
            Ask for a new link
          </Link>
        </p>
      }
    >
      <ResetForm />
    </AuthCard>
  );
}
