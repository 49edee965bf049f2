"use client";

import { cx } from "class-variance-authority";
import { Check } from "lucide-react";
import { useState } from "react";
import { listTakenIds } from "@/app/partner/events/actions";
import { ErrorNotice } from "@/components/ui/error-notice";
import type { checkTable, Taken } from "@/lib/events/events/attendee-table";
import type { Delimiter } from "@/lib/platform/csv";
import { CheckStep } from "./check-step";
import { ColumnStep } from "./column-step";
import { guessColumns, looksLikeData } from "./columns";
import { decode, detectEncoding, type Encoding, MAX_FILE_BYTES, notATable } from "./read-table";
import { partsOf, type Upload } from "./upload";
import { UploadStep } from "./upload-step";

const STEPS = ["Choose a file", "Match columns", "Check and add"] as const;

interface Checker {
  check: typeof checkTable;
  taken: Taken & { attendees: number };
}

interface ImportFlowProps {
  eventId: string;
  maxAttendees: number;
}

const count = (value: number) => value.toLocaleString("en-US");
const megabytes = (bytes: number) => (bytes / 1_048_576).toFixed(bytes < 10_485_760 ? 1 : 0);

/** From a file to attendees: chosen, its columns matched, its rows checked and mended, then all added or none. */
export function ImportFlow({ eventId, maxAttendees }: ImportFlowProps) {
  const [upload, setUpload] = useState<Upload | null>(null);
  const [checker, setChecker] = useState<Checker | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const step = checker !== null ? 2 : upload !== null ? 1 : 0;

  const choose = async (file: File) => {
    setBusy(true);
    setFault(null);
    const read = await readFile(file).catch(() => `We could not read “${file.name}”. Try again.`);
    if (typeof read === "string") setFault(read);
    else setUpload(read);
    setBusy(false);
  };

  const reinterpret = async (change: { encoding?: Encoding; delimiter?: Delimiter }) => {
    if (upload === null) return;
    const encoding = change.encoding ?? upload.encoding;
    const { readTable } = await import("@/lib/platform/csv");
    const delimiter = change.delimiter ?? upload.table.delimiter;
    const table = readTable(decode(upload.bytes, encoding), delimiter);
    setUpload(guessed({ ...upload, encoding, sure: change.encoding !== undefined || upload.sure, table }));
  };

  const check = async () => {
    if (upload === null) return;
    const { people } = partsOf(upload);
    if (people.length > maxAttendees) {
      setFault(
        `“${upload.name}” has ${count(people.length)} people, and an event may have ${count(maxAttendees)}. Split the list over several events.`,
      );
      return;
    }
    setBusy(true);
    setFault(null);
    try {
      const [{ checkTable }, taken] = await Promise.all([
        import("@/lib/events/events/attendee-table"),
        listTakenIds({ event_id: eventId }),
      ]);
      if (taken.ok) setChecker({ check: checkTable, taken: taken.value });
      else setFault(taken.problem.detail);
    } catch {
      setFault("We could not be reached. Check your connection, then try again.");
    }
    setBusy(false);
  };

  return (
    <div className="space-y-6">
      <ol className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
        {STEPS.map((label, at) => (
          <li
            key={label}
            aria-current={at === step ? "step" : undefined}
            className={cx("flex items-center gap-2", at === step ? "font-medium" : "text-muted")}
          >
            <span
              className={cx(
                "flex size-6 items-center justify-center rounded-full text-xs tabular-nums",
                at < step
                  ? "bg-pine-soft text-pine"
                  : at === step
                    ? "bg-plum text-on-plum"
                    : "border border-edge",
              )}
            >
              {at < step ? <Check role="img" aria-label="Done" size={14} strokeWidth={2.5} /> : at + 1}
            </span>
            {label}
          </li>
        ))}
      </ol>
      {fault !== null && <ErrorNotice>{fault}</ErrorNotice>}
      {upload === null ? (
        <UploadStep busy={busy} onChoose={choose} maxAttendees={maxAttendees} />
      ) : checker === null ? (
        <ColumnStep
          upload={upload}
          busy={busy}
          onEncoding={(encoding) => void reinterpret({ encoding })}
          onDelimiter={(delimiter) => void reinterpret({ delimiter })}
          onHeader={(header) => setUpload(guessed({ ...upload, header }, header))}
          onMapping={(mapping) => setUpload({ ...upload, mapping })}
          onBack={() => {
            setFault(null);
            setUpload(null);
          }}
          onNext={() => void check()}
        />
      ) : (
        <CheckStep
          eventId={eventId}
          upload={upload}
          check={checker.check}
          taken={checker.taken}
          maxAttendees={maxAttendees}
          onBack={() => setChecker(null)}
        />
      )}
    </div>
  );
}

/** The same with its columns guessed anew. */
function guessed(upload: Upload, header?: boolean): Upload {
  const [first] = upload.table.lines;
  const named = header ?? (first === undefined || !looksLikeData(first));
  const next = { ...upload, header: named };
  const { names, people } = partsOf(next);
  return { ...next, mapping: guessColumns(names, people) };
}

/** A file as far as it can be understood by itself, or why it cannot be. */
async function readFile(file: File): Promise<Upload | string> {
  if (file.size > MAX_FILE_BYTES)
    return `“${file.name}” has ${megabytes(file.size)} MB. A list may have at most ${megabytes(MAX_FILE_BYTES)} MB.`;
  if (file.size === 0) return `“${file.name}” is empty.`;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const other = notATable(bytes);
  if (other !== null) return `“${file.name}” cannot be read as a list. ${other}`;
  const { readTable } = await import("@/lib/platform/csv");
  const { encoding, sure } = detectEncoding(bytes);
  const text = decode(bytes, encoding);
  if (text.includes("\0"))
    return `“${file.name}” is not a text file. Save the list as CSV, then upload that.`;
  const table = readTable(text);
  if (table.fault !== null) return `“${file.name}” cannot be read. ${table.fault}`;
  const read = guessed({ name: file.name, bytes, encoding, sure, table, header: true, mapping: [] });
  return partsOf(read).people.length === 0 ? `“${file.name}” holds no people.` : read;
}
