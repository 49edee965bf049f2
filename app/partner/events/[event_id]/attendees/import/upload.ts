import type { ReadTable, TableLine } from "@/lib/platform/csv";
import type { Target } from "./columns";
import type { Encoding } from "./read-table";

/** A file as it is understood so far. */
export interface Upload {
  name: string;
  bytes: Uint8Array;
  encoding: Encoding;
  /** Whether the encoding is certain, and not just the likeliest. */
  sure: boolean;
  table: ReadTable;
  /** Whether the first line names the columns. */
  header: boolean;
  mapping: (Target | null)[];
}

/** The lines of people, and what their columns are called. */
export function partsOf({ table, header }: Upload): { names: string[]; people: TableLine[] } {
  const [first] = table.lines;
  if (header) return { names: first?.cells ?? [], people: table.lines.slice(1) };
  const columns = table.lines.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  return { names: Array.from({ length: columns }, (_, at) => `Column ${at + 1}`), people: table.lines };
}
