import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { pageBrand } from "@/app/page-brand";
import { keptStep } from "@/app/session-cookies";
import { ownPath } from "@/lib/identity/accounts/own-path";
import { AuthCard } from "../../auth-card";
import { CodeForm } from "./code-form";

export const metadata: Metadata = { title: "Two-step sign-in", robots: { index: false } };

export default async function SecondStepPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const next = ownPath((await searchParams).next);
  if ((await keptStep("secondStep")) === null) redirect(`/sign-in?next=${encodeURIComponent(next)}`);
  return (
    <AuthCard
      title="Two-step sign-in"
      intro={`Type the six digits that your authenticator app shows for ${(await pageBrand()).name}.`}
      footer={
        <p>
          Lost your phone? Type one of your recovery codes.{" "}
          <Link prefetch={false} href="/sign-in" className="link">
            Begin again
          </Link>
        </p>
      }
    >
      <CodeForm next={next} />
    </AuthCard>
  );
}
