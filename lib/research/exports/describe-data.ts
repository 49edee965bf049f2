import { createHash } from "node:crypto";
import type { AnswerTable } from "@/lib/research/exports/answer-table";
import { filterWords } from "@/lib/research/exports/answer-words";
import type { ZipEntry } from "@/lib/research/exports/zip";
import type { InsightQuery, Result } from "@/lib/research/insights/schemas";
import { dimensionName, questionWords, unitOf } from "@/lib/research/insights/words";

/** A question that has been answered. */
export type Answered = Pick<InsightQuery, "measure" | "subject" | "dimensions" | "filters"> & {
  readonly result: Result;
};

const SYNTHETIC =
  "This edition is synthetic: its people were drawn by chance for a demo, so its figures say nothing about real ones.";

/** What an answer shows, in a sentence or two. */
export function describeAnswer({ result, ...asked }: Answered, synthetic = false): string {
  const left = filterWords(asked.filters);
  return [
    `${questionWords(asked)} in the edition ${result.edition}${left === null ? "" : ` (${left})`}.`,
    `Each number of ${unitOf(asked.measure)} has noise and is within plus or minus ${result.error.toLocaleString("en-US")} with a probability of 95 %, unless its own error says more.`,
    "Missing figures are hidden or empty. Which of the two cannot be seen.",
    ...(synthetic ? [SYNTHETIC] : []),
  ].join(" ");
}

const json = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
export const sha256Hex = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const FORMATS = {
  csv: { mediatype: "text/csv", title: "The table as CSV" },
  json: { mediatype: "application/json", title: "The table as JSON" },
  parquet: { mediatype: "application/vnd.apache.parquet", title: "The table as Apache Parquet" },
} as const;
export type TableFormat = keyof typeof FORMATS;

/** A Data Package descriptor (datapackage.org, version 2): what is in the files, column by column. */
export function writeDataPackage(
  answered: Answered,
  { columns }: AnswerTable,
  files: readonly (ZipEntry & { readonly format: TableFormat })[],
  synthetic: boolean,
): Uint8Array<ArrayBuffer> {
  const { result, dimensions } = answered;
  const schema = {
    fields: columns.map(({ name, type, title, description }) => ({ name, type, title, description })),
    missingValues: [""],
    ...(columns.some(({ name }) => name === "from")
      ? { primaryKey: [...dimensions, "from"] }
      : dimensions.length > 0
        ? { primaryKey: [...dimensions] }
        : {}),
  };
  return json({
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: `research-${result.edition.toLowerCase()}-${result.release_id}`,
    id: result.release_id,
    title: questionWords(answered),
    description: describeAnswer(answered, synthetic),
    version: "1.0",
    created: result.released_at,
    resources: files.map(({ name, bytes, format }) => ({
      name: `data-${format}`,
      path: name,
      title: FORMATS[format].title,
      format,
      mediatype: FORMATS[format].mediatype,
      ...(format === "parquet" ? {} : { encoding: "utf-8" }),
      bytes: bytes.length,
      hash: `sha256:${sha256Hex(bytes)}`,
      schema,
    })),
  });
}

/**
 * The chart of an answer as a Vega-Lite 5 description: bars for numbers, points for averages and medians, each with its error.
 * Its `description` says the same in words.
 */
export function writeChart(
  answered: Answered,
  { columns }: AnswerTable,
  synthetic: boolean,
): Uint8Array<ArrayBuffer> {
  const { measure, dimensions, result } = answered;
  const names = columns.map(({ name }) => name);
  const [first = null, second, third] = names.includes("from") ? ["from", ...dimensions] : dimensions;
  const isEstimate = names.includes("estimate");
  const value = isEstimate ? "estimate" : "count";
  const title = isEstimate ? "From 0 to 1" : `Number of ${unitOf(measure)}`;
  const x =
    first === null
      ? null
      : {
          field: first,
          type: "ordinal",
          sort: null,
          title: first === "from" ? "Value" : dimensionName(first),
        };
  const shared = {
    ...(x === null ? {} : { x }),
    ...(second === undefined ? {} : { xOffset: { field: second, sort: null } }),
  };
  const color =
    second === undefined ? {} : { color: { field: second, title: dimensionName(second), sort: null } };
  const ends = isEstimate ? { y: "low", y2: "high" } : { y: "count_low", y2: "count_high" };
  const inner = {
    layer: [
      {
        mark: isEstimate ? { type: "point", filled: true } : { type: "bar" },
        encoding: { ...shared, ...color, y: { field: value, type: "quantitative", title } },
      },
      {
        mark: { type: "rule" },
        encoding: { ...shared, y: { field: ends.y, type: "quantitative" }, y2: { field: ends.y2 } },
      },
    ],
  };
  return json({
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    title: `${questionWords(answered)}, ${result.edition}`,
    description: describeAnswer(answered, synthetic),
    data: { url: "data.csv", format: { type: "csv" } },
    transform: [
      { filter: `isValid(datum.${value})` },
      ...(isEstimate
        ? []
        : [
            { calculate: "datum.count - datum.count_error", as: "count_low" },
            { calculate: "datum.count + datum.count_error", as: "count_high" },
          ]),
    ],
    ...(third === undefined ? inner : { facet: { field: third, columns: 2, sort: null }, spec: inner }),
  });
}
