const ROW = 8;

/** How a language writes what JSON holds. */
interface Notation {
  true: string;
  false: string;
  null: string;
  /** What stands between a brace and what it holds, on one line. */
  gap: string;
  /** How far each level is set in. */
  step: string;
  /** Whether a name that can stand without quotes does. */
  bareNames: boolean;
}

const JSON_NOTATION: Notation = {
  true: "true",
  false: "false",
  null: "null",
  gap: " ",
  step: "  ",
  bareNames: false,
};
export const JAVASCRIPT: Notation = { ...JSON_NOTATION, bareNames: true };
export const PYTHON: Notation = {
  true: "True",
  false: "False",
  null: "None",
  gap: "",
  step: "    ",
  bareNames: false,
};

/** A value as it is typed: two spaces a level, short things on one line, long rows of numbers eight to a line. */
export function literal(value: unknown, notation: Notation = JSON_NOTATION, indent = ""): string {
  const inner = indent + notation.step;
  if (value === null) return notation.null;
  if (typeof value === "boolean") return value ? notation.true : notation.false;
  if (Array.isArray(value)) {
    const items = value.map((item) => literal(item, notation, inner));
    if (value.length > ROW && value.every((item) => item === null || typeof item === "number")) {
      const rows = Array.from({ length: Math.ceil(items.length / ROW) }, (_, row) =>
        items.slice(row * ROW, row * ROW + ROW).join(", "),
      );
      return `[\n${inner}${rows.join(`,\n${inner}`)}\n${indent}]`;
    }
    return enclose("[", "]", items, "", indent, inner);
  }
  if (typeof value === "object") {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => `${nameOf(name, notation)}: ${literal(member, notation, inner)}`);
    return enclose("{", "}", members, notation.gap, indent, inner);
  }
  return JSON.stringify(value);
}

const LINE = 72;

function nameOf(name: string, { bareNames }: Notation): string {
  return bareNames && /^[a-z_]\w*$/i.test(name) ? name : JSON.stringify(name);
}

function enclose(
  open: string,
  close: string,
  parts: readonly string[],
  gap: string,
  indent: string,
  inner: string,
): string {
  const line = `${open}${gap}${parts.join(", ")}${gap}${close}`;
  if (parts.length === 0) return open + close;
  if (!line.includes("\n") && line.length + indent.length <= LINE) return line;
  return `${open}\n${parts.map((part) => inner + part).join(",\n")}\n${indent}${close}`;
}
