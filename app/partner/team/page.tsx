import { ShieldCheck } from "lucide-react";
import type { Metadata } from "next";
import { InvitationMenu } from "@/app/partner/team/invitation-menu";
import { InviteDialog } from "@/app/partner/team/invite-dialog";
import { MemberMenu } from "@/app/partner/team/member-menu";
import { ROLE_SENTENCES } from "@/app/partner/team/role-sentences";
import { requirePartner } from "@/app/session";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { KeyValue } from "@/components/ui/key-value";
import { PageHeader, Section } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Time } from "@/components/ui/time";
import { listInvitations } from "@/lib/partners/teams/list-invitations";
import { listMembers } from "@/lib/partners/teams/list-members";
import { type Invitation, MEMBER_ROLES, type Member, type MemberRole } from "@/lib/partners/teams/schemas";
import { PageQuery } from "@/lib/platform/pagination";

export const metadata: Metadata = { title: "Team" };

interface TeamPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function TeamPage({ searchParams }: TeamPageProps) {
  const { ctx, user, role, partner } = await requirePartner();
  const cursor = PageQuery.pick({ cursor: true }).safeParse({ cursor: (await searchParams).cursor }).data
    ?.cursor;
  const [members, invitations] = await Promise.all([
    // A cursor that is not ours leads to the first page rather than to an error.
    listMembers(ctx, { limit: 100, cursor }).catch(() => listMembers(ctx, { limit: 100 })),
    listInvitations(ctx, { limit: 100 }),
  ]);
  const mayWrite = ctx.permissions.has("team:write");
  // Only owners make, change or remove owners.
  const roles: readonly MemberRole[] =
    role === "owner" ? MEMBER_ROLES : MEMBER_ROLES.filter((name) => name !== "owner");
  const mayManage = (member: Pick<Member, "role">) => mayWrite && roles.includes(member.role);

  const columns: [Column<Member>, ...Column<Member>[]] = [
    {
      header: "Name",
      cell: (member) => (
        <span className="block min-w-0">
          <span className="wrap-anywhere">{member.name}</span>
          {member.user_id === user.id && <span className="ml-2 text-xs font-normal text-muted">you</span>}
          <span className="block text-xs font-normal wrap-anywhere text-muted">{member.email}</span>
        </span>
      ),
    },
    {
      header: "Role",
      cell: (member) => <Badge tone={member.role === "owner" ? "plum" : "plain"}>{member.role}</Badge>,
    },
    {
      header: "Two-step sign-in",
      cell: (member) =>
        member.two_factor ? (
          <span className="inline-flex items-center gap-1.5 text-pine">
            <ShieldCheck aria-hidden size={16} /> On
          </span>
        ) : (
          <span className="text-muted">Off</span>
        ),
    },
    { header: "Joined", cell: (member) => <Time at={member.joined_at} className="whitespace-nowrap" /> },
  ];
  if (mayWrite) {
    columns.push({
      header: "Actions",
      headerHidden: true,
      align: "right",
      cell: (member) =>
        member.user_id !== user.id && mayManage(member) ? <MemberMenu member={member} roles={roles} /> : null,
    });
  }

  const invited: [Column<Invitation>, ...Column<Invitation>[]] = [
    { header: "Address", cell: ({ email }) => <span className="wrap-anywhere">{email}</span> },
    { header: "Role", cell: (invitation) => <Badge>{invitation.role}</Badge> },
    {
      header: "Invited by",
      wideOnly: true,
      cell: ({ invited_by }) => invited_by ?? <span className="text-muted">Somebody</span>,
    },
    {
      header: "Expires",
      cell: ({ status, expires_at }) =>
        status === "open" ? (
          <Time at={expires_at} className="whitespace-nowrap" />
        ) : (
          <Badge tone="gold">expired</Badge>
        ),
    },
  ];
  if (mayWrite) {
    invited.push({
      header: "Actions",
      headerHidden: true,
      align: "right",
      cell: (invitation) => (mayManage(invitation) ? <InvitationMenu invitation={invitation} /> : null),
    });
  }

  return (
    <div className="space-y-10">
      <PageHeader
        title="Team"
        description={`Who works for ${partner.companyName}, and what each may do.`}
        actions={mayWrite ? <InviteDialog roles={roles} /> : undefined}
      />
      <div>
        <DataTable label="Members" columns={columns} rows={members.data} rowKey={({ user_id }) => user_id} />
        <Pagination
          label="Members"
          nextHref={members.next_cursor === null ? null : `/partner/team?cursor=${members.next_cursor}`}
          firstHref={cursor === undefined ? null : "/partner/team"}
        />
      </div>
      {invitations.data.length > 0 && (
        <Section title="Invitations" description="Sent and not yet accepted.">
          <DataTable label="Invitations" columns={invited} rows={invitations.data} rowKey={({ id }) => id} />
        </Section>
      )}
      <Section title="Roles">
        <Card className="px-5 py-2">
          <KeyValue
            items={MEMBER_ROLES.map((name) => ({ label: capitalized(name), value: ROLE_SENTENCES[name] }))}
          />
        </Card>
      </Section>
    </div>
  );
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
