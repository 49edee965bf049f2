import { Download } from "lucide-react";
import { buttonStyle } from "@/components/ui/button";

interface DownloadLinkProps {
  href: string;
  /** What comes, for screen readers: the title of its chart or table. */
  what: string;
  /** What it says, where there are several. */
  label?: string;
  /** What kind of file, for screen readers. */
  format?: "CSV" | "JSON" | "PDF" | "Parquet" | "signed bundle";
}

/** Leads to a file. A plain link: the browser saves what answers it. */
export function DownloadLink({ href, what, format = "CSV", label = format }: DownloadLinkProps) {
  return (
    <a
      href={href}
      download
      className={buttonStyle({ kind: "quiet", size: "small" })}
      aria-label={`Download ${what} as ${format}`}
    >
      <Download aria-hidden size={15} /> {label}
    </a>
  );
}
