import type { Brand } from "@/lib/platform/brand";

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? "");

const URL_LINE = /^https?:\/\/[^\s<>"]+$/;
/** Codes to copy: of groups, or without any space and longer than a word. */
const CODE_LINE = /^(?:[0-9A-Z]{4}(?:-[0-9A-Z]{4})+|[\w-]{20,})$/;
/** `Value:      12`: rows whose spaces line up. */
const ROW_LINE = /^[A-Z][\w ]*: {2,}\S/;

/**
 * The HTML of an email, made from its text: both always say the same. Paragraphs are set apart by empty lines. A line that
 * is an address becomes a button when it leads to this site, else a link; a line that is a code stands out. Nothing in the
 * text is markup, and nothing is loaded from anywhere: styles are inline, and there are no pictures.
 */
export function mailHtml(brand: Brand, { subject, text }: { subject: string; text: string }): string {
  const { colors, name, supportEmail, baseUrl } = brand;
  const body = text
    .split(/\n[ \t]*\n+/)
    .map((paragraph) => paragraphHtml(brand, paragraph))
    .join("");
  const font = "font-family:Helvetica,Arial,sans-serif";
  const small = `${font};font-size:13px;line-height:20px;color:${colors.muted}`;
  const write =
    supportEmail === null
      ? ""
      : ` · <a href="mailto:${escaped(supportEmail)}" style="color:${colors.muted}">${escaped(supportEmail)}</a>`;
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light">',
    `<title>${escaped(subject)}</title></head>`,
    `<body style="margin:0;background:${colors.paper};color:${colors.ink}">`,
    `<div style="max-width:600px;margin:0 auto;padding:24px 16px">`,
    `<p style="${font};font-size:18px;font-weight:bold;margin:0 0 16px;color:${colors.shared}">${escaped(name)}</p>`,
    `<div style="background:${colors.card};border:1px solid ${colors.line};border-radius:12px;padding:24px">${body}</div>`,
    `<p style="${small};margin:16px 0 0"><a href="${escaped(baseUrl)}" style="color:${colors.muted}">${escaped(name)}</a>${write}</p>`,
    "</div></body></html>",
  ].join("");
}

function paragraphHtml(brand: Brand, paragraph: string): string {
  const lines = paragraph.split("\n").filter((line) => line.trim() !== "");
  const style = `margin:0 0 16px;font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:24px;overflow-wrap:anywhere`;
  if (lines.length > 0 && lines.every((line) => ROW_LINE.test(line))) return rowsHtml(lines, style);
  return lines.map((line) => lineHtml(brand, line, style)).join("");
}

function lineHtml({ colors, baseUrl }: Brand, line: string, style: string): string {
  const words = line.trim();
  if (URL_LINE.test(words) && words.startsWith(`${baseUrl}/`)) {
    return `<p style="${style}"><a href="${escaped(words)}" style="color:${colors.shared};font-weight:bold">${escaped(words)}</a></p>`;
  }
  if (CODE_LINE.test(words)) {
    return `<p style="${style};font-family:Menlo,Consolas,monospace;font-size:18px;background:${colors.paper};border-radius:8px;padding:12px 16px">${escaped(words)}</p>`;
  }
  return `<p style="${style}">${escaped(line)}</p>`;
}

function rowsHtml(lines: readonly string[], style: string): string {
  const rows = lines.map((line) => {
    const [, label = "", value = ""] = /^([^:]+): +(.*)$/.exec(line) ?? [];
    return `<tr><th scope="row" align="left" style="padding:0 16px 4px 0;font-weight:normal">${escaped(label)}</th><td style="padding:0 0 4px">${escaped(value)}</td></tr>`;
  });
  return `<table role="presentation" style="${style};border-collapse:collapse">${rows.join("")}</table>`;
}
