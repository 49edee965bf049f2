import Link from "next/link";
import { redirect } from "next/navigation";
import { openOffer } from "@/app/(auth)/invitation/open-offer";
import { configuredSites } from "@/app/auth-options";
import { pageMetadata } from "@/app/public-pages";
import { visit } from "@/app/request-context";
import { currentUser } from "@/app/session";
import { termsToAccept } from "@/app/terms-to-accept";
import { ownPath } from "@/lib/identity/accounts/own-path";
import { PARTNER_DOCUMENTS, PERSON_DOCUMENTS } from "@/lib/platform/legal-documents";
import { AuthCard } from "../auth-card";
import { Elsewhere } from "../elsewhere";
import { SignUpForm } from "./sign-up-form";

/** A person who comes for a company is asked for it, unless another site already knows them here. */
const FIRST_COMPANY = "/partner/new?first=yes";

export const metadata = pageMetadata("/sign-up");

export default async function SignUpPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const query = await searchParams;
  const next = ownPath(query.next);
  const forYou = query.for === "you";
  if ((await currentUser()) !== null) redirect(next);
  const invited = /^\/invitations?(\/|\?|$)/.test(next);
  const { ctx } = await visit();
  const documents = invited || forYou ? PERSON_DOCUMENTS : [...PERSON_DOCUMENTS, ...PARTNER_DOCUMENTS];
  const offer = invited ? await openOffer() : null;
  return (
    <AuthCard
      title="Create an account"
      intro={
        invited
          ? "Use the address that your invitation was sent to."
          : forYou
            ? "Free for you, forever. Your results come with you."
            : "Free to begin: a test key works at once, without a card."
      }
      footer={
        <p>
          Have an account?{" "}
          <Link prefetch={false} href={`/sign-in?next=${encodeURIComponent(next)}`} className="link">
            Sign in
          </Link>
        </p>
      }
    >
      <Elsewhere
        sites={configuredSites()}
        next={invited || forYou || query.next !== undefined ? next : FIRST_COMPANY}
      />
      <SignUpForm
        next={next}
        joins={invited ? "team" : forYou ? "nobody" : "own"}
        email={offer?.email}
        terms={termsToAccept(documents, ctx.clock.now())}
      />
    </AuthCard>
  );
}
