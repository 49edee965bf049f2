import { parquetWriteBuffer } from "hyparquet-writer";
import { csv } from "@/lib/platform/csv";
import type { AnswerTable, Column } from "@/lib/research/exports/answer-table";

/** RFC 4180, with a header. What is missing is an empty field. */
export function writeCsv({ columns, rows }: AnswerTable): Uint8Array<ArrayBuffer> {
  const names = columns.map(({ name }) => name);
  const text = csv([names, ...rows.map((row) => names.map((name) => row[name] ?? null))]);
  return new TextEncoder().encode(text);
}

/** A list of objects, one a line. What is missing is null. */
export function writeJson({ columns, rows }: AnswerTable): Uint8Array<ArrayBuffer> {
  const lines = rows.map((row) =>
    JSON.stringify(Object.fromEntries(columns.map(({ name }) => [name, row[name] ?? null]))),
  );
  return new TextEncoder().encode(`[\n${lines.join(",\n")}\n]\n`);
}

const PARQUET_TYPES = { string: "STRING", integer: "INT32", number: "DOUBLE" } as const satisfies Record<
  Column["type"],
  string
>;

/** Apache Parquet. What is missing is null. The same table gives the same bytes. */
export function writeParquet({ columns, rows }: AnswerTable): Uint8Array<ArrayBuffer> {
  const columnData = columns.map(({ name, type }) => ({
    name,
    type: PARQUET_TYPES[type],
    data: rows.map((row) => row[name] ?? null),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: "research-export" }));
}
