import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { visit } from "@/app/request-context";
import { Badge } from "@/components/ui/badge";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { env } from "@/lib/platform/env";
import { type KeptMail, listKeptMails } from "@/lib/platform/mail";
import { MailText } from "./mail-text";

export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: "Local mail", robots: { index: false } };

const time = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });

interface MailPageProps {
  searchParams: Promise<{ id?: string | string[] }>;
}

/** The mails of an installation without a mail server. Where stand-ins may not run there is no such page. */
export default async function MailPage({ searchParams }: MailPageProps) {
  if (!env().standInsAllowed) notFound();
  const { id } = await searchParams;
  const { ctx } = await visit();
  const mails = await listKeptMails(ctx);
  const asked = mails.find((mail) => mail.id === id);
  const open = asked ?? mails[0];
  return (
    <div className="mx-auto max-w-6xl space-y-6 px-4 py-10 sm:px-6 sm:py-14">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div className="max-w-2xl space-y-2">
          <p>
            <Badge tone="plum">Local stand-in</Badge>
          </p>
          <h1 className="text-3xl font-semibold tracking-tight">Mail of this installation</h1>
          <p className="text-muted">
            {env().SMTP_URL === undefined
              ? "No mail server is named here (SMTP_URL), so mail is kept instead of sent. The newest hundred are shown; in production this page does not exist."
              : "SMTP_URL names a mail server, so mail goes there. What was kept before stays readable here."}
          </p>
        </div>
        {/* A full load: the list must be the database's, not one that the browser kept. */}
        <a href="/dev/mail" className={buttonStyle({ kind: "quiet" })}>
          Look again
        </a>
      </div>
      {id !== undefined && asked === undefined && (
        <p role="status" className="rounded-lg bg-plum-soft px-3 py-2 text-sm">
          That mail is not kept here any more.
        </p>
      )}
      {open === undefined ? <NoMail /> : <Mails mails={mails} open={open} chosen={asked !== undefined} />}
    </div>
  );
}

function NoMail() {
  return (
    <Card className="max-w-2xl space-y-3 p-6 sm:p-10">
      <h2 className="text-xl font-semibold tracking-tight">No mail yet</h2>
      <p className="text-muted">
        Sign up with{" "}
        <Link prefetch={false} href="/business#developers" className="link">
          the first call on the home page
        </Link>
        : the mail that verifies the address arrives here within a second or two.
      </p>
    </Card>
  );
}

/** List and reading pane. On a phone one of the two: the list until a mail is chosen. */
function Mails({ mails, open, chosen }: { mails: readonly KeptMail[]; open: KeptMail; chosen: boolean }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[20rem_minmax(0,1fr)]">
      <nav aria-label="Mails" className={chosen ? "hidden lg:block" : undefined}>
        <Card className="overflow-hidden">
          <ul className="divide-y divide-line lg:max-h-[36rem] lg:overflow-y-auto">
            {mails.map((mail) => (
              <li key={mail.id}>
                <Link
                  prefetch={false}
                  href={`/dev/mail?id=${mail.id}`}
                  aria-current={mail.id === open.id ? "true" : undefined}
                  className="block space-y-0.5 px-5 py-3.5 text-sm outline-offset-[-3px] hover:bg-sunken lg:aria-[current]:bg-plum-soft"
                >
                  <span className="block font-medium">{mail.subject}</span>
                  <span className="block truncate text-muted">{mail.to}</span>
                  <time dateTime={mail.at.toISOString()} className="block text-xs text-muted">
                    {time.format(mail.at)} UTC
                  </time>
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      </nav>
      <Card className={chosen ? "min-w-0" : "hidden min-w-0 lg:block"}>
        <article aria-labelledby="subject">
          <header className="space-y-3 border-b border-line p-5 sm:px-8 sm:py-6">
            <p className="lg:hidden">
              <Link prefetch={false} href="/dev/mail" className="inline-flex min-h-9 items-center text-sm">
                <span className="link">All mails</span>
              </Link>
            </p>
            <h2 id="subject" className="text-xl font-semibold tracking-tight">
              {open.subject}
            </h2>
            <dl className="grid grid-cols-[auto_1fr] gap-x-4 text-sm">
              <dt className="text-muted">To</dt>
              <dd className="min-w-0 wrap-anywhere">{open.to}</dd>
              <dt className="text-muted">Kept</dt>
              <dd>
                <time dateTime={open.at.toISOString()}>{time.format(open.at)} UTC</time>
              </dd>
            </dl>
          </header>
          <MailText text={open.text} />
          <section aria-labelledby="as-html" className="border-t border-line p-5 sm:px-8 sm:py-7">
            <h3 id="as-html" className="mb-4 font-semibold">
              As HTML
            </h3>
            {/* No scripts, no forms, no way out of the frame: what people typed is in it. */}
            <iframe
              title="The email as HTML"
              sandbox=""
              srcDoc={open.html}
              className="h-[36rem] w-full rounded-xl border border-line"
            />
          </section>
        </article>
      </Card>
    </div>
  );
}
