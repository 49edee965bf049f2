import { Download } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { type AtPrivacy, currentPrivacyPerson } from "@/app/privacy-person";
import { pageMetadata } from "@/app/public-pages";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/error-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { currentTexts } from "@/lib/identity/consent/consent-texts";
import { listConsents, type ShownConsent } from "@/lib/identity/consent/list-consents";
import { listAcceptances } from "@/lib/identity/legal/list-acceptances";
import { findOwnDeletion } from "@/lib/identity/privacy/find-deletion";
import { findObstacles } from "@/lib/identity/privacy/find-obstacles";
import { listAccesses } from "@/lib/identity/privacy/list-accesses";
import { GRACE_DAYS } from "@/lib/identity/privacy/schemas";
import { listShareLinks } from "@/lib/people/sharing/list-share-links";
import { PRIVACY, READERS } from "@/lib/registry";
import { listOwnLedger } from "@/lib/research/findings/list-own-ledger";
import { ShareList } from "../sharing/share-list";
import { AcceptedTexts } from "./accepted-texts";
import { AccessLog } from "./access-log";
import { leavePrivacy } from "./actions";
import { ConsentCard } from "./consent-card";
import { DeletionForm } from "./deletion-form";
import { KeepForm } from "./keep-form";
import { ResearchLedger } from "./research-ledger";
import { dayOf } from "./words";

export const metadata = pageMetadata("/privacy");

export default async function PrivacyPage() {
  const person = await currentPrivacyPerson();
  return (
    <div className="mx-auto max-w-3xl space-y-12 px-4 py-10 sm:px-6 sm:py-14">
      <header className="space-y-3">
        <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">Your data and privacy</h1>
        <p className="text-lg text-pretty text-muted">
          Everything here is off until you turn it on, and everything can be undone. You can see who used your
          data, take it with you, or have us delete it.
        </p>
      </header>
      {person === null ? <Strangers /> : <Own person={person} />}
    </div>
  );
}

function Part({ title, intro, children }: { title: string; intro: ReactNode; children: ReactNode }) {
  return (
    <section className="space-y-4">
      <div className="space-y-1">
        <h2 className="text-2xl font-semibold tracking-tight">{title}</h2>
        <p className="text-pretty text-muted">{intro}</p>
      </div>
      {children}
    </section>
  );
}

function Strangers() {
  return (
    <>
      <Notice>
        We hold nothing about you in this browser.{" "}
        <Link prefetch={false} href="/sign-in?next=/privacy" className="link">
          Sign in
        </Link>{" "}
        to see what your account holds. A suspended account can sign in here, too.
      </Notice>
      <Part
        title="What we ask before we use anything"
        intro="Each of these is a choice of its own, with the exact words you agree to."
      >
        <ul className="space-y-3">
          {currentTexts(new Date()).map(({ version, title, says, withdrawing }) => (
            <li key={version}>
              <Card className="space-y-1 p-5">
                <h3 className="font-medium">{title}</h3>
                <p className="text-pretty text-muted">{says}</p>
                <p className="text-sm text-muted">If you change your mind: {withdrawing}</p>
              </Card>
            </li>
          ))}
        </ul>
      </Part>
      <Part
        title="What you can always do"
        intro={`Download everything as a file that other programs can read. Delete everything, with ${GRACE_DAYS} days to change your mind and a receipt that says what was removed from where.`}
      >
        <p className="text-sm text-muted">
          You asked us to delete your data?{" "}
          <Link prefetch={false} href="/privacy/deletion" className="link">
            Open your receipt
          </Link>{" "}
          with the link we gave you.
        </p>
      </Part>
    </>
  );
}

