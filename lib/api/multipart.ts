import { MIMEType } from "node:util";

/** A form's parts by name, in the order in which they stand. */
export type FormParts = ReadonlyMap<string, readonly (string | File)[]>;

/** Why a form cannot be read. */
export type FormFault = "broken" | "too-many-parts";

/**
 * Reads a `multipart/form-data` body that is there as a whole. Its parts are counted before any is read, because each
 * costs more than its bytes.
 */
export async function readForm(
  contentType: string,
  body: Uint8Array<ArrayBuffer>,
  maxParts: number,
): Promise<FormParts | FormFault> {
  const boundary = boundaryOf(contentType);
  if (boundary === null) return "broken";
  const delimiter = `--${boundary}`;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  let count = 0;
  for (let at = bytes.indexOf(delimiter); at !== -1; at = bytes.indexOf(delimiter, at + delimiter.length)) {
    count += 1;
    if (count > maxParts + 1) return "too-many-parts";
  }
  let form: FormData;
  try {
    const headers = { "Content-Type": `multipart/form-data; boundary="${boundary}"` };
    form = await new Response(body, { headers }).formData();
  } catch {
    return "broken";
  }
  const parts = new Map<string, (string | File)[]>();
  for (const [name, value] of form) {
    const values = parts.get(name);
    if (values === undefined) parts.set(name, [value]);
    else values.push(value);
  }
  return parts;
}

/**
 * What parts are counted by, here and by readers after us. Readers disagree about a header that names two,
 * or one with escapes, so those are no boundary.
 */
function boundaryOf(contentType: string): string | null {
  // Browsers' own boundaries have "Boundary" in their value: only names of parameters count.
  const named = contentType.match(/;\s*boundary[^=;]*=/gi) ?? [];
  if (named.length !== 1 || contentType.includes("\\")) return null;
  try {
    const boundary = new MIMEType(contentType).params.get("boundary");
    return boundary !== null && PLAIN.test(boundary) ? boundary : null;
  } catch {
    return null;
  }
}

/** RFC 2046, section 5.1.1. */
const PLAIN = /^[\w'()+,\-./:=? ]{0,69}[\w'()+,\-./:=?]$/;
