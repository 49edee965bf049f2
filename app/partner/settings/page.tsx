import type { Metadata } from "next";
import Link from "next/link";
import { AcceptedTerms } from "@/app/partner/settings/accepted-terms";
import { LeaveButton } from "@/app/partner/settings/leave-button";
import { SettingsForm } from "@/app/partner/settings/settings-form";
import { VerifyButton } from "@/app/partner/settings/verify-button";
import { requirePartner } from "@/app/session";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/error-notice";
import { KeyValue } from "@/components/ui/key-value";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { getPartner } from "@/lib/partners/partners/get-partner";
import { listPartnerDocuments } from "@/lib/partners/partners/list-partner-documents";
import type { Partner } from "@/lib/partners/partners/schemas";
import { listMembers } from "@/lib/partners/teams/list-members";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const { ctx, role } = await requirePartner();
  const [partner, members, documents] = await Promise.all([
    getPartner(ctx, { partner_id: ctx.partnerId }),
    listMembers(ctx, { limit: 100 }),
    listPartnerDocuments(ctx),
  ]);
  const mayWrite = ctx.permissions.has("partner:write");
  const owners = members.data.filter((member) => member.role === "owner").length;
  const isLastOwner = role === "owner" && owners === 1 && !members.has_more;
  return (
    <div className="space-y-10">
      <PageHeader title="Settings" description="Your company, your plan, and where our mail goes." />
      {!partner.email_verified && (
        <Notice tone="gold" action={mayWrite ? <VerifyButton /> : undefined}>
          {partner.email} is not verified yet. Live keys need that: open the link in our mail.
        </Notice>
      )}
      <Section title="Account">
        {mayWrite ? (
          // A form of its own for each state that was saved.
          <Card className="p-5 sm:p-6">
            <SettingsForm key={partner.updated_at} settings={partner} />
          </Card>
        ) : (
          <Card className="px-5 py-2">
            <KeyValue
              items={[
                { label: "Company", value: partner.company_name },
                { label: "E-mail", value: partner.email },
                { label: "Use case", value: partner.use_case ?? "—" },
              ]}
            />
          </Card>
        )}
      </Section>
      <Section
        title="Plan"
        description={
          <>
            Limits are those of live calls, all keys together. Change it under{" "}
            <Link prefetch={false} href="/partner/billing" className="link">
              billing
            </Link>
            .
          </>
        }
      >
        <Card className="px-5 py-2">
          <KeyValue items={planOf(partner)} />
        </Card>
      </Section>
      <Section
        title="Terms"
        description={
          <>
            What your company agreed to. All texts, earlier versions too, are under{" "}
            <Link prefetch={false} href="/legal" className="link">
              legal
            </Link>
            . The partnership agreement applies only with an order that names it.
          </>
        }
      >
        <Card className="px-5 py-2">
          <AcceptedTerms accepted={documents.accepted} />
        </Card>
      </Section>
      <section className="space-y-4 rounded-2xl border border-ember/50 p-5 sm:p-6">
        <h2 className="text-lg font-semibold tracking-tight">Danger zone</h2>
        {role === "owner" && (
          <div className="space-y-1 text-sm">
            <h3 className="font-medium">Hand the account over</h3>
            <p className="max-w-2xl text-muted">
              Make somebody else an owner on the{" "}
              <Link prefetch={false} href="/partner/team" className="link">
                team page
              </Link>
              ; then you can leave, or they can change your role.
            </p>
          </div>
        )}
        <div className="space-y-1 text-sm">
          <h3 className="font-medium">Leave this team</h3>
          <p className="max-w-2xl text-muted">
            {isLastOwner
              ? "You are its only owner, and a team needs one: make somebody else an owner first."
              : "Your access ends at once. API keys belong to the team and go on working."}
          </p>
        </div>
        {!isLastOwner && <LeaveButton companyName={partner.company_name} />}
      </section>
    </div>
  );
}

function planOf({ tier, subscription_status, limits, created_at, id }: Partner) {
  const number = (value: number) => value.toLocaleString("en");
  return [
    {
      label: "Plan",
      value: (
        <span className="inline-flex items-center gap-2.5">
          <span className="inline-block first-letter:uppercase">{tier.replace("_", " ")}</span>
          {tier !== "free" && (
            <Badge tone={subscription_status === "active" ? "pine" : "gold"}>
              {subscription_status === "none" ? "no subscription yet" : subscription_status.replace("_", " ")}
            </Badge>
          )}
        </span>
      ),
    },
    { label: "Calls a minute", value: number(limits.per_minute) },
    { label: "Calls a UTC day", value: number(limits.per_day) },
    { label: "Pairs a batch", value: number(limits.pairs_per_batch) },
    { label: "Since", value: <Time at={created_at} format="absolute" /> },
    { label: "Account ID", value: <code className="font-mono text-xs">{id}</code> },
  ];
}
