import type { ComponentProps, ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { PdfForm } from "./pdf-form";

/** The same as a file: folded, until it is wanted or was wrong. What follows it stands below. */
export function PdfSection({ children, ...form }: ComponentProps<typeof PdfForm> & { children?: ReactNode }) {
  return (
    <section aria-labelledby="pdf" className="space-y-4">
      <h2 id="pdf" className="text-xl font-semibold tracking-tight">
        As a PDF
      </h2>
      <details open={form.wrong !== null}>
        <summary className="inline-flex min-h-9 cursor-pointer items-center text-muted underline underline-offset-4 hover:text-ink">
          Choose what the file shows
        </summary>
        <Card className="mt-3 p-5 sm:p-7">
          <PdfForm {...form} />
        </Card>
      </details>
      {children}
    </section>
  );
}
