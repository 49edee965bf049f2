import type { Metadata } from "next";
import Link from "next/link";
import { currentProfile } from "@/app/profile";
import { currentUser } from "@/app/session";
import { Notice } from "@/components/ui/error-notice";
import { ResumeForm } from "./resume-form";

export const metadata: Metadata = { title: "Continue your assessment", robots: { index: false } };

export default async function ResumePage() {
  const [profile, signedIn] = await Promise.all([currentProfile(), currentUser()]);
  return (
    <div className="mx-auto max-w-xl space-y-6 px-4 py-12 sm:px-6 sm:py-20">
      <h1 className="text-3xl font-semibold tracking-tight">Continue on this device</h1>
      <p className="text-muted">
        Use only a link that you made yourself. Answers that you give from here on also show in the browser
        where the link was made.
      </p>
      {profile !== null && signedIn === null && (
        <Notice tone="gold">
          This browser already has answers.{" "}
          <Link prefetch={false} href="/results" className="link">
            Look at them
          </Link>{" "}
          first, because the link takes their place here. An account keeps both.
        </Notice>
      )}
      <ResumeForm />
    </div>
  );
}
