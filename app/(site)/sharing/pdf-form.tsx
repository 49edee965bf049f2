"use client";

import { FileDown } from "lucide-react";
import { UNSENT } from "@/app/form-state";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import type { Depth } from "@/lib/people/sharing/schemas";
import { NameField, ShowsFields } from "./choice-fields";
import type { WrongPdf } from "./pdf-choice";

const WRONG = {
  choice: "Choose at least one part for the PDF.",
  intimacy: "The whole report names traits of intimacy. Check that box, too, or choose less.",
} as const satisfies Record<WrongPdf, string>;

interface PdfFormProps {
  action: string;
  depths: Record<Depth, { label: string; hint: string }>;
  withGroups: boolean;
  intimacyHint: string | null;
  wrong: WrongPdf | null;
}

/** The same choice as for a link, for a file: a plain form that leads to it. */
export function PdfForm({ action, depths, withGroups, intimacyHint, wrong }: PdfFormProps) {
  return (
    <form action={action} method="get" className="space-y-6">
      {wrong !== null && <ErrorNotice>{WRONG[wrong]}</ErrorNotice>}
      <ShowsFields depths={depths} state={UNSENT} withGroups={withGroups} intimacyHint={intimacyHint} />
      <NameField state={UNSENT} label="Your name in the file" />
      <Button type="submit" kind="quiet" className="w-full sm:w-auto">
        <FileDown aria-hidden size={18} /> Download PDF
      </Button>
    </form>
  );
}
