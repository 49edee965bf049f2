import { join } from "node:path";
import PDFDocument from "pdfkit";
import type { Brand } from "@/lib/platform/brand";

const FONTS = join(process.cwd(), "node_modules/geist/dist/fonts/geist-sans");
const PAGE = { width: 595.28, height: 841.89 };
const MARGIN = 28;
const COLUMNS = 2;
const CARD_WIDTH = (PAGE.width - 2 * MARGIN) / COLUMNS;
const PADDING = 18;
const TEXT_WIDTH = CARD_WIDTH - 2 * PADDING;
/** Above and below the lines of a card. */
const HEAD_HEIGHT = 62;
const FOOT_HEIGHT = 30;
const MOST_ROWS = 4;

type Doc = InstanceType<typeof PDFDocument>;

export interface PrintedCard {
  /** What is read from afar: a name, or a table. */
  readonly heading: string;
  /** In small letters above it. */
  readonly above: string;
  readonly lines: readonly { readonly label: string | null; readonly text: string }[];
}

export interface CardSheet {
  readonly title: string;
  /** In small letters at the end of each card. */
  readonly foot: string;
  readonly cards: readonly PrintedCard[];
  readonly brand: Brand;
  readonly createdAt: Date;
}

/**
 * Cards on A4 with dashed lines to cut along, two beside each other and as many below as the longest one leaves room for.
 * Real text in reading order under tagged headings; lines and cuts are marked as ornament. Letters must be drawable.
 */
export function writeCardsPdf({
  title,
  foot,
  cards,
  brand,
  createdAt,
}: CardSheet): Promise<Buffer<ArrayBuffer>> {
  const doc = new PDFDocument({
    size: "A4",
    margin: 0,
    autoFirstPage: false,
    pdfVersion: "1.7",
    tagged: true,
    lang: "en-US",
    displayTitle: true,
    info: { Title: title, Author: brand.name, CreationDate: createdAt },
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
  const writer = new CardWriter(doc, root, brand);
  const tallest = Math.max(0, ...cards.map((card) => writer.heightOf(card)));
  const fitting = Math.floor((PAGE.height - 2 * MARGIN) / Math.max(1, tallest));
  const rows = Math.max(1, Math.min(MOST_ROWS, fitting));
  const height = (PAGE.height - 2 * MARGIN) / rows;
  const aPage = rows * COLUMNS;
  for (const [index, card] of cards.entries()) {
    if (index % aPage === 0) {
      doc.addPage();
      writer.cuts(rows, height);
    }
    const at = index % aPage;
    writer.card(card, foot, {
      x: MARGIN + (at % COLUMNS) * CARD_WIDTH,
      y: MARGIN + Math.floor(at / COLUMNS) * height,
      height,
    });
  }
  if (cards.length === 0) {
    doc.addPage();
    writer.card({ above: "", heading: "There is nothing to print.", lines: [] }, foot, {
      x: MARGIN,
      y: MARGIN,
      height,
    });
  }
  root.end();
  doc.end();
  return done;
}

class CardWriter {
  constructor(
    private readonly doc: Doc,
    private readonly root: ReturnType<Doc["struct"]>,
    private readonly brand: Brand,
  ) {}

  heightOf({ lines, heading }: PrintedCard): number {
    const body = lines.reduce((sum, line) => sum + this.lineHeight(line), 0);
    return HEAD_HEIGHT - 22 + this.headingHeight(heading) + body + FOOT_HEIGHT;
  }

  card(card: PrintedCard, foot: string, { x, y, height }: { x: number; y: number; height: number }): void {
    const left = x + PADDING;
    let top = y + PADDING;
    this.text("P", card.above, left, top, { size: 8.5, color: this.brand.colors.muted });
    top += 14;
    this.text("H2", card.heading, left, top, { size: 16, bold: true });
    top += this.headingHeight(card.heading) + 8;
    this.ornament(() =>
      this.doc
        .moveTo(left, top - 4)
        .lineTo(left + TEXT_WIDTH, top - 4)
        .lineWidth(0.75)
        .undash()
        .stroke(this.brand.colors.line),
    );
    for (const line of card.lines) {
      const indent = line.label === null ? 0 : LABEL_WIDTH;
      if (line.label !== null)
        this.text("P", line.label, left, top, {
          size: 9,
          color: this.brand.colors.muted,
          width: LABEL_WIDTH - 6,
        });
      this.text("P", line.text, left + indent, top, { size: 10, width: TEXT_WIDTH - indent });
      top += this.lineHeight(line);
    }
    this.ornament(() => {
      this.font({ size: 7.5, color: this.brand.colors.muted }).text(foot, left, y + height - 20, {
        width: TEXT_WIDTH,
        height: 10,
        ellipsis: true,
        lineBreak: false,
      });
    });
  }

  /** Where the page is cut. */
  cuts(rows: number, height: number): void {
    this.ornament(() => {
      this.doc.lineWidth(0.5).dash(3, { space: 3 }).strokeColor(this.brand.colors.line);
      const middle = MARGIN + CARD_WIDTH;
      this.doc
        .moveTo(middle, MARGIN / 2)
        .lineTo(middle, PAGE.height - MARGIN / 2)
        .stroke();
      for (let row = 1; row < rows; row += 1) {
        const y = MARGIN + row * height;
        this.doc
          .moveTo(MARGIN / 2, y)
          .lineTo(PAGE.width - MARGIN / 2, y)
          .stroke();
      }
      this.doc.undash();
    });
  }

  private headingHeight(heading: string): number {
    return this.sized({ size: 16, bold: true }).heightOfString(heading, { width: TEXT_WIDTH });
  }

  private lineHeight({ label, text }: PrintedCard["lines"][number]): number {
    const width = TEXT_WIDTH - (label === null ? 0 : LABEL_WIDTH);
    return this.sized({ size: 10 }).heightOfString(text, { width }) + 4;
  }

  /** Enough to measure with, also before the first page. */
  private sized({ size, bold = false }: Look): Doc {
    return this.doc.font(bold ? "semibold" : "regular").fontSize(size);
  }

  private font(look: Look): Doc {
    return this.sized(look).fillColor(look.color ?? this.brand.colors.ink);
  }

  private text(tag: "H2" | "P", text: string, x: number, y: number, look: Look): void {
    const { width = TEXT_WIDTH } = look;
    this.root.add(
      this.doc.struct(tag, {}, [
        () => {
          this.font(look).text(text, x, y, { width });
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

const LABEL_WIDTH = 92;

interface Look {
  readonly size: number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly width?: number;
}
