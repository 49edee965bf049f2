import { expect, it } from "vitest";
import { fetchPdf } from "@/lib/vendors/stripe/download-invoice-pdf";

const answering = (body: BodyInit, init: ResponseInit) => async () => new Response(body, init);
const PDF = { headers: { "Content-Type": "application/pdf" } };

it("gives the bytes of a PDF", async () => {
  expect(Buffer.from(await fetchPdf("https://pay.stripe.com/x", answering("%PDF-1.7", PDF))).toString()).toBe(
    "%PDF-1.7",
  );
});

it.each([
  ["a page", answering("<html>", { headers: { "Content-Type": "text/html" } })],
  ["an error", answering("%PDF", { ...PDF, status: 500 })],
  ["more than an invoice has", answering(Buffer.alloc(10 * 1_048_576 + 1), PDF)],
])("takes nothing else for one: %s", async (_what, ask) => {
  await expect(fetchPdf("https://pay.stripe.com/x", ask)).rejects.toThrow();
});
