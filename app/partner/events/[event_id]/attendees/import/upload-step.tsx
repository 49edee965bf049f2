"use client";

import { cx } from "class-variance-authority";
import { FileUp } from "lucide-react";
import { useId, useState } from "react";

interface UploadStepProps {
  busy: boolean;
  maxAttendees: number;
  onChoose: (file: File) => void;
}

const EXAMPLE = "Name,Email,Group,Wants to meet\nAda Kim,ada@example.com,women,men\n";

/** Where a file is dropped or chosen. The label is the button, so that it works as the browser's own field does. */
export function UploadStep({ busy, maxAttendees, onChoose }: UploadStepProps) {
  const id = useId();
  const [over, setOver] = useState(false);
  return (
    <div className="space-y-4">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way, and the field inside is the first */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const [file] = event.dataTransfer.files;
          if (file !== undefined && !busy) onChoose(file);
        }}
        className={cx(
          "relative flex flex-col items-center gap-3 rounded-2xl border border-dashed px-6 py-14 text-center transition-colors focus-within:border-plum focus-within:bg-plum-soft hover:border-plum",
          over ? "border-plum bg-plum-soft" : "border-edge/60",
        )}
      >
        <span
          aria-hidden
          className="flex size-11 items-center justify-center rounded-full bg-plum-soft text-plum"
        >
          <FileUp size={20} />
        </span>
        <label htmlFor={id} className="font-semibold">
          {busy ? "Reading…" : "Choose a CSV file, or drop it here"}
        </label>
        <p className="max-w-md text-sm text-muted">
          From any spreadsheet or ticket shop, in any encoding, with commas, semicolons or tabs. At most{" "}
          {maxAttendees.toLocaleString("en-US")} people and 20 MB.
        </p>
        <input
          id={id}
          type="file"
          accept=".csv,.tsv,.tab,.txt"
          className="absolute inset-0 cursor-pointer opacity-0"
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file !== undefined && !busy) onChoose(file);
            // The same file can be chosen again once it was corrected.
            target.value = "";
          }}
        />
      </div>
      <p className="text-sm text-muted">
        New to this?{" "}
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(EXAMPLE)}`}
          download="guest-list.csv"
          className="text-plum underline"
        >
          Download an example
        </a>{" "}
        with the usual columns.
      </p>
    </div>
  );
}
