import type { Metadata } from "next";
import Link from "next/link";
import { ownPath } from "@/lib/identity/accounts/own-path";
import { AuthCard } from "../../auth-card";
import { LinkForm } from "./link-form";

export const metadata: Metadata = { title: "Sign in by mail", robots: { index: false } };

export default async function LinkPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  return (
    <AuthCard
      title="Sign in by mail"
      footer={
        <p>
          <Link prefetch={false} href="/sign-in/mail" className="link">
            Ask for a new link
          </Link>
        </p>
      }
    >
      <LinkForm next={ownPath((await searchParams).next)} />
    </AuthCard>
  );
}
