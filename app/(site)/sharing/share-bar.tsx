import { FileDown, Share2 } from "lucide-react";
import Link from "next/link";
import { buttonStyle } from "@/components/ui/button";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { PrintButton } from "@/components/ui/print-button";

interface ShareBarProps {
  /** The page on which a link or file is made. */
  href: string;
  /** Whether the page shows anything of intimacy, which is printed only if its box is checked. */
  intimacy: boolean;
}

/** What can be done with a result or report beside reading it. */
export function ShareBar({ href, intimacy }: ShareBarProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-3 print:hidden">
      <div className="flex flex-wrap gap-2.5">
        <Link prefetch={false} href={href} className={buttonStyle({ size: "small" })}>
          <Share2 aria-hidden size={16} /> Share
        </Link>
        <Link prefetch={false} href={`${href}#pdf`} className={buttonStyle({ kind: "quiet", size: "small" })}>
          <FileDown aria-hidden size={16} /> PDF
        </Link>
        <PrintButton />
      </div>
      {intimacy && <NativeCheckbox id="print-intimacy" label="Print intimacy, too" />}
    </div>
  );
}
