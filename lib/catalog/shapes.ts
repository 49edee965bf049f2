/** One `code` of a problem document, for the developer who meets it. */
export interface ProblemCode {
  code: string;
  status: number;
  title: string;
  /** What has happened. */
  meaning: string;
  /** What the caller can do about it. */
  fix: string;
}

/** An event that partners can hear of by webhook. */
export interface EventDescription {
  /** The heading under which it is chosen; null for one that nobody subscribes to. */
  group: string | null;
  /** When it happens, in a sentence. */
  sentence: string;
}
