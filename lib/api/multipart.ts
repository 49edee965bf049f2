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
  const boundary = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  if (boundary === null) return "broken";
  const delimiter = `--${boundary[1] ?? boundary[2]}`;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  let count = 0;
  for (let at = bytes.indexOf(delimiter); at !== -1; at = bytes.indexOf(delimiter, at + delimiter.length)) {
    count += 1;
    if (count > maxParts + 1) return "too-many-parts";
  }
  let form: FormData;
  try {
    form = await new Response(body, { headers: { "Content-Type": contentType } }).formData();
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
