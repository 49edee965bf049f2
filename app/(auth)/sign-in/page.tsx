import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ownPath } from "@/app/own-path";
import { currentUser } from "@/app/session";
import { Card } from "@/components/ui/card";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in", robots: { index: false } };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const next = ownPath((await searchParams).next);
  if ((await currentUser()) !== null) redirect(next);
  return (
    <Card className="p-6 sm:p-10">
      <h1 className="mb-7 text-3xl font-semibold tracking-tight">Sign in</h1>
      <SignInForm next={next} />
    </Card>
  );
}
