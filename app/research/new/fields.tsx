"use client";

import { X } from "lucide-react";
import { type Draft, freeDimensions, unfiltered, withMeasure } from "@/app/research/new/draft";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/field";
import { FormField } from "@/components/ui/form-field";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import {
  MAX_DIMENSIONS,
  MEASURES,
  type Measure,
  SUBJECT_TRAITS,
  SUBJECTS,
  valuesOf,
} from "@/lib/research/insights/question";
import { dimensionName, measureName, plainName } from "@/lib/research/insights/words";

interface FieldsProps {
  draft: Draft;
  change: (next: Draft) => void;
  errorOf: (path: string) => string | undefined;
}

const MEASURE_GROUPS: readonly { label: string; measures: readonly Measure[] }[] = [
  { label: "People", measures: ["people", "trait_average", "trait_median", "trait_distribution"] },
  {
    label: "Pairs that chance made",
    measures: ["pairs", "compatibility_average", "compatibility_median", "compatibility_distribution"],
  },
];

const GROUPS = SUBJECTS.filter((subject) => !SUBJECT_TRAITS.some((trait) => trait === subject));

/** What is measured, and of which trait. */
export function MeasureFields({ draft, change, errorOf }: FieldsProps) {
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <FormField label="Measure" error={errorOf("measure")}>
        {(control) => (
          <Select
            {...control}
            value={draft.measure}
            onChange={({ target }) => change(withMeasure(draft, target.value as Measure))}
          >
            {MEASURE_GROUPS.map(({ label, measures }) => (
              <optgroup key={label} label={label}>
                {measures.map((measure) => (
                  <option key={measure} value={measure}>
                    {measureName(measure)}
                  </option>
                ))}
              </optgroup>
            ))}
          </Select>
        )}
      </FormField>
      {MEASURES[draft.measure].ofSubject && (
        <FormField label="Trait" error={errorOf("subject")}>
          {(control) => (
            <Select
              {...control}
              value={draft.subject}
              onChange={({ target }) => change({ ...draft, subject: target.value })}
            >
              <optgroup label="Groups of traits">
                {GROUPS.map((subject) => (
                  <option key={subject} value={subject}>
                    {plainName(subject)}
                  </option>
                ))}
              </optgroup>
              <optgroup label="Traits">
                {SUBJECT_TRAITS.map((subject) => (
                  <option key={subject} value={subject}>
                    {plainName(subject)}
                  </option>
                ))}
              </optgroup>
            </Select>
          )}
        </FormField>
      )}
    </div>
  );
}

/** By what people are told apart: at most three. */
export function DimensionFields({ draft, change, errorOf }: FieldsProps) {
  const free = freeDimensions(draft);
  const full = draft.dimensions.length >= MAX_DIMENSIONS;
  return (
    <div className="space-y-3">
      {draft.dimensions.length > 0 && (
        <ul aria-label="Chosen dimensions" className="flex flex-wrap gap-2">
          {draft.dimensions.map((dimension) => (
            <li
              key={dimension}
              className="inline-flex items-center gap-1 rounded-full border border-plum bg-plum-soft py-0.5 pr-1 pl-3 text-sm text-plum"
            >
              {dimensionName(dimension)}
              <button
                type="button"
                aria-label={`Remove ${dimensionName(dimension)}`}
                className="inline-flex size-7 cursor-pointer items-center justify-center rounded-full hover:bg-card"
                onClick={() =>
                  change({ ...draft, dimensions: draft.dimensions.filter((one) => one !== dimension) })
                }
              >
                <X aria-hidden size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <FormField
        label="Break down by"
        optional
        error={errorOf("dimensions")}
        hint={
          full
            ? `Three dimensions are the most. Remove one to choose another.`
            : "The more groups, the fewer people in each, and the more the error matters."
        }
      >
        {(control) => (
          <Select
            {...control}
            value=""
            disabled={full}
            onChange={({ target }) => change({ ...draft, dimensions: [...draft.dimensions, target.value] })}
          >
            <option value="">Add a dimension…</option>
            <DimensionOptions names={free} />
          </Select>
        )}
      </FormField>
    </div>
  );
}

const isPlain = (name: string) => name === "age_band" || name === "region";

function DimensionOptions({ names }: { names: readonly string[] }) {
  const levels = names.filter((name) => !isPlain(name));
  return (
    <>
      {names.filter(isPlain).map((name) => (
        <option key={name} value={name}>
          {dimensionName(name)}
        </option>
      ))}
      {levels.length > 0 && (
        <optgroup label="Traits, in thirds of the scale">
          {levels.map((name) => (
            <option key={name} value={name}>
              {plainName(name.replace(/_level$/, ""))}
            </option>
          ))}
        </optgroup>
      )}
    </>
  );
}

/** Who is kept: some values of a dimension each. */
export function FilterFields({ draft, change, errorOf }: FieldsProps) {
  const { source } = MEASURES[draft.measure];
  const set = (dimension: string, values: readonly string[]) =>
    change({
      ...draft,
      filters: draft.filters.map((filter) =>
        filter.dimension === dimension ? { dimension, values } : filter,
      ),
    });
  return (
    <div className="space-y-4">
      {draft.filters.map(({ dimension, values }, at) => {
        const name = dimensionName(dimension);
        const wrong = values.length === 0 ? "Keep at least one value." : errorOf(`filters.${at}.values`);
        return (
          <fieldset key={dimension} className="rounded-xl border border-line p-4">
            <legend className="px-1.5 text-sm font-medium">{name}</legend>
            <div className="grid grid-cols-2 gap-x-4 gap-y-2.5 sm:grid-cols-3 xl:grid-cols-4">
              {valuesOf(dimension, source).map(({ name: value }) => (
                <NativeCheckbox
                  key={value}
                  label={<span className="font-normal">{plainName(value)}</span>}
                  checked={values.includes(value)}
                  onChange={({ target }) =>
                    set(
                      dimension,
                      target.checked ? [...values, value] : values.filter((one) => one !== value),
                    )
                  }
                />
              ))}
            </div>
            <div className="mt-3 flex flex-wrap items-center justify-between gap-2">
              <p role="alert" className="text-sm text-ember">
                {wrong}
              </p>
              <Button
                type="button"
                kind="bare"
                size="small"
                onClick={() =>
                  change({ ...draft, filters: draft.filters.filter((one) => one.dimension !== dimension) })
                }
              >
                Remove this filter
              </Button>
            </div>
          </fieldset>
        );
      })}
      <FormField
        label="Keep only some"
        optional
        hint="Filters choose among values that are fixed and public."
        error={errorOf("filters")}
      >
        {(control) => (
          <Select
            {...control}
            value=""
            onChange={({ target }) =>
              change({ ...draft, filters: [...draft.filters, { dimension: target.value, values: [] }] })
            }
          >
            <option value="">Add a filter…</option>
            <DimensionOptions names={unfiltered(draft)} />
          </Select>
        )}
      </FormField>
    </div>
  );
}
