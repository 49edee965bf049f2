import type { Metadata } from "next";
import { AuthCard } from "../auth-card";
import { ConfirmForm } from "./confirm-form";

export const metadata: Metadata = { title: "Confirm your new e-mail", robots: { index: false } };

export default function ConfirmEmailPage() {
  return (
    <AuthCard title="Confirm your new e-mail">
      <ConfirmForm />
    </AuthCard>
  );
}
