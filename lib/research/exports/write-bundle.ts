import { HIDE_UNDER } from "@/lib/differential-privacy/released";
import { tableOf } from "@/lib/research/exports/answer-table";
import {
  type Answered,
  describeAnswer,
  sha256Hex,
  type TableFormat,
  writeChart,
  writeDataPackage,
} from "@/lib/research/exports/describe-data";
import { signManifest } from "@/lib/research/exports/signing-key";
import { writeCsv, writeJson, writeParquet } from "@/lib/research/exports/write-table";
import { type ZipEntry, zipOf } from "@/lib/research/exports/zip";
import { SENSITIVITY, toQuestion } from "@/lib/research/insights/question";
import { countScale, sumScale } from "@/lib/research/insights/release-terms";
import { questionWords, unitOf } from "@/lib/research/insights/words";

/** What is public of the edition that an answer is about. */
export interface BundledEdition {
  readonly quarter: string;
  readonly commitment: Uint8Array;
  readonly synthetic: boolean;
}

const ROUNDING =
  "Each figure is rounded to the largest of 1, 2, 5, 10, 20, ... that is at most a third of its 95 % error. Stated errors include it.";

/** The answer's files, without what is signed. */
export function filesOf(answered: Answered, synthetic: boolean): ZipEntry[] {
  const table = tableOf(answered, answered.result);
  const tables = [
    { name: "data.csv", format: "csv" as const, bytes: writeCsv(table) },
    { name: "data.json", format: "json" as const, bytes: writeJson(table) },
    { name: "data.parquet", format: "parquet" as const, bytes: writeParquet(table) },
  ];
  return [
    { name: "datapackage.json", bytes: writeDataPackage(answered, table, tables, synthetic) },
    ...tables.map(({ name, bytes }) => ({ name, bytes })),
    { name: "chart.json", bytes: writeChart(answered, table, synthetic) },
    { name: "README.txt", bytes: readme(answered, synthetic) },
  ];
}

/** One table of an answer as a file. */
export function tableFile(answered: Answered, format: TableFormat): Uint8Array<ArrayBuffer> {
  const table = tableOf(answered, answered.result);
  const write = { csv: writeCsv, json: writeJson, parquet: writeParquet }[format];
  return write(table);
}

/**
 * An answer as one archive: the table in three formats, its description, its chart, and a manifest that names the hash of
 * every file and is signed. The same answer gives the same bytes each time.
 */
export function writeBundle(
  answered: Answered,
  edition: BundledEdition,
  secret?: string,
): Buffer<ArrayBuffer> {
  const files = filesOf(answered, edition.synthetic);
  const { result, measure, subject, dimensions, filters } = answered;
  const question = toQuestion({
    measure,
    subject,
    dimensions,
    filters: Object.fromEntries(filters.map(({ dimension, values }) => [dimension, values])),
  });
  const scale = (of: typeof countScale) => {
    const { numerator, denominator } = of(question, result.epsilon_milli);
    return `${numerator}/${denominator}`;
  };
  const manifest = {
    format: "research-bundle-1",
    title: questionWords(answered),
    edition: {
      quarter: edition.quarter,
      commitment: Buffer.from(edition.commitment).toString("hex"),
      synthetic: edition.synthetic,
    },
    release: {
      id: result.release_id,
      released_at: result.released_at,
      question: { measure, subject, dimensions, filters },
      unit: unitOf(measure),
      mechanism: result.mechanism,
      epsilon_milli: result.epsilon_milli,
      sensitivity: SENSITIVITY[question.source],
      count_noise_scale: scale(countScale),
      sum_noise_scale: question.statistic === "mean" ? scale(sumScale) : null,
      error: result.error,
      hidden_under: HIDE_UNDER,
      rounding: ROUNDING,
      total: result.total,
    },
    files: files.map(({ name, bytes }) => ({ path: name, bytes: bytes.length, sha256: sha256Hex(bytes) })),
  };
  const bytes = new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`);
  return zipOf([
    { name: "manifest.json", bytes },
    { name: "manifest.jws", bytes: new TextEncoder().encode(signManifest(bytes, secret)) },
    ...files,
  ]);
}

function readme(answered: Answered, synthetic: boolean): Uint8Array {
  const { result } = answered;
  return new TextEncoder().encode(
    [
      questionWords(answered),
      "",
      describeAnswer(answered, synthetic),
      "",
      `Edition    ${result.edition}`,
      `Release    ${result.release_id}`,
      `Released   ${result.released_at}`,
      `Epsilon    ${result.epsilon_milli / 1_000}`,
      `Mechanism  discrete Laplace noise, then cells under ${HIDE_UNDER} hidden, then rounding`,
      "",
      "data.csv, data.json and data.parquet hold the same table. datapackage.json describes its columns.",
      "chart.json is a Vega-Lite chart of it.",
      "",
      "To check that nothing was changed: node verify-bundle.mjs <this archive> --keys research-keys.json",
      "Both files are on the site that the archive is from: /verify-bundle.mjs and /.well-known/research-keys.json",
      "",
    ].join("\n"),
  );
}
