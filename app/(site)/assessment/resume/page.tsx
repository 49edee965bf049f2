import type { Metadata } from "next";
import { ResumeForm } from "./resume-form";

export const metadata: Metadata = { title: "Continue your assessment", robots: { index: false } };

export default function ResumePage() {
  return (
    <div className="mx-auto max-w-xl space-y-6 px-4 py-12 sm:px-6 sm:py-20">
      <h1 className="text-3xl font-semibold tracking-tight">Continue on this device</h1>
      <ResumeForm />
    </div>
  );
}
