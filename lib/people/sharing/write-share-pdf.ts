import { join } from "node:path";
import PDFDocument from "pdfkit";
import { GROUP_TITLES, TRAIT_WORDS } from "@/lib/people/results/trait-words";
import { PALETTE, type Tone, WHAT_YOU_BRING } from "@/lib/people/sharing/picture";
import type { SharedReport, SharedResult, StoredShare } from "@/lib/people/sharing/schemas";
import { titleOf } from "@/lib/people/sharing/share-title";
import { STARTER_TEXTS } from "@/lib/people/together/starter-texts";
import { brandOf } from "@/lib/platform/brand";
import { isDrawable } from "@/lib/platform/drawable-text";
import type { TraitName } from "@/lib/scoring/model";

const FONTS = join(process.cwd(), "node_modules/geist/dist/fonts/geist-sans");
const MARGIN = 54;
const PAGE_WIDTH = 595.28;
const WIDTH = PAGE_WIDTH - 2 * MARGIN;
const BOTTOM = 841.89 - 72;
const OVERALL = {
  closer: "More alike than most pairs.",
  like_most: "About as alike as most pairs.",
  further: "More different than most pairs.",
} as const;
const LEVEL = {
  closer: "Closer than most pairs",
  like_most: "Like most pairs",
  further: "Further apart than most pairs",
} as const;

type Doc = InstanceType<typeof PDFDocument>;
type Root = ReturnType<Doc["struct"]>;
type Tag = "H1" | "H2" | "H3" | "P" | "L" | "LI";

export interface SharePdf {
  content: StoredShare;
  names: readonly (string | null)[];
}

/**
 * A result or a pair's report on A4, with as much as was chosen: real text in reading order under tagged headings, so that
 * it can be read aloud and searched; pictures and bars are marked as ornament, because words beside them say the same.
 */
export function writeSharePdf({ content, names }: SharePdf): Promise<Buffer<ArrayBuffer>> {
  const shownNames = names.map((name) => (name !== null && isDrawable(name) ? name : null));
  const title = titleOf({ content, names: shownNames });
  const doc = new PDFDocument({
    size: "A4",
    margins: { top: MARGIN, bottom: 40, left: MARGIN, right: MARGIN },
    bufferPages: true,
    pdfVersion: "1.7",
    tagged: true,
    lang: "en-US",
    displayTitle: true,
    info: { Title: title, Author: brandOf(null).name, CreationDate: new Date(content.made_at) },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer<ArrayBuffer>>((resolve, reject) => {
    doc.on("data", (chunk: Buffer) => chunks.push(chunk));
    doc.on("end", () => resolve(Buffer.concat(chunks)));
    doc.on("error", reject);
  });
  doc.registerFont("regular", join(FONTS, "Geist-Regular.ttf"));
  doc.registerFont("semibold", join(FONTS, "Geist-SemiBold.ttf"));
  const root = doc.struct("Document");
  doc.addStructure(root);
  const writer = new Writer(doc, root);
  if (content.kind === "result") writeResult(writer, content, title);
  else writeReport(writer, content, title);
  writer.feet(content);
  root.end();
  doc.end();
  return done;
}

interface TextLook {
  x?: number;
  width?: number;
  size?: number;
  bold?: boolean;
  tone?: Tone;
  align?: "left" | "center";
}

/** Draws downwards, and begins a page where something does not fit. */
class Writer {
  readonly doc: Doc;
  readonly #root: Root;
  y = MARGIN;

  constructor(doc: Doc, root: Root) {
    this.doc = doc;
    this.#root = root;
  }

  #font({ size = 10.5, bold = false, tone = "ink" }: TextLook): Doc {
    return this.doc
      .font(bold ? "semibold" : "regular")
      .fontSize(size)
      .fillColor(PALETTE[tone]);
  }

  height(text: string, look: TextLook): number {
    return this.#font(look).heightOfString(text, { width: look.width ?? WIDTH, lineGap: 2 });
  }

  /** Writes text at `y`, and returns how high it is. */
  text(tag: Tag, text: string, look: TextLook = {}, y = this.y): number {
    const { x = 0, width = WIDTH, align = "left" } = look;
    const height = this.height(text, { ...look, width });
    this.#root.add(
      this.doc.struct(tag, {}, [
        () => {
          this.#font(look).text(text, MARGIN + x, y, { width, align, lineGap: 2 });
        },
      ]),
    );
    return height;
  }

  /** Draws what is for the eye only. */
  ornament(draw: (doc: Doc) => void): void {
    this.doc.markContent("Artifact", { type: "Layout" });
    draw(this.doc);
    this.doc.endMarkedContent();
  }

  box(x: number, y: number, width: number, height: number, tone: Tone, radius = 10): void {
    this.ornament((doc) => doc.roundedRect(MARGIN + x, y, width, height, radius).fill(PALETTE[tone]));
  }

  /** Begins a page where `height` more does not fit on this one. */
  room(height: number): void {
    if (this.y + height <= BOTTOM) return;
    this.doc.addPage();
    this.y = MARGIN;
  }

  head(title: string): void {
    this.ornament((doc) => {
      doc.circle(MARGIN + 9, this.y + 9, 9).fill(PALETTE.pine);
      doc.circle(MARGIN + 18, this.y + 9, 9).fill(PALETTE.ember);
      doc.path(`M${MARGIN + 13.5} ${this.y + 1.2}a9 9 0 0 1 0 15.6a9 9 0 0 1 0 -15.6z`).fill(PALETTE.plum);
    });
    this.text("P", brandOf(null).name, { x: 36, size: 13, bold: true }, this.y + 1);
    this.y += 44;
    this.y += this.text("H1", title, { size: 28, bold: true, width: WIDTH - 150 }) + 8;
  }

  heading(text: string, least: number): void {
    this.y += 14;
    this.room(30 + least);
    this.y += this.text("H2", text, { size: 15, bold: true }) + 8;
  }

  feet({ made_at, model_version }: StoredShare): void {
    const { start, count } = this.doc.bufferedPageRange();
    const day = new Date(made_at).toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" });
    for (let index = 0; index < count; index += 1) {
      this.doc.switchToPage(start + index);
      this.doc.page.margins.bottom = 0;
      this.ornament(() => {
        this.#font({ size: 8, tone: "muted" }).text(
          `As of ${day} · model ${model_version} · a self-description, not a diagnosis · page ${index + 1} of ${count}`,
          MARGIN,
          806,
          { width: WIDTH, lineBreak: false },
        );
      });
    }
  }
}

