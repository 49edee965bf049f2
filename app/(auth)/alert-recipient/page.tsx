import type { Metadata } from "next";
import { AuthCard } from "../auth-card";
import { AnswerForm } from "./answer-form";

export const metadata: Metadata = { title: "Confirm alerts by email", robots: { index: false } };

export default function AlertRecipientPage() {
  return (
    <AuthCard title="Confirm alerts by email">
      <AnswerForm />
    </AuthCard>
  );
}
