import { expect, it } from "vitest";
import { brandOf } from "@/lib/platform/brand";
import type { InsightExport } from "@/lib/research/insights/schemas";
import { writeEditionPdf } from "@/lib/research/reports/write-edition-pdf";
import { pdfText } from "@/test/pdf-text";

const figures: InsightExport = {
  edition: "2031-Q2",
  date_range: { from: "2031-04-01T00:00:00.000Z", to: "2031-07-01T00:00:00.000Z" },
  total_assessments: { value: 1_230, error: 40 },
  average_compatibility: { value: 0.61, low: 0.58, high: 0.64 },
  median_compatibility: null,
  compatibility_distribution: Array.from({ length: 20 }, (_, bin) => ({
    from: bin / 20,
    to: (bin + 1) / 20,
    pairs: bin % 2 === 0 ? null : { value: 100 * bin, error: 60 },
  })),
  dimension_insights: [{ dimension: "attachment", average: { value: 0.5, low: 0.45, high: 0.55 } }],
  demographic_patterns: {
    age_band: [
      { value: "16-19", people: null },
      { value: "20-24", people: { value: 300, error: 25 } },
    ],
    region: [{ value: "western_europe", people: { value: 900, error: 25 } }],
  },
  trends: [
    {
      edition: "2031-Q2",
      total_assessments: { value: 1_230, error: 40 },
      average_compatibility: null,
      median_compatibility: null,
    },
  ],
  query_needed: [],
  epsilon_milli: 1_000,
  anonymized: true,
  no_personal_data: true,
  synthetic: true,
};

const pdfOf = (of: InsightExport) => writeEditionPdf(of, brandOf(null), "https://example.test");

it("says every figure of an edition with its error, and what is not shown", async () => {
  const text = pdfText(await pdfOf(figures)).replaceAll(/\s+/g, " ");
  for (const part of [
    "Research report 2031-Q2",
    "April 1, 2031 to June 30, 2031",
    "1,230 ±40",
    "0.61 (0.58 to 0.64)",
    "Not shown",
    "Western Europe",
    "Attachment",
    "This edition is synthetic",
    "epsilon 1",
  ]) {
    expect(text).toContain(part);
  }
});

it("has headings and real text that can be read aloud, in a language that it names", async () => {
  const raw = (await pdfOf(figures)).toString("latin1");
  expect(raw).toContain("/MarkInfo");
  expect(raw).toContain("/Lang (en-US)");
  expect(raw).toContain("/S /H1");
  expect(raw).toContain("/S /H2");
});

it("shows hidden and empty figures in the same words", async () => {
  const band = (value: string, people: InsightExport["total_assessments"]) => ({
    ...figures,
    demographic_patterns: { age_band: [{ value, people }], region: null },
  });
  const text = pdfText(await pdfOf(band("16-19", null)));
  expect(text).toContain("Not shown");
  expect(text).not.toContain(": 0");
});
