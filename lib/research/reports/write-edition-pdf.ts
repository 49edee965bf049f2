import { join } from "node:path";
import PDFDocument from "pdfkit";
import type { Brand } from "@/lib/platform/brand";
import { type DrawnRow, NOT_SHOWN } from "@/lib/research/exports/draw-answer";
import type { InsightExport } from "@/lib/research/insights/schemas";
import { plainName } from "@/lib/research/insights/words";

const FONTS = join(process.cwd(), "node_modules/geist/dist/fonts/geist-sans");
const MARGIN = 54;
const PAGE_WIDTH = 595.28;
const WIDTH = PAGE_WIDTH - 2 * MARGIN;
const BOTTOM = 841.89 - 72;

type Doc = InstanceType<typeof PDFDocument>;
type Root = ReturnType<Doc["struct"]>;
type Figure = { value: number; error: number } | null;
type Estimate = { value: number; low: number; high: number } | null;

/**
 * The report of an edition on A4: real text in reading order under tagged headings. Bars are marked as ornament, because the
 * words beside them say the same. The same figures give the same bytes.
 */
export function writeEditionPdf(
  figures: InsightExport,
  brand: Brand,
  site: string,
): Promise<Buffer<ArrayBuffer>> {
  const title = `Research report ${figures.edition}`;
  const doc = new PDFDocument({
    size: "A4",
    margins: { top: MARGIN, bottom: 40, left: MARGIN, right: MARGIN },
    bufferPages: true,
    pdfVersion: "1.7",
    tagged: true,
    lang: "en-US",
    displayTitle: true,
    info: { Title: title, Author: brand.name, CreationDate: new Date(figures.date_range.to) },
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
  const page = new Page(doc, root, brand);
  write(page, figures, title, brand);
  page.feet(`${brand.name} · ${title} · ${site}`);
  root.end();
  doc.end();
  return done;
}

const day = (at: string, before = 0) =>
  new Date(new Date(at).getTime() - before).toLocaleDateString("en-US", {
    dateStyle: "long",
    timeZone: "UTC",
  });
const shown = (value: number) => value.toLocaleString("en-US");
const countText = (figure: Figure) =>
  figure === null ? NOT_SHOWN : `${shown(figure.value)} ±${shown(figure.error)}`;
const estimateText = (figure: Estimate) =>
  figure === null ? NOT_SHOWN : `${figure.value} (${figure.low} to ${figure.high})`;

function countRow(label: string, figure: Figure): DrawnRow {
  const bar =
    figure === null
      ? null
      : {
          value: figure.value,
          low: Math.max(0, figure.value - figure.error),
          high: figure.value + figure.error,
        };
  return { label, bar, text: countText(figure) };
}

function write(page: Page, figures: InsightExport, title: string, brand: Brand): void {
  page.text("P", brand.name, { size: 11, bold: true, color: brand.colors.shared });
  page.text("H1", title, { size: 26, bold: true });
  page.text("P", `${day(figures.date_range.from)} to ${day(figures.date_range.to, 1)}`, { muted: true });
  if (figures.synthetic) {
    page.text(
      "P",
      "This edition is synthetic. Its people were drawn by chance for a demo, so its figures say nothing about real ones.",
      {
        bold: true,
      },
    );
  }
  page.text(
    "P",
    "Everyone in this edition agreed to research. Noise was added once to each figure, and numbers under 10 are not shown, so no figure says much about any one person. The true value lies within the range beside each figure 19 times out of 20.",
    {},
  );
  page.heading("At a glance");
  page.line("People", countText(figures.total_assessments));
  page.line("Average compatibility", estimateText(figures.average_compatibility));
  page.line("Median compatibility", estimateText(figures.median_compatibility));
  page.line("Privacy cost", `epsilon ${figures.epsilon_milli / 1_000}`);
  page.bars(
    "People by age",
    (figures.demographic_patterns.age_band ?? []).map(({ value, people }) =>
      countRow(plainName(value), people),
    ),
  );
  page.bars(
    "People by region",
    (figures.demographic_patterns.region ?? []).map(({ value, people }) =>
      countRow(plainName(value), people),
    ),
  );
  page.bars(
    "Compatibility of pairs that chance made",
    (figures.compatibility_distribution ?? []).map(({ from, to, pairs }) =>
      countRow(`${from.toFixed(2)} to ${to.toFixed(2)}`, pairs),
    ),
  );
  page.bars(
    "Traits, from 0 to 1",
    (figures.dimension_insights ?? []).map(({ dimension, average }) => ({
      label: plainName(dimension),
      bar: average,
      text: estimateText(average),
    })),
    1,
  );
  page.heading("Edition by edition");
  for (const { edition, total_assessments: people, average_compatibility: average } of figures.trends) {
    page.line(edition, `${countText(people)} people, average compatibility ${estimateText(average)}`);
  }
}

interface Look {
  readonly size?: number;
  readonly bold?: boolean;
  readonly muted?: boolean;
  readonly color?: string;
}

const LABEL_WIDTH = 150;
const TEXT_WIDTH = 120;
const ROW = 19;

/** Writes downwards, and begins a page where something does not fit. */
class Page {
  private y = MARGIN;

  constructor(
    private readonly doc: Doc,
    private readonly root: Root,
    private readonly brand: Brand,
  ) {}

  text(tag: "H1" | "H2" | "P", text: string, look: Look): void {
    const height = this.font(look).heightOfString(text, { width: WIDTH, lineGap: 2 });
    this.room(height);
    this.put(tag, text, MARGIN, this.y, WIDTH, look);
    this.y += height + 8;
  }

  heading(text: string): void {
    this.y += 12;
    this.room(60);
    this.text("H2", text, { size: 15, bold: true });
  }

  line(label: string, text: string): void {
    this.room(ROW);
    this.put("P", `${label}: `, MARGIN, this.y, LABEL_WIDTH, { muted: true });
    this.put("P", text, MARGIN + LABEL_WIDTH, this.y, WIDTH - LABEL_WIDTH, {});
    this.y += ROW;
  }

  /** Rows with bars on one scale; its end is the largest that is drawn where `end` does not say otherwise. */
  bars(title: string, rows: readonly DrawnRow[], end?: number): void {
    if (rows.length === 0) return;
    this.heading(title);
    const most = end ?? Math.max(1, ...rows.map(({ bar }) => bar?.high ?? 0));
    const left = MARGIN + LABEL_WIDTH;
    const length = WIDTH - LABEL_WIDTH - TEXT_WIDTH - 12;
    const at = (value: number) => left + (Math.min(most, value) / most) * length;
    for (const { label, bar, text } of rows) {
      this.room(ROW);
      const { y } = this;
      this.put("P", `${label}: `, MARGIN, y, LABEL_WIDTH - 8, { size: 9.5 });
      this.put(
        "P",
        text,
        MARGIN + WIDTH - TEXT_WIDTH,
        y,
        TEXT_WIDTH,
        { size: 9.5, muted: bar === null },
        "right",
      );
      if (bar !== null) {
        this.ornament(() => {
          const { shared } = this.brand.colors;
          this.doc
            .fillColor(shared, 0.18)
            .rect(left, y + 1, Math.max(1, at(bar.value) - left), 10)
            .fill();
          this.doc.fillOpacity(1);
          this.doc.lineWidth(1.4).strokeColor(shared);
          this.doc
            .moveTo(at(bar.low), y + 6)
            .lineTo(at(bar.high), y + 6)
            .stroke();
          for (const edge of [bar.low, bar.high]) {
            this.doc
              .moveTo(at(edge), y + 2.5)
              .lineTo(at(edge), y + 9.5)
              .stroke();
          }
        });
      }
      this.y += ROW;
    }
  }

  feet(text: string): void {
    const { start, count } = this.doc.bufferedPageRange();
    for (let index = 0; index < count; index += 1) {
      this.doc.switchToPage(start + index);
      this.doc.page.margins.bottom = 0;
      this.ornament(() => {
        this.font({ size: 8, muted: true }).text(`${text} · page ${index + 1} of ${count}`, MARGIN, 806, {
          width: WIDTH,
          lineBreak: false,
        });
      });
    }
  }

  private room(height: number): void {
    if (this.y + height <= BOTTOM) return;
    this.doc.addPage();
    this.y = MARGIN;
  }

  private font({ size = 10.5, bold = false, muted = false, color }: Look): Doc {
    const { colors } = this.brand;
    return this.doc
      .font(bold ? "semibold" : "regular")
      .fontSize(size)
      .fillColor(color ?? (muted ? colors.muted : colors.ink));
  }

  private put(
    tag: "H1" | "H2" | "P",
    text: string,
    x: number,
    y: number,
    width: number,
    look: Look,
    align: "left" | "right" = "left",
  ): void {
    this.root.add(
      this.doc.struct(tag, {}, [
        () => {
          this.font(look).text(text, x, y, { width, align, lineGap: 2 });
        },
      ]),
    );
  }

  private ornament(draw: () => void): void {
    this.doc.markContent("Artifact", { type: "Layout" });
    draw();
    this.doc.endMarkedContent();
  }
}
