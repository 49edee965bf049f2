import { describe, expect, it } from "vitest";
import { sharedResult } from "@/lib/people/sharing/choose-of-result";
import { ChooseOfResult, type SharedReport } from "@/lib/people/sharing/schemas";
import { titleOf } from "@/lib/people/sharing/share-title";
import { writeSharePdf } from "@/lib/people/sharing/write-share-pdf";
import { isDrawable } from "@/lib/platform/drawable-text";
import { newId } from "@/lib/platform/ids";
import { drawPerson, seeded } from "@/prisma/seed/drawn-people";

const RESULT = {
  id: newId(),
  source: "assessment",
  assessmentId: null,
  modelVersion: "soulmate-2",
  questionnaireVersion: "questionnaire-1",
  traits: drawPerson(seeded(11)),
  standardErrors: Array<number>(32).fill(0.12),
  quality: "high",
  qualitySigns: [],
  doubtfulCount: 0,
  answerCount: 64,
  createdAt: new Date("2026-05-01T10:00:00Z"),
  revisedAt: new Date("2026-05-01T10:00:00Z"),
} as const;

const contentOf = (shows: string) =>
  sharedResult(RESULT, ChooseOfResult.parse({ result_id: RESULT.id, shows, name: "" }));

const count = (pdf: Buffer, pattern: RegExp) => [...pdf.toString("latin1").matchAll(pattern)].length;

describe("the PDF of a result", () => {
  it("is tagged, says its language and title, and has a heading for each part and trait", async () => {
    const pdf = await writeSharePdf({ content: contentOf("all"), names: ["Zoë"] });
    expect(pdf.toString("latin1", 0, 8)).toBe("%PDF-1.7");
    expect(count(pdf, /\/StructTreeRoot/g)).toBeGreaterThan(0);
    expect(count(pdf, /\/Lang \(en-US\)/g)).toBe(1);
    expect(count(pdf, /\/DisplayDocTitle true/g)).toBe(1);
    expect(count(pdf, /\/S \/H1\b/g)).toBe(1);
    // What stands out, and six parts.
    expect(count(pdf, /\/S \/H2\b/g)).toBe(7);
    expect(count(pdf, /\/S \/H3\b/g)).toBe(29 + contentOf("all").highlights.length);
    expect(count(pdf, /\/Type \/Page\b/g)).toBeGreaterThan(1);
  });

  it("holds no more than was chosen", async () => {
    const pdf = await writeSharePdf({ content: contentOf("headline"), names: [null] });
    expect(count(pdf, /\/S \/H2\b/g)).toBe(1);
    expect(count(pdf, /\/Type \/Page\b/g)).toBe(1);
  });
});

describe("the PDF of a report", () => {
  it("is written for any band, and for names that its font lacks", async () => {
    for (const low of [0, 20, 60, 95]) {
      const content: SharedReport = {
        kind: "report",
        made_at: "2026-05-01T10:00:00.000Z",
        model_version: "soulmate-2",
        bands: { low, high: low + 5, range_low: 0, range_high: 100 },
        overall: "closer",
        checked_in: false,
        groups: [{ group: "values", level: "further" }],
        closest: ["family"],
        widest: ["novelty"],
        starters: [{ trait: "family", side: "alike" }],
      };
      const pdf = await writeSharePdf({ content, names: ["美穂", "Jonas"] });
      expect(count(pdf, /\/S \/H1\b/g)).toBe(1);
    }
  });
});

describe("the title of something shared", () => {
  it("names whom it is of, or stays anonymous", () => {
    const title = (kind: "result" | "report", ...names: (string | null)[]) =>
      titleOf({ content: { kind }, names });
    expect(title("result", "Mira")).toBe("What Mira brings");
    expect(title("result", null)).toBe("What I bring");
    expect(title("report", "Mira", "Jonas")).toBe("Mira and Jonas");
    expect(title("report", null, "Jonas")).toBe("Jonas and a friend");
    expect(title("report", null, null)).toBe("How two friends compare");
  });

  it("is drawn only in letters that the font has", () => {
    for (const name of ["Zoë", "Łukasz", "Jürgen", "Анна", "O’Neill"]) expect(isDrawable(name)).toBe(true);
    for (const name of ["美穂", "😀", "محمد", "ŉ"]) expect(isDrawable(name)).toBe(false);
  });
});
