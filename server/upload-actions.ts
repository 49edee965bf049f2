import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What files an action takes, or how much text where that is more than usual. */
export interface UploadTerms {
  /** Of the whole form, with its text. */
  readonly maxBytes: number;
  readonly maxFiles: number;
}

/**
 * The actions that take files or much text, by their file and export: `app/account/actions.ts changePicture`. Every
 * other action takes none. Our server holds a form to this before Next reads it, so a form with files is sent by
 * script, which names its action in a header. No limit here may be above `bodySizeLimit` in next.config.ts.
 */
export const UPLOAD_ACTIONS: Readonly<Record<string, UploadTerms>> = {
  // A table of 5,000 people with all their traits, as text.
  "app/partner/events/actions.ts importAttendeeTable": { maxBytes: 9 * 1_048_576, maxFiles: 0 },
};

interface Manifest {
  readonly node: Readonly<Record<string, { readonly filename?: string; readonly exportedName?: string }>>;
}

/**
 * The ids that the build has given to those actions. Throws where the build has no action of a name, so that a renamed one
 * is noticed at the start and not by people whose files are refused.
 */
export function uploadTermsById(
  manifest: Manifest,
  actions: Readonly<Record<string, UploadTerms>> = UPLOAD_ACTIONS,
): ReadonlyMap<string, UploadTerms> {
  const byName = new Map(
    Object.entries(manifest.node).map(([id, { filename = "", exportedName = "" }]) => [
      `${filename} ${exportedName}`,
      id,
    ]),
  );
  return new Map(
    Object.entries(actions).map(([name, terms]) => {
      const id = byName.get(name);
      if (id === undefined)
        throw new Error(`server/upload-actions.ts names ${name}, which the build does not have.`);
      return [id, terms];
    }),
  );
}

let known: ReadonlyMap<string, UploadTerms> | undefined;

/** What files the action with this id takes; null for none. */
export function uploadTermsOf(actionId: string | undefined): UploadTerms | null {
  if (actionId === undefined) return null;
  known ??= uploadTermsById(readManifest());
  return known.get(actionId) ?? null;
}

function readManifest(): Manifest {
  if (Object.keys(UPLOAD_ACTIONS).length === 0) return { node: {} };
  const path = join(process.env.NEXT_DIST_DIR ?? ".next", "server", "server-reference-manifest.json");
  return JSON.parse(readFileSync(path, "utf8")) as Manifest;
}