async function Own({ person: { ctx, account } }: { person: AtPrivacy }) {
  const { profileId } = ctx;
  const [deletion, accesses, obstacles, acceptances] = await Promise.all([
    findOwnDeletion(ctx),
    listAccesses(ctx),
    findObstacles(ctx, PRIVACY),
    listAcceptances(ctx),
  ]);
  const consents: ShownConsent[] =
    profileId === null
      ? currentTexts(ctx.clock.now()).map((text) => ({
          name: text.consent,
          text,
          grantedAt: null,
          outdated: false,
          history: [],
        }))
      : await listConsents({ ...ctx, profileId });
  const links = profileId === null ? [] : await listShareLinks({ ...ctx, profileId });
  const ledger = profileId === null ? null : await listOwnLedger({ ...ctx, profileId });
  const takesPart = consents.some(({ name, grantedAt }) => name === "research" && grantedAt !== null);
  const used = new Set<string>(READERS.map(({ purpose }) => purpose));
  return (
    <>
      {account?.suspended === true && (
        <Notice tone="gold">
          Your account is suspended. Your data is still yours, so this page works as usual: see it, download
          it, or delete it.
        </Notice>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3 text-sm text-muted">
        <p className="wrap-anywhere">
          {account === null
            ? "You see what this browser holds, without an account."
            : `Signed in as ${account.email}.`}
        </p>
        {account !== null && (
          <form action={leavePrivacy}>
            <SubmitButton kind="quiet" size="small" pendingLabel="Signing out…">
              Sign out
            </SubmitButton>
          </form>
        )}
      </div>
      {deletion !== null && (
        <Card className="space-y-4 border-ember p-5 sm:p-6">
          <div className="space-y-1">
            <h2 className="text-lg font-semibold">
              {deletion.started
                ? "We are deleting everything now"
                : `Everything will be deleted on ${dayOf(deletion.dueAt)}`}
            </h2>
            <p className="text-pretty text-muted">
              Until then nothing is lost, and we use your data for none of the purposes below. Keep{" "}
              <Link prefetch={false} href={`/privacy/deletion#${deletion.token}`} className="link">
                the link to your receipt
              </Link>
              . It also works after you are gone.
            </p>
          </div>
          {!deletion.started && <KeepForm />}
        </Card>
      )}
      <Part
        title="What we may do with your data"
        intro="Turn something on or off whenever you like. Turning it off works right away."
      >
        <ul className="space-y-3">
          {consents.map((consent) => (
            <li key={consent.name}>
              <ConsentCard consent={consent} used={used.has(consent.name)} />
            </li>
          ))}
        </ul>
      </Part>
      {links.length > 0 && (
        <Part
          title="What you share"
          intro="Links that show a part of a result or report to everyone who has them. Revoke one, and it’s gone within a second."
        >
          <ShareList links={links} withSource />
        </Part>
      )}
      <Part
        title="Who used your data"
        intro="Every time someone or something other than you read your data, when, and why."
      >
        <AccessLog accesses={accesses} />
      </Part>
      {ledger !== null && (takesPart || ledger.editions.length > 0) && (
        <Part
          title="Your part in research"
          intro="Each quarter we freeze the answers of everyone who agreed, without names. Researchers ask about that edition, and get figures with noise. Here is every figure that your answers went into."
        >
          <ResearchLedger ledger={ledger} takesPart={takesPart} />
        </Part>
      )}
      <Part
        title="What you agreed to"
        intro="The versions of our terms and of the privacy notice that you accepted."
      >
        <AcceptedTexts acceptances={acceptances} />
      </Part>
      <Part
        title="Take it with you"
        intro="One file with everything: your answers, your traits, your consents, this log, and your account. It is JSON, so other programs can read it."
      >
        <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
          <a href="/privacy/export" download className={buttonStyle({ kind: "quiet" })}>
            <Download aria-hidden size={18} /> Download my data
          </a>
          <a href="/privacy/export-schema.json" className="link text-sm">
            What the file looks like (JSON Schema)
          </a>
        </div>
      </Part>
      {deletion === null && (
        <Part
          title="Delete everything"
          intro={`We wait ${GRACE_DAYS} days, in case you change your mind. Then we remove ${account === null ? "your answers and results" : "your account, your answers and your results"} and show you a receipt: what was removed from each table, and the little that the law makes us keep.`}
        >
          {obstacles.length > 0 ? (
            <ul className="space-y-2">
              {obstacles.map(({ message, href }) => (
                <li key={message}>
                  <Notice
                    tone="gold"
                    action={
                      <Link prefetch={false} href={href} className="link">
                        Do it now
                      </Link>
                    }
                  >
                    {message}
                  </Notice>
                </li>
              ))}
            </ul>
          ) : (
            <DeletionForm hasPassword={account?.hasPassword === true} hasAccount={account !== null} />
          )}
        </Part>
      )}
    </>
  );
}
