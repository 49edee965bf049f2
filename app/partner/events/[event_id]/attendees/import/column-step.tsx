"use client";

import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CheckboxField } from "@/components/ui/checkbox";
import { Notice } from "@/components/ui/error-notice";
import { Select } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import type { Delimiter } from "@/lib/platform/csv";
import { TRAITS } from "@/lib/scoring/model";
import { mappingFault, PERSON_TARGETS, TARGET_WORDS, type Target, traitWords } from "./columns";
import { DELIMITER_WORDS, ENCODING_WORDS, ENCODINGS, type Encoding } from "./read-table";
import { partsOf, type Upload } from "./upload";

interface ColumnStepProps {
  upload: Upload;
  busy: boolean;
  onEncoding: (encoding: Encoding) => void;
  onDelimiter: (delimiter: Delimiter) => void;
  onHeader: (header: boolean) => void;
  onMapping: (mapping: (Target | null)[]) => void;
  onBack: () => void;
  onNext: () => void;
}

/** What each column of the file stands for, guessed and then chosen. */
export function ColumnStep({
  upload,
  busy,
  onEncoding,
  onDelimiter,
  onHeader,
  onMapping,
  onBack,
  onNext,
}: ColumnStepProps) {
  const { names, people } = partsOf(upload);
  const fault = mappingFault(upload.mapping);
  return (
    <form
      className="space-y-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === null && !busy) onNext();
      }}
    >
      <Card className="space-y-5 p-5">
        <p className="font-medium wrap-anywhere">
          <bdi>{upload.name}</bdi>{" "}
          <span className="font-normal text-muted">
            {people.length.toLocaleString("en-US")} {people.length === 1 ? "person" : "people"},{" "}
            {names.length} {names.length === 1 ? "column" : "columns"}
          </span>
        </p>
        {!upload.sure && (
          <Notice tone="gold">
            The file does not say how it is encoded. We assumed {ENCODING_WORDS[upload.encoding]}. If names
            look wrong below, choose another.
          </Notice>
        )}
        <div className="grid gap-5 sm:grid-cols-2">
          <FormField label="Encoding">
            {(control) => (
              <Select
                {...control}
                value={upload.encoding}
                onChange={({ target }) => onEncoding(target.value as Encoding)}
              >
                {ENCODINGS.map((encoding) => (
                  <option key={encoding} value={encoding}>
                    {ENCODING_WORDS[encoding]}
                  </option>
                ))}
              </Select>
            )}
          </FormField>
          <FormField label="Separator">
            {(control) => (
              <Select
                {...control}
                value={upload.table.delimiter}
                onChange={({ target }) => onDelimiter(target.value as Delimiter)}
              >
                {Object.entries(DELIMITER_WORDS).map(([delimiter, words]) => (
                  <option key={delimiter} value={delimiter}>
                    {words}
                  </option>
                ))}
              </Select>
            )}
          </FormField>
        </div>
        <CheckboxField
          label="The first line names the columns"
          checked={upload.header}
          onCheckedChange={(checked) => onHeader(checked === true)}
        />
      </Card>
      <Card>
        <ul className="divide-y divide-line">
          {names.map((name, at) => (
            <ColumnRow
              // Columns may have the same name, and never move.
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              key={at}
              name={name === "" ? `Column ${at + 1}` : name}
              samples={people.slice(0, 3).map(({ cells }) => cells[at] ?? "")}
              target={upload.mapping[at] ?? null}
              onChange={(target) =>
                onMapping(
                  names.map((_, column) => (column === at ? target : (upload.mapping[column] ?? null))),
                )
              }
            />
          ))}
        </ul>
      </Card>
      {fault !== null && <Notice tone="gold">{fault}</Notice>}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" aria-disabled={fault !== null || busy}>
          {busy ? "Checking…" : "Check the rows"}
        </Button>
        <Button type="button" kind="quiet" onClick={onBack}>
          Choose another file
        </Button>
      </div>
    </form>
  );
}

interface ColumnRowProps {
  name: string;
  samples: readonly string[];
  target: Target | null;
  onChange: (target: Target | null) => void;
}

function ColumnRow({ name, samples, target, onChange }: ColumnRowProps) {
  const id = useId();
  const shown = samples.filter((text) => text !== "");
  return (
    <li className="grid gap-x-6 gap-y-2 px-5 py-3 sm:grid-cols-[minmax(0,1fr)_15rem] sm:items-center">
      <div className="min-w-0">
        <label htmlFor={id} className="block font-medium wrap-anywhere">
          <bdi>{name}</bdi>
        </label>
        <p className="truncate text-sm text-muted">
          {shown.length === 0 ? "Empty in the first rows" : <bdi>{shown.join(" · ")}</bdi>}
        </p>
      </div>
      <Select
        id={id}
        value={target ?? ""}
        onChange={(event) => onChange(event.target.value === "" ? null : (event.target.value as Target))}
      >
        <option value="">Leave out</option>
        <optgroup label="The person">
          {PERSON_TARGETS.map((one) => (
            <option key={one} value={one}>
              {TARGET_WORDS[one]}
            </option>
          ))}
        </optgroup>
        <optgroup label="Traits, from 0 to 1">
          {TRAITS.map((trait) => (
            <option key={trait} value={trait}>
              {traitWords(trait)}
            </option>
          ))}
        </optgroup>
      </Select>
    </li>
  );
}
