import { type Model, soulmate1, soulmate2 } from "./model";

/** Every version ever published, oldest first. Stored scores and pinned keys name one, so none is removed. */
const PUBLISHED: readonly Model[] = Object.freeze([soulmate1, soulmate2]);

export const MODEL_VERSIONS: readonly string[] = Object.freeze(PUBLISHED.map((model) => model.version));

/** The version used where neither a call nor its key names one. It stays: callers rely on what it answers. */
export const DEFAULT_MODEL_VERSION = soulmate1.version;

/** The model of that version, or `undefined` where no such version was ever published. */
export function getModel(version: string): Model | undefined {
  return PUBLISHED.find((model) => model.version === version);
}