function picture(writer: Writer): void {
  writer.ornament((doc) => {
    doc.save();
    doc.translate(PAGE_WIDTH - MARGIN - 132, MARGIN - 6).scale(0.275);
    for (const { d, fill, stroke, width = 1, opacity = 1 } of WHAT_YOU_BRING) {
      doc.path(d).lineWidth(width).lineCap("round").lineJoin("round");
      if (fill !== undefined) doc.fillColor(PALETTE[fill], opacity);
      if (stroke !== undefined) doc.strokeColor(PALETTE[stroke], opacity);
      if (fill !== undefined && stroke !== undefined) doc.fillAndStroke();
      else if (fill !== undefined) doc.fill();
      else doc.stroke();
    }
    doc.restore();
    doc.fillOpacity(1).strokeOpacity(1);
  });
}

function writeResult(writer: Writer, content: SharedResult, title: string): void {
  picture(writer);
  writer.head(title);
  const all = content.groups.some(({ traits }) => traits.some(({ bar }) => bar !== null));
  writer.y += writer.text(
    "P",
    all
      ? "Each bar runs from 0 (none of a trait) to 100 (all there is). The dot is the most likely value, and eight times out of ten the true one lies within the shaded range."
      : "How a person loves, argues, thinks and lives, in plain words. “You” is the person who is described.",
    { tone: "muted", width: WIDTH - 150 },
  );
  writer.y = Math.max(writer.y, MARGIN + 112) + 6;
  const cards = [
    ...(content.ending === null ? [] : [{ head: content.ending.title, text: content.ending.text }]),
    ...content.highlights.map(({ trait, level }) => ({
      head: TRAIT_WORDS[trait].name,
      text: TRAIT_WORDS[trait][level],
    })),
  ];
  if (cards.length > 0) writer.heading("What stands out", 60);
  for (const { head, text } of cards) card(writer, head, text, "plum-soft");
  for (const { group, traits } of content.groups) {
    writer.heading(GROUP_TITLES[group], 48);
    for (const { trait, level, bar } of traits) traitRow(writer, trait, TRAIT_WORDS[trait][level], bar);
  }
}

function card(writer: Writer, head: string, text: string, tone: Tone): void {
  const inner = { x: 14, width: WIDTH - 28 };
  const height = 38 + writer.height(text, { ...inner, size: 11 });
  writer.room(height + 8);
  writer.box(0, writer.y, WIDTH, height, tone);
  const top = writer.y + 11;
  const used = writer.text("H3", head, { ...inner, size: 10, bold: true, tone: "plum" }, top);
  writer.text("P", text, { ...inner, size: 11 }, top + used + 1);
  writer.y += height + 8;
}

type Bar = SharedResult["groups"][number]["traits"][number]["bar"];

