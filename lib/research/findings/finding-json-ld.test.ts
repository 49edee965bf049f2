import { expect, it } from "vitest";
import { findingJsonLd } from "@/lib/research/findings/finding-json-ld";
import type { PublicFinding } from "@/lib/research/findings/get-finding";

const finding: PublicFinding = {
  cite: "2031q2-7f3k9qxa",
  title: "Where people live",
  summary: "In the west.",
  author: "Institute",
  published_at: "2031-07-01T04:40:00.000Z",
  withdrawn_at: null,
  withdrawn_by_staff: false,
  synthetic: false,
  answer: {
    measure: "people",
    subject: null,
    dimensions: ["region"],
    filters: [],
    result: {
      release_id: "0193c9a2-0000-7000-8000-000000000001",
      released_at: "2031-07-01T04:40:00.000Z",
      edition: "2031-Q2",
      epsilon_milli: 150,
      error: 22,
      mechanism: "discrete_laplace",
      cells: [],
      total: null,
    },
  },
};

it("is a Dataset of schema.org with its author and where its files are", () => {
  expect(JSON.parse(findingJsonLd(finding) ?? "")).toMatchObject({
    "@type": "Dataset",
    name: "Where people live",
    creator: { name: "Institute" },
    identifier: "0193c9a2-0000-7000-8000-000000000001",
    distribution: [{ encodingFormat: "application/zip" }, {}, {}, {}],
  });
});

it("never ends its script, whatever its owner typed, and still says it", () => {
  const evil = "</script><script>alert(1)</script><!-- \u2028\u2029 & ]]>";
  const text = findingJsonLd({ ...finding, title: evil, summary: evil, author: evil }) ?? "";
  expect(text).not.toMatch(/[<>&\u2028\u2029]/);
  expect(JSON.parse(text)).toMatchObject({ name: evil, creator: { name: evil } });
});

it("is nothing for a finding that was withdrawn, and for one about people who do not exist", () => {
  expect(findingJsonLd({ ...finding, answer: null })).toBeNull();
  expect(findingJsonLd({ ...finding, synthetic: true })).toBeNull();
});
