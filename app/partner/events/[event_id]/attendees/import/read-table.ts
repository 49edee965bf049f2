import type { Delimiter } from "@/lib/platform/csv";

/** Larger files are refused before they are read. */
export const MAX_FILE_BYTES = 20 * 1_048_576;

export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof ENCODINGS)[number];

export const ENCODING_WORDS: Record<Encoding, string> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16, big-endian",
  "windows-1252": "Windows-1252 (Western European)",
};

export const DELIMITER_WORDS: Record<Delimiter, string> = {
  ",": "Comma",
  ";": "Semicolon",
  "\t": "Tab",
};

/** Which encoding a file has. `sure` is false where its bytes allow several, and the likeliest was taken. */
export function detectEncoding(bytes: Uint8Array): { encoding: Encoding; sure: boolean } {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: "utf-8", sure: true };
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", sure: true };
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", sure: true };
  // Latin letters have a zero byte beside them in UTF-16, and text in other encodings has none.
  const sample = bytes.subarray(0, 4_000);
  const zeros = [0, 0];
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (Math.max(even, odd) > sample.length / 6)
    return { encoding: odd > even ? "utf-16le" : "utf-16be", sure: false };
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { encoding: "utf-8", sure: true };
  } catch {
    return { encoding: "windows-1252", sure: false };
  }
}

/** What kind of file it is that cannot be a table, in words; null for one that may be. */
export function notATable(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes;
  if (a === 0x50 && b === 0x4b && (c === 0x03 || c === 0x05))
    return "This is an Excel or Numbers file. Open it and save it as CSV, then upload that.";
  if (a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0)
    return "This is an old Excel file. Open it and save it as CSV, then upload that.";
  if (a === 0x25 && b === 0x50 && c === 0x44 && d === 0x46)
    return "This is a PDF. Upload the list as a CSV file.";
  return null;
}

export function decode(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(bytes);
}
