import localFont from "next/font/local";

/**
 * Text is never redrawn in another font: where this one is not there at once, on a slow first visit, the page keeps
 * the system's, so that nothing moves.
 */
const sans = localFont({
  src: "../node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2",
  variable: "--font-geist-sans",
  weight: "100 900",
  display: "optional",
});

/** Code only: a page that shows none must not load it, so nothing asks for it ahead. */
const mono = localFont({
  src: "../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2",
  variable: "--font-geist-mono",
  adjustFontFallback: false,
  fallback: ["ui-monospace", "SFMono-Regular", "Menlo", "monospace"],
  weight: "100 900",
  preload: false,
  display: "optional",
});

/** The classes that give a page both fonts. */
export const FONT_CLASSES = `${sans.variable} ${mono.variable}`;
