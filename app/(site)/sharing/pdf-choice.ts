/** What the address says went wrong with the form for a PDF. */
export type WrongPdf = "choice" | "intimacy";

/** Null for nothing. */
export const wrongPdfOf = (value: unknown): WrongPdf | null =>
  value === "choice" || value === "intimacy" ? value : null;
