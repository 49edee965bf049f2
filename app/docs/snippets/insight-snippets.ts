import { callCode } from "./call-code";

/** What every edition answers from its own report, so it costs nothing. */
const QUESTION = { measure: "people", dimensions: ["age_band"], error: 500 };
/** Test keys see test data only, and research has none. */
const LIVE_KEY = "sk_live_your_key";

/** Asking about research editions. */
export const INSIGHT_SNIPPETS = {
  "insight-card": {
    title: "Read the card of a question",
    code: (origin: string) =>
      callCode(origin, {
        method: "POST",
        path: "/v1/insights/queries",
        keyed: true,
        key: LIVE_KEY,
        body: { ...QUESTION, dry_run: true },
        show: ["card", "epsilon_milli"],
      }),
  },
  "insight-query": {
    title: "Ask it",
    code: (origin: string) =>
      callCode(origin, {
        method: "POST",
        path: "/v1/insights/queries",
        keyed: true,
        key: LIVE_KEY,
        body: QUESTION,
        show: ["result", "release_id"],
      }),
  },
  "insight-export": {
    title: "Read the report of the newest edition",
    code: (origin: string) =>
      callCode(origin, {
        method: "GET",
        path: "/v1/insights/export",
        keyed: true,
        key: LIVE_KEY,
        show: ["edition"],
      }),
  },
} as const;