function traitRow(writer: Writer, trait: TraitName, text: string, bar: Bar): void {
  const width = bar === null ? WIDTH : WIDTH * 0.5;
  const height = Math.max(34, 16 + writer.height(text, { width, size: 9.5 }));
  writer.room(height + 10);
  const { y } = writer;
  writer.text("H3", TRAIT_WORDS[trait].name, { width, size: 10.5, bold: true }, y);
  writer.text("P", text, { width, size: 9.5, tone: "muted" }, y + 15);
  if (bar !== null) {
    const left = WIDTH * 0.56;
    const length = WIDTH - left;
    const at = (points: number) => MARGIN + left + (points / 100) * length;
    writer.ornament((doc) => {
      doc.roundedRect(MARGIN + left, y + 6, length, 4, 2).fill(PALETTE.line);
      doc.fillColor(PALETTE.plum, 0.3);
      doc.roundedRect(at(bar.low), y + 4, Math.max(2, at(bar.high) - at(bar.low)), 8, 4).fill();
      doc.fillOpacity(1);
      doc.circle(at(bar.at), y + 8, 5).fill(PALETTE.plum);
    });
    const words = `Most likely ${bar.at} of 100 (${bar.low} to ${bar.high})`;
    writer.text("P", words, { x: left, width: length, size: 8.5, tone: "muted" }, y + 18);
  }
  writer.y += height + 10;
}

function writeReport(writer: Writer, content: SharedReport, title: string): void {
  const { bands, overall, groups, closest, widest, starters } = content;
  circles(writer, content);
  writer.head(title);
  writer.y += writer.text("P", OVERALL[overall], { size: 14, width: WIDTH - 190 }) + 6;
  const score =
    `The score is between ${bands.low} and ${bands.high} of 100. Answers are never exact, so the true score lies somewhere ` +
    `from ${bands.range_low} to ${bands.range_high}, eight times out of ten.`;
  const checked = content.checked_in ? " The check-in that both answered makes up half of it." : "";
  writer.y += writer.text("P", score + checked, { tone: "muted", width: WIDTH - 190 });
  writer.y = Math.max(writer.y, MARGIN + 124);
  if (groups.length > 0) writer.heading("Side by side", 40);
  for (const { group, level } of groups) {
    writer.room(26);
    writer.text("H3", GROUP_TITLES[group], { width: WIDTH * 0.5, bold: true });
    writer.text("P", LEVEL[level], { x: WIDTH * 0.52, width: WIDTH * 0.48, tone: "muted" });
    writer.ornament((doc) => {
      doc
        .moveTo(MARGIN, writer.y + 19)
        .lineTo(MARGIN + WIDTH, writer.y + 19)
        .lineWidth(0.5)
        .stroke(PALETTE.line);
    });
    writer.y += 26;
  }
  for (const [heading, traits, tone] of [
    ["Most alike", closest, "pine-soft"],
    ["Most different", widest, "ember-soft"],
  ] as const) {
    if (traits.length > 0) writer.heading(heading, 60);
    for (const trait of traits) card(writer, TRAIT_WORDS[trait].name, TRAIT_WORDS[trait].about, tone);
  }
  if (starters.length > 0) writer.heading("Things to talk about", 50);
  for (const [index, { trait, side }] of starters.entries()) {
    const text = STARTER_TEXTS[trait][side];
    const height = writer.height(text, { width: WIDTH - 34, size: 11 });
    writer.room(height + 12);
    writer.box(0, writer.y, 3, height + 2, side === "alike" ? "pine" : "ember", 1.5);
    writer.text("P", `${index + 1}. ${text}`, { x: 14, width: WIDTH - 14, size: 11 });
    writer.y += height + 12;
  }
}

/** The product's two circles, as far over each other as the middle of the band. */
function circles(writer: Writer, { bands }: SharedReport): void {
  const radius = 40;
  const share = (bands.low + bands.high) / 200;
  const apart = 2 * radius * (1 - share);
  const [x, y] = [PAGE_WIDTH - MARGIN - 84, MARGIN + 58];
  const half = Math.sqrt(Math.max(0, radius ** 2 - (apart / 2) ** 2));
  const arc = `A${radius} ${radius} 0 0 1 ${x}`;
  writer.ornament((doc) => {
    doc.lineWidth(1.5);
    doc.circle(x - apart / 2, y, radius).fillAndStroke(PALETTE["pine-soft"], PALETTE.pine);
    doc.circle(x + apart / 2, y, radius).fillAndStroke(PALETTE["ember-soft"], PALETTE.ember);
    if (half > 1) doc.path(`M${x} ${y - half} ${arc} ${y + half} ${arc} ${y - half}Z`).fill(PALETTE.plum);
    doc
      .font("semibold")
      .fontSize(12)
      .fillColor(half > 20 && share > 0.35 ? PALETTE["on-plum"] : PALETTE.ink)
      .text(`${bands.low}–${bands.high}`, x - 40, half > 20 && share > 0.35 ? y - 7 : y + radius + 6, {
        width: 80,
        align: "center",
        lineBreak: false,
      });
  });
}
