import { DownloadLink } from "@/components/ui/download-link";

const TABLES = [
  ["csv", "CSV"],
  ["json", "JSON"],
  ["parquet", "Parquet"],
] as const;

interface ExportMenuProps {
  /** Where the files are: `/research/export/<query id>`, or `/research/export/release/<release id>?as=median`. */
  href: string;
  /** The answer's title, for screen readers. */
  what: string;
}

/** The files of an answer: everything signed in one archive, or its table alone. */
export function ExportMenu({ href, what }: ExportMenuProps) {
  const of = (format: string) => `${href}${href.includes("?") ? "&" : "?"}format=${format}`;
  return (
    <fieldset className="flex flex-wrap items-center gap-1.5">
      <legend className="sr-only">Download {what}</legend>
      <DownloadLink href={of("bundle")} what={what} format="signed bundle" label="Signed bundle" />
      {TABLES.map(([format, label]) => (
        <DownloadLink key={format} href={of(format)} what={what} format={label} />
      ))}
    </fieldset>
  );
}
