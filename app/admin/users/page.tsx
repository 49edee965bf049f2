import { LogOut, UserRound } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { SearchField, SelectField } from "@/app/admin/filter-form";
import { ListPage } from "@/app/admin/list-page";
import { readQuery, type SearchParams } from "@/app/admin/query";
import { ReasonDialog } from "@/app/admin/reason-dialog";
import { endSessions, suspend, unsuspend } from "@/app/admin/users/actions";
import { count, inWords } from "@/app/admin/words";
import { requireAdmin } from "@/app/session";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { Time } from "@/components/ui/time";
import { SearchUsers } from "@/lib/operations/admin/schemas";
import { searchUsers, type UserRow } from "@/lib/operations/admin/search-users";

export const metadata: Metadata = { title: "People" };

const PATH = "/admin/users";
const HINT = "At least ten characters. It goes into the audit log.";

export default async function UsersPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx } = await requireAdmin();
  const { query, given } = await readQuery(SearchUsers, searchParams);
  return (
    <ListPage
      title="People"
      description="Everyone with an account. Only operators make admins, and unmake them."
      rows="people"
      path={PATH}
      given={given}
      filters={
        <>
          <SearchField name="q" label="Search" placeholder="Name, e-mail or id" value={given.q} />
          <SelectField
            name="role"
            label="Role"
            any="Any"
            value={given.role}
            options={["user", "creator", "admin"].map((role) => [role, inWords(role)])}
          />
          <SelectField
            name="suspended"
            label="Suspended"
            any="Any"
            value={given.suspended}
            options={[
              ["no", "No"],
              ["yes", "Yes"],
            ]}
          />
        </>
      }
      load={() => searchUsers(ctx, query)}
      table={(rows) => (
        <DataTable
          label="People"
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            {
              header: "Name",
              cell: ({ name, email, role, suspendedAt, emailVerified }) => (
                <span className="block min-w-0 md:max-w-44 xl:max-w-56">
                  <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                    <span className="min-w-0 truncate">{name === "" ? email : name}</span>
                    {role !== "user" && <Badge tone="plum">{inWords(role)}</Badge>}
                    {suspendedAt !== null && <Badge tone="ember">Suspended</Badge>}
                    {!emailVerified && <Badge tone="gold">Not verified</Badge>}
                  </span>
                  <span className="block truncate text-xs font-normal text-muted" title={email}>
                    {email}
                  </span>
                </span>
              ),
            },
            { header: "Works for", cell: ({ partners }) => <Companies partners={partners} /> },
            {
              header: "Two-step",
              wideOnly: true,
              cell: ({ twoFactor }) => (twoFactor ? "On" : <span className="text-muted">Off</span>),
            },
            { header: "Sessions", align: "right", wideOnly: true, cell: ({ sessions }) => count(sessions) },
            {
              header: "Last seen",
              cell: ({ lastSeenAt }) =>
                lastSeenAt === null ? (
                  <span className="text-muted">–</span>
                ) : (
                  <Time at={lastSeenAt} className="whitespace-nowrap" />
                ),
            },
            {
              header: "Actions",
              align: "right",
              cell: (user) => (user.role === "admin" ? null : <Actions user={user} />),
            },
          ]}
        />
      )}
      noneLikeThat={{ title: "No one is like that", text: "Try fewer filters, or another part of the name." }}
    />
  );
}

function Companies({ partners }: { partners: UserRow["partners"] }) {
  if (partners.length === 0) return <span className="text-muted">Nobody</span>;
  return (
    <span>
      {partners.map(({ id, companyName, role }) => (
        <span key={id} className="block">
          <Link prefetch={false} href={`/admin/partners/${id}`} className="hover:underline">
            {companyName}
          </Link>{" "}
          <span className="text-xs text-muted">{role}</span>
        </span>
      ))}
    </span>
  );
}

function Actions({ user: { id, name, sessions, suspendedAt } }: { user: UserRow }) {
  const input = { user_id: id };
  return (
    <span className="inline-flex justify-end gap-1.5">
      {sessions > 0 && (
        <ReasonDialog
          trigger={
            <Button kind="bare" size="small" aria-label={`Sign ${name} out everywhere`}>
              <LogOut aria-hidden size={15} /> Sign out
            </Button>
          }
          title={`Sign ${name} out everywhere?`}
          description="Every browser asks for the password again. Personal access tokens go on working."
          hint={HINT}
          confirmLabel="Sign out everywhere"
          pendingLabel="Signing out…"
          input={input}
          action={endSessions}
          done={`${name} is signed out everywhere`}
        />
      )}
      {suspendedAt === null ? (
        <ReasonDialog
          trigger={
            <Button kind="quiet" size="small" aria-label={`Suspend ${name}`}>
              Suspend
            </Button>
          }
          title={`Suspend ${name}?`}
          description="They are signed out at once and cannot sign in until it is lifted. The API keys of their partners go on working."
          hint={HINT}
          confirmLabel="Suspend account"
          pendingLabel="Suspending…"
          input={input}
          action={suspend}
          done={`${name} is suspended`}
        />
      ) : (
        <ReasonDialog
          trigger={
            <Button kind="quiet" size="small" aria-label={`Lift the suspension of ${name}`}>
              <UserRound aria-hidden size={15} /> Lift
            </Button>
          }
          title={`Lift the suspension of ${name}?`}
          description="They can sign in again."
          hint={HINT}
          confirmLabel="Lift suspension"
          pendingLabel="Lifting…"
          kind="primary"
          input={input}
          action={unsuspend}
          done={`${name} can sign in again`}
        />
      )}
    </span>
  );
}
