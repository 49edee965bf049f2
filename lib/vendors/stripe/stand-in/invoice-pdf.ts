import PDFDocument from "pdfkit";
import { balanceOf } from "@/lib/vendors/stripe/invoice-balance";
import { dayOf, priceOf } from "@/lib/vendors/stripe/stand-in/billing/line-amounts";
import type { HostedInvoice } from "@/lib/vendors/stripe/stand-in/hosted-invoice";

const INK = "#241a1e";
const MUTED = "#6a5c62";
const LINE = "#d9cfd3";
const MARGIN = 50;
const WIDTH = 595.28 - 2 * MARGIN;
const BOTTOM = 841.89 - 90;
const COLUMNS = [
  { label: "Description", x: 0, width: WIDTH - 220, align: "left" },
  { label: "Quantity", x: WIDTH - 215, width: 60, align: "right" },
  { label: "Unit price", x: WIDTH - 150, width: 65, align: "right" },
  { label: "Amount", x: WIDTH - 80, width: 80, align: "right" },
] as const;

/** Minor units as people read them; below zero with the sign before the dollar. */
export function dollars(amount: number): string {
  const text = (Math.abs(amount) / 100).toLocaleString("en-US", { style: "currency", currency: "USD" });
  return amount < 0 ? `−${text}` : text;
}

/** The standard fonts know Latin only: what they cannot show becomes its plain letter, or a question mark. */
function shown(text: string): string {
  const plain = text.normalize("NFC").replaceAll("−", "-");
  return [...plain]
    .map((letter) => (/[\u0020-\u007e\u00a0-\u00ff–—‘’“”•…€]/.test(letter) ? letter : simpler(letter)))
    .join("");
}

function simpler(letter: string): string {
  const base = letter.normalize("NFKD").replace(/\p{M}/gu, "");
  return /^[\u0020-\u007e]+$/.test(base) ? base : "?";
}

/** The invoice on A4, as many pages as it takes. It says on each that no money was moved. */
export function writeInvoicePdf(hosted: HostedInvoice): Promise<Buffer> {
  const { invoice } = hosted;
  const doc = new PDFDocument({
    size: "A4",
    margin: MARGIN,
    bufferPages: true,
    info: {
      Title: `Invoice ${invoice.number}`,
      Author: "Soulmate",
      Subject: "Made by the Stripe stand-in: no real card, no money",
      CreationDate: new Date((invoice.finalized_at ?? invoice.created) * 1_000),
    },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on("data", (chunk: Buffer) => chunks.push(chunk));
    doc.on("end", () => resolve(Buffer.concat(chunks)));
    doc.on("error", reject);
  });
  writeHead(doc, hosted);
  writeLines(doc, hosted);
  writeTotals(doc, hosted);
  writeFeet(doc, invoice.number);
  doc.end();
  return done;
}

type Doc = InstanceType<typeof PDFDocument>;

function put(
  doc: Doc,
  text: string,
  x: number,
  y: number,
  options: { width?: number; align?: "left" | "right"; bold?: boolean; size?: number; color?: string } = {},
): void {
  doc
    .font(options.bold === true ? "Helvetica-Bold" : "Helvetica")
    .fontSize(options.size ?? 10)
    .fillColor(options.color ?? INK)
    .text(shown(text), MARGIN + x, y, {
      width: options.width ?? WIDTH - x,
      align: options.align ?? "left",
      lineBreak: true,
    });
}

