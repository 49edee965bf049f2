import { linkTo } from "@/lib/platform/brand";
import { describeAnswer } from "@/lib/research/exports/describe-data";
import type { PublicFinding } from "@/lib/research/findings/get-finding";

const FORMATS = [
  ["bundle", "application/zip"],
  ["csv", "text/csv"],
  ["json", "application/json"],
  ["parquet", "application/vnd.apache.parquet"],
] as const;

/**
 * What search engines for data read about a finding: schema.org's Dataset, as the text of a
 * `<script type="application/ld+json">`. Whatever its owner typed, nothing in it ends the script or begins another. Null for
 * one that was withdrawn, and for one about people who do not exist.
 */
export function findingJsonLd(finding: PublicFinding): string | null {
  const { cite, title, summary, author, published_at, answer, synthetic } = finding;
  if (answer === null || synthetic) return null;
  const url = linkTo(null, `/findings/${cite}`);
  const text = JSON.stringify({
    "@context": "https://schema.org",
    "@type": "Dataset",
    "@id": url,
    url,
    identifier: answer.result.release_id,
    name: title,
    description: [summary, describeAnswer(answer)].filter((part) => part !== "").join("\n\n"),
    creator: { "@type": "Organization", name: author },
    datePublished: published_at,
    isAccessibleForFree: true,
    measurementTechnique: "Differential privacy, discrete Laplace noise",
    distribution: FORMATS.map(([format, encodingFormat]) => ({
      "@type": "DataDownload",
      encodingFormat,
      contentUrl: `${url}/export?format=${format}`,
    })),
  });
  // JSON means the same with these written by number, and HTML finds no tag or comment then.
  return text.replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
