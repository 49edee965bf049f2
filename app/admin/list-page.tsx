import { SearchX } from "lucide-react";
import Link from "next/link";
import { type ReactNode, Suspense } from "react";
import { FilterForm } from "@/app/admin/filter-form";
import { hrefOf } from "@/app/admin/query";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { TableSkeleton } from "@/components/ui/skeleton";

/** A page of rows, as a verb gives it. */
interface Found {
  data: readonly unknown[];
  nextCursor: string | null;
}

interface EmptyText {
  icon: ReactNode;
  title: string;
  text: string;
}

interface ListPageProps<F extends Found> {
  title: string;
  description: string;
  /** What the rows are, in the plural and in lower case: "partners". */
  rows: string;
  path: string;
  /** What the address asks for, as `readQuery` gives it: filters, order and cursor. */
  given: Readonly<Record<string, string>>;
  /** Parameters of the address that filter nothing. */
  noFilters?: readonly string[];
  filters: ReactNode;
  /** Said between the filters and the rows. */
  notice?: ReactNode;
  load: () => Promise<F>;
  /** What stands above the rows. */
  summary?: (found: F) => ReactNode;
  table: (rows: F["data"]) => ReactNode;
  /** Where there are no rows at all; the filters' words where it is left out. */
  none?: EmptyText;
  /** Where no row passes the filters. */
  noneLikeThat: { title: string; text: string };
  /** Whether rows are in the order of time, the newest first. */
  byTime?: boolean;
}

/** A page of the admin area that is a list: filters in the address, rows while they load, none, or a page of them. */
export function ListPage<F extends Found>(props: ListPageProps<F>) {
  const { title, description, rows, path, given, filters, notice } = props;
  return (
    <div className="space-y-6">
      <PageHeader title={title} description={description} />
      <FilterForm path={path} given={given}>
        {filters}
      </FilterForm>
      {notice}
      <Suspense key={JSON.stringify(given)} fallback={<TableSkeleton rows={8} label={`Loading ${rows}…`} />}>
        <Rows {...props} />
      </Suspense>
    </div>
  );
}

async function Rows<F extends Found>({
  title,
  rows,
  path,
  given,
  noFilters = [],
  load,
  summary,
  table,
  none,
  noneLikeThat,
  byTime = true,
}: ListPageProps<F>) {
  const found = await load();
  if (found.data.length === 0) {
    const isFiltered = Object.keys(given).some((name) => name !== "cursor" && !noFilters.includes(name));
    if (!isFiltered && none !== undefined) {
      return (
        <EmptyState icon={none.icon} title={none.title}>
          {none.text}
        </EmptyState>
      );
    }
    const all = (
      <Link prefetch={false} href={path} className="link">
        Show all {rows}
      </Link>
    );
    return (
      <EmptyState icon={<SearchX />} title={noneLikeThat.title} action={all}>
        {noneLikeThat.text}
      </EmptyState>
    );
  }
  return (
    <div className="space-y-3">
      {summary?.(found)}
      {table(found.data)}
      <Pagination
        label={title}
        {...(byTime ? {} : { firstLabel: "First page", nextLabel: "Next" })}
        firstHref={given.cursor === undefined ? null : hrefOf(path, { ...given, cursor: undefined })}
        nextHref={found.nextCursor === null ? null : hrefOf(path, { ...given, cursor: found.nextCursor })}
      />
    </div>
  );
}