function writeHead(doc: Doc, { invoice, customer }: HostedInvoice): void {
  put(doc, "Invoice", 0, MARGIN, { bold: true, size: 24 });
  put(doc, "Soulmate", WIDTH - 200, MARGIN + 6, { bold: true, size: 14, width: 200, align: "right" });
  put(doc, "Stripe stand-in: no real card, no money", 0, MARGIN + 34, { color: MUTED });
  const facts: [string, string][] = [
    ["Invoice number", invoice.number],
    ["Date of issue", dayOf(invoice.finalized_at ?? invoice.created)],
    ["Status", invoice.status === "open" ? "Open" : titled(invoice.status)],
    ...(invoice.paid_at === null
      ? []
      : ([["Date paid", dayOf(invoice.paid_at)]] satisfies [string, string][])),
  ];
  let y = MARGIN + 66;
  for (const [name, value] of facts) {
    put(doc, name, 0, y, { color: MUTED, width: 110 });
    put(doc, value, 110, y, { width: 160 });
    y += 16;
  }
  put(doc, "Bill to", 300, MARGIN + 66, { color: MUTED });
  put(doc, customer.name ?? customer.email ?? invoice.customer, 300, MARGIN + 82, { bold: true });
  if (customer.name !== null && customer.email !== null) {
    put(doc, customer.email, 300, doc.y + 2);
  }
  doc.y = Math.max(doc.y, y) + 22;
}

function titled(status: string): string {
  return `${status.slice(0, 1).toUpperCase()}${status.slice(1)}`;
}

function writeRow(doc: Doc): void {
  const { y } = doc;
  for (const { label, x, width, align } of COLUMNS)
    put(doc, label, x, y, { width, align, color: MUTED, size: 9 });
  rule(doc, y + 15);
  doc.y = y + 22;
}

function rule(doc: Doc, y: number): void {
  doc
    .moveTo(MARGIN, y)
    .lineTo(MARGIN + WIDTH, y)
    .lineWidth(0.5)
    .strokeColor(LINE)
    .stroke();
}

function writeLines(doc: Doc, { lines }: HostedInvoice): void {
  writeRow(doc);
  for (const line of lines) {
    const [first] = COLUMNS;
    const height = doc
      .font("Helvetica")
      .fontSize(10)
      .heightOfString(shown(line.description), { width: first.width });
    if (doc.y + height + 20 > BOTTOM) {
      doc.addPage();
      writeRow(doc);
    }
    const { y } = doc;
    const unit = line.proration || line.unit_amount_decimal === null ? "" : priceOf(line.unit_amount_decimal);
    const cells = [line.description, line.quantity.toLocaleString("en-US"), unit, dollars(line.amount)];
    for (const [index, { x, width, align }] of COLUMNS.entries())
      put(doc, cells[index] ?? "", x, y, { width, align });
    put(doc, `${dayOf(line.period.start)} – ${dayOf(line.period.end)}`, 0, y + height + 1, {
      size: 8,
      color: MUTED,
    });
    doc.y = y + height + 22;
  }
}

function writeTotals(doc: Doc, { invoice }: HostedInvoice): void {
  const fromBalance = balanceOf(invoice);
  const rows: [string, number, boolean][] = [
    ["Subtotal", invoice.subtotal, false],
    ...invoice.reductions.map(({ amount }): [string, number, boolean] => ["Discount", -amount, false]),
    ["Total", invoice.total, false],
    ...(fromBalance === null
      ? []
      : ([[fromBalance.label, fromBalance.amount, false]] satisfies [string, number, boolean][])),
    ["Amount due", invoice.amount_due, true],
    ...(invoice.status === "paid"
      ? ([["Amount paid", invoice.amount_paid, false]] satisfies [string, number, boolean][])
      : []),
  ];
  if (doc.y + rows.length * 18 > BOTTOM) doc.addPage();
  rule(doc, doc.y);
  let y = doc.y + 8;
  for (const [name, amount, bold] of rows) {
    put(doc, name, WIDTH - 240, y, { width: 140, bold });
    put(doc, dollars(amount), WIDTH - 100, y, { width: 100, align: "right", bold });
    y += 18;
  }
}

function writeFeet(doc: Doc, number: string): void {
  const { start, count } = doc.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    doc.switchToPage(start + index);
    // Below the margin text would begin a page of its own.
    doc.page.margins.bottom = 0;
    put(
      doc,
      `${number} · page ${index + 1} of ${count} · made by the Stripe stand-in, no money was moved`,
      0,
      800,
      {
        size: 8,
        color: MUTED,
      },
    );
  }
}
