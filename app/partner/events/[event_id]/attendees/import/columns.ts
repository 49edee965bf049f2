import type { Cells } from "@/lib/events/events/attendee-table";
import type { TableLine } from "@/lib/platform/csv";
import { TRAITS } from "@/lib/scoring/model";

/** What a column of a file can stand for. A name may come in two columns. */
export const PERSON_TARGETS = [
  "name",
  "first_name",
  "last_name",
  "email",
  "external_id",
  "group",
  "seeks",
] as const;

export type Target = (typeof PERSON_TARGETS)[number] | (typeof TRAITS)[number];
/** A target for each column of the file; null where it is left out. */
export type Mapping = readonly (Target | null)[];

export const TARGET_WORDS: Record<(typeof PERSON_TARGETS)[number], string> = {
  name: "Full name",
  first_name: "First name",
  last_name: "Last name",
  email: "Email",
  external_id: "Your ID",
  group: "Group",
  seeks: "Wants to meet",
};

/** "attachment_security" as people read it. */
export const traitWords = (trait: string): string =>
  trait.charAt(0).toUpperCase() + trait.slice(1).replaceAll("_", " ");

export const targetWords = (target: Target): string =>
  target in TARGET_WORDS ? TARGET_WORDS[target as keyof typeof TARGET_WORDS] : traitWords(target);

/** What columns are usually called, in letters and digits alone. */
const USUAL: Record<(typeof PERSON_TARGETS)[number], readonly string[]> = {
  name: [
    "name",
    "fullname",
    "guest",
    "guestname",
    "attendee",
    "attendeename",
    "displayname",
    "vollername",
    "nom",
  ],
  first_name: ["firstname", "first", "givenname", "forename", "vorname", "prenom", "nombre"],
  last_name: [
    "lastname",
    "last",
    "surname",
    "familyname",
    "nachname",
    "nomdefamille",
    "apellido",
    "apellidos",
  ],
  email: ["email", "emailaddress", "mail", "mailaddress", "emailadresse", "courriel", "correo", "buyeremail"],
  external_id: [
    "id",
    "externalid",
    "guestid",
    "attendeeid",
    "ticketid",
    "ticketnumber",
    "ticketno",
    "orderid",
    "barcode",
    "customerid",
    "memberid",
    "nummer",
  ],
  group: ["group", "groups", "category", "team", "type", "gender", "gruppe", "tickettype", "role"],
  seeks: ["seeks", "seeking", "lookingfor", "interestedin", "wantstomeet", "sucht", "meets"],
};

const plain = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");

/** What each column most likely stands for, by its name and else by what is in it. No target is given twice. */
export function guessColumns(names: readonly string[], lines: readonly TableLine[]): (Target | null)[] {
  const used = new Set<Target>();
  const take = (target: Target | undefined): Target | null => {
    if (target === undefined || used.has(target)) return null;
    used.add(target);
    return target;
  };
  const byName = names.map((name) => {
    const text = plain(name);
    const trait = TRAITS.find((one) => plain(one) === text);
    return take(trait ?? PERSON_TARGETS.find((target) => USUAL[target].includes(text)));
  });
  const sample = lines.slice(0, 20);
  return byName.map((target, column) => {
    if (target !== null || sample.length === 0) return target;
    const cells = sample.map(({ cells }) => cells[column] ?? "").filter((cell) => cell !== "");
    const addresses = cells.filter((cell) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell)).length;
    return cells.length > 0 && addresses >= cells.length / 2 ? take("email") : null;
  });
}

/** Whether the first line of a file is data already: no address is the name of a column. */
export function looksLikeData({ cells }: TableLine): boolean {
  return cells.some((cell) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell) || /^\d+[.,]\d+$/.test(cell));
}

/** What is wrong with a mapping as a whole; null where it can be used. */
export function mappingFault(mapping: Mapping): string | null {
  const twice = mapping.find((target, at) => target !== null && mapping.indexOf(target) !== at);
  if (twice != null) return `Two columns are “${targetWords(twice)}”. Choose one of them.`;
  if (mapping.includes("name") && (mapping.includes("first_name") || mapping.includes("last_name")))
    return "Choose either a full name, or first and last name.";
  const identifies: Target[] = ["name", "first_name", "last_name", "email", "external_id"];
  if (!mapping.some((target) => target !== null && identifies.includes(target)))
    return "Choose a column for names, emails or IDs.";
  return null;
}

/** The columns of ours that a mapping fills, in our order. */
export function filledColumns(mapping: Mapping): string[] {
  const has = (target: Target) => mapping.includes(target);
  return [
    ...(has("external_id") ? ["external_id"] : []),
    ...(has("name") || has("first_name") || has("last_name") ? ["name"] : []),
    ...(["email", "group", "seeks"] as const).filter(has),
    ...TRAITS.filter(has),
  ];
}

/** One line of a file as a row of ours. */
export function cellsOf({ cells }: TableLine, mapping: Mapping): Cells {
  const at = (target: Target) => {
    const column = mapping.indexOf(target);
    return column === -1 ? "" : (cells[column] ?? "");
  };
  const names = mapping.includes("name")
    ? at("name")
    : [at("first_name"), at("last_name")].filter((part) => part !== "").join(" ");
  return Object.fromEntries(
    filledColumns(mapping).map((column) => {
      if (column === "name") return [column, names];
      const text = at(column as Target);
      if (column === "seeks") return [column, text.replaceAll(/[,|/]/g, ";")];
      // Half of the world writes a comma there.
      const isTrait = (TRAITS as readonly string[]).includes(column);
      return [column, isTrait ? text.replace(/^(\d*),(\d+)$/, "$1.$2") : text];
    }),
  );
}

/** Whether a line has text beyond the columns: most often a separator inside a cell without quotes. */
export function overflows({ cells }: TableLine, columns: number): boolean {
  return cells.slice(columns).some((cell) => cell !== "");
}
