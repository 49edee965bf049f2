import { expect, it } from "vitest";
import type { Brand } from "@/lib/platform/brand";
import { mailHtml } from "@/lib/platform/mail-html";

const brand: Brand = {
  name: "Lantern & Sons",
  tagline: "Meets.",
  supportEmail: "help@lantern.example",
  baseUrl: "https://lantern.example",
  logoPath: "/icon.svg",
  colors: {
    first: "#111111",
    second: "#222222",
    shared: "#333333",
    paper: "#444444",
    card: "#555555",
    ink: "#666666",
    muted: "#777777",
    line: "#888888",
  },
};

/** What a reader sees of HTML. */
const seen = (html: string) =>
  html
    .replace(/<head>.*<\/head>/s, "")
    .replace(/<[^>]+>/g, "\n")
    .replaceAll("&amp;", "&")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'");

const TEXT = [
  'Olga "O" <b>Owner</b> invites you & says: it\'s time.',
  "",
  "Open this link:",
  "https://lantern.example/invitation#secret",
  "",
  "Or type this code:",
  "ABCD-1234-EFGH",
  "",
  "Value:      12",
  "Threshold:  10",
].join("\n");

it("says every line of the text, and nothing in it is markup", () => {
  const html = mailHtml(brand, { subject: "A <subject>", text: TEXT });
  const words = seen(html);
  for (const line of TEXT.split("\n").filter((one) => one !== "" && !/: {2,}/.test(one)))
    expect(words).toContain(line);
  for (const row of ["Value", "12", "Threshold", "10"]) expect(words).toContain(row);
  expect(html).not.toContain("<b>");
  expect(html).toContain("<title>A &lt;subject&gt;</title>");
});

it("links to this site alone, so that what people typed leads nowhere", () => {
  const html = mailHtml(brand, {
    subject: "Links",
    text: "https://lantern.example/partner\nhttps://evil.example/x\nhttps://lantern.example.evil.example/",
  });
  const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href);
  expect(links).toEqual([
    "https://lantern.example/partner",
    "https://lantern.example",
    "mailto:help@lantern.example",
  ]);
});

it("bears the brand that it is given, and loads nothing", () => {
  const html = mailHtml(brand, { subject: "Brand", text: "Words." });
  expect(seen(html)).toContain("Lantern & Sons");
  expect(html).not.toContain("Soulmate");
  expect(html).toContain("#333333");
  expect(html).not.toMatch(/<(img|script|link|style|iframe)\b|url\(/);
});

it("leaves the support address out where there is none", () => {
  expect(mailHtml({ ...brand, supportEmail: null }, { subject: "x", text: "y" })).not.toContain("mailto:");
});
