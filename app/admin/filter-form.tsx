import Form from "next/form";
import Link from "next/link";
import type { ReactNode } from "react";
import { SearchInput } from "@/app/admin/search-input";
import { Button, buttonStyle } from "@/components/ui/button";
import { Input, Label, Select } from "@/components/ui/field";

interface FilterFormProps {
  path: string;
  /** What the address asks for now; with none of it there is nothing to clear. */
  given: Readonly<Record<string, string>>;
  children: ReactNode;
}

/** Filters that become the address: they work without scripts, and an address says what is shown. */
export function FilterForm({ path, given, children }: FilterFormProps) {
  return (
    <Form
      action={path}
      // Starts anew where the address changes by a link, so that fields never say something else than the list.
      key={JSON.stringify(given)}
      className="flex flex-wrap items-end gap-x-3 gap-y-3"
    >
      {children}
      <div className="flex gap-2">
        <Button type="submit" kind="quiet">
          Show
        </Button>
        {Object.keys(given).length > 0 && (
          <Link prefetch={false} href={path} className={buttonStyle({ kind: "bare" })}>
            Clear
          </Link>
        )}
      </div>
    </Form>
  );
}

interface FieldProps {
  name: string;
  label: string;
  value: string | undefined;
}

interface SearchFieldProps extends FieldProps {
  placeholder?: string;
  /** Cuts a whole API key down to the characters that may be shown, before it gets into an address. */
  hidesKeys?: boolean;
}

export function SearchField({ name, label, value, placeholder, hidesKeys = false }: SearchFieldProps) {
  const id = `filter-${name}`;
  const props = {
    id,
    name,
    type: "search",
    defaultValue: value,
    placeholder,
    maxLength: 200,
    autoComplete: "off",
  };
  return (
    <div className="w-full space-y-1 sm:w-64">
      <Label htmlFor={id} className="text-xs text-muted">
        {label}
      </Label>
      {hidesKeys ? <SearchInput {...props} /> : <Input {...props} />}
    </div>
  );
}

interface SelectFieldProps extends FieldProps {
  /** What stands for no choice; left out where there must be one. */
  any?: string;
  options: readonly (readonly [value: string, label: string])[];
}

export function SelectField({ name, label, value, any, options }: SelectFieldProps) {
  const id = `filter-${name}`;
  return (
    <div className="min-w-32 flex-1 space-y-1 sm:flex-none">
      <Label htmlFor={id} className="text-xs text-muted">
        {label}
      </Label>
      <Select id={id} name={name} defaultValue={value ?? ""}>
        {any !== undefined && <option value="">{any}</option>}
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </Select>
    </div>
  );
}

export function DateField({ name, label, value }: FieldProps) {
  const id = `filter-${name}`;
  return (
    <div className="min-w-36 flex-1 space-y-1 sm:flex-none">
      <Label htmlFor={id} className="text-xs text-muted">
        {label}
      </Label>
      <Input id={id} name={name} type="date" defaultValue={value} />
    </div>
  );
}
