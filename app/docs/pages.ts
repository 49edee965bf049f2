/** A page of the documentation and its sections, by their anchors. Pages, navigation and search all read this. */
interface DocsPage {
  readonly path: `/docs${string}`;
  readonly title: string;
  readonly description: string;
  readonly sections: Readonly<Record<string, string>>;
}

export const DOCS_PAGES = {
  quickstart: {
    path: "/docs/quickstart",
    title: "Quickstart",
    description: "From nothing to a scored pair: two calls, about a minute.",
    sections: {
      "sign-up": "Sign up",
      "score-a-pair": "Score a pair",
      "ask-why": "Ask why",
      "go-live": "Go live",
    },
  },
  scores: {
    path: "/docs/scores",
    title: "Traits and scores",
    description: "The 32 traits, what the score is made of, and what to do where traits are unknown.",
    sections: {
      traits: "The traits",
      formula: "The formula",
      unknown: "Unknown traits",
      resonance: "Resonance and feasibility",
      explanation: "The explanation",
      fun: "Numerology and astrology",
    },
  },
  "measurement-error": {
    path: "/docs/measurement-error",
    title: "Scores with a range",
    description: "soulmate-2: what to send when traits come from a questionnaire, and what the range means.",
    sections: {
      why: "Why answers need it",
      send: "Send standard errors",
      formula: "The formula",
      range: "The range",
      percentile: "The percentile",
      choose: "Choose the model",
      science: "What the score can’t tell you",
    },
  },
  authentication: {
    path: "/docs/authentication",
    title: "Authentication",
    description: "How a call says who it is from: API keys, their scopes, test and live.",
    sections: {
      "send-a-key": "Send a key",
      "test-and-live": "Test and live",
      scopes: "Scopes",
      "make-keys": "Create a key for each job",
      rotate: "Rotate and revoke",
      allowlist: "Allow certain addresses only",
      people: "People",
    },
  },
  requests: {
    path: "/docs/requests",
    title: "Requests and replies",
    description: "What holds for every call: JSON, ids, times, lists and request ids.",
    sections: {
      json: "JSON",
      "ids-and-times": "Ids and times",
      lists: "Lists",
      "request-ids": "Request ids",
      browsers: "Calls from browsers",
    },
  },
  errors: {
    path: "/docs/errors",
    title: "Error codes",
    description: "What each code means and what to do about it.",
    sections: {
      "read-a-problem": "Read a problem",
      refused: "The call was refused",
      ours: "The fault is ours",
    },
  },
  "rate-limits": {
    path: "/docs/rate-limits",
    title: "Rate limits",
    description: "How much you may call, how to see what is left, and what to do at a 429.",
    sections: {
      "at-a-429": "At a 429",
      tiers: "Limits by tier",
      counting: "What counts",
      headers: "Headers",
      outages: "When limits cannot be counted",
    },
  },
  idempotency: {
    path: "/docs/idempotency",
    title: "Idempotency",
    description: "Retry a call without doing it, or paying for it, twice.",
    sections: {
      retry: "Retry with a key",
      rules: "The rules",
      refusals: "Three refusals",
    },
  },
  batches: {
    path: "/docs/batches",
    title: "Batches and performance",
    description: "Many pairs in one call, a dry run before, and how to be fast.",
    sections: {
      "one-call": "Many pairs, one call",
      "bad-pairs": "Pairs that cannot be scored",
      "dry-run": "Dry runs",
      rank: "One person, many candidates",
      sizes: "Sizes and limits",
      speed: "Be fast",
    },
  },
  events: {
    path: "/docs/events",
    title: "Match an event",
    description: "Who should meet whom at your event: matches, rounds, fairness, and a proof you can check.",
    sections: {
      organize: "Without code",
      create: "Create an event",
      people: "What people see",
      registrations: "Registrations and seats",
      match: "Match your attendees",
      reply: "Read the reply",
      large: "Large events",
      rounds: "Plan rounds",
      rules: "Pin and forbid pairs",
      control: "Compare with chance",
      fairness: "Choose what is fair",
      certificate: "Check the certificate",
      doors: "Check guests in",
      report: "Report and figures",
      cost: "What it costs",
    },
  },
  research: {
    path: "/docs/research",
    title: "Research insights",
    description: "Ask about people without learning about any one of them: for researchers.",
    sections: {
      start: "Editions and access",
      ask: "Ask a question",
      card: "Read the card",
      answer: "Read the answer",
      budget: "The privacy budget",
      free: "What costs nothing",
      compare: "Compare editions",
      verify: "Export and verify",
      publish: "Publish a finding",
      reports: "Reports and webhooks",
      guaranteed: "What is guaranteed",
      limits: "What is not guaranteed",
      cite: "How to cite",
    },
  },
  "research-method": {
    path: "/docs/research-method",
    title: "Research method",
    description:
      "The formulas behind research insights: contributions, noise, errors, budget, and their sources.",
    sections: {
      promise: "The promise",
      people: "What one person changes",
      noise: "The noise",
      statistics: "Counts, means and medians",
      shown: "From noise to figures",
      errors: "The errors",
      accounting: "The budget",
      checks: "How it is checked",
      sources: "Sources",
    },
  },
  "signed-requests": {
    path: "/docs/signed-requests",
    title: "Signed requests",
    description: "Calls that nobody can change on their way or send twice: RFC 9421 with RFC 9530.",
    sections: {
      when: "Whether you need them",
      hmac: "With HMAC-SHA256",
      ed25519: "With Ed25519",
      rules: "What a signature must say",
      require: "Take signed calls only",
      refused: "When a signature is refused",
    },
  },
  webhooks: {
    path: "/docs/webhooks",
    title: "Webhooks",
    description: "Hear of keys, alerts and tickets as it happens, signed by Standard Webhooks.",
    sections: {
      receive: "Receive events",
      message: "What is sent",
      types: "Event types",
      verify: "Check the signature",
      retries: "Retries",
      secret: "Replace the secret",
    },
  },
  versioning: {
    path: "/docs/versioning",
    title: "Versioning",
    description: "Scores that never change under a version, and what stays the same in the API.",
    sections: {
      models: "Models",
      pin: "Stay on a model",
      api: "The API",
      clients: "Write clients that last",
    },
  },
  usage: {
    path: "/docs/usage",
    title: "Usage and billing",
    description: "What is counted, what it costs, and where to read it.",
    sections: {
      "what-costs": "What costs, and what does not",
      read: "Read your usage",
      watch: "Watch your calls",
      billed: "How it is billed",
      counted: "How it is counted",
      alerts: "Alerts and hard caps",
      tiers: "Tiers",
    },
  },
  "ai-tokens": {
    path: "/docs/ai-tokens",
    title: "AI tokens",
    description: "A wallet that you fill ahead: how to buy tokens, what holds them, and where they went.",
    sections: {
      wallet: "The wallet",
      buy: "Buy tokens",
      history: "Read the history",
    },
  },
  changelog: {
    path: "/docs/changelog",
    title: "Changelog",
    description: "What has been added, newest first.",
    sections: {},
  },
} as const satisfies Record<string, DocsPage>;

export type DocsPageName = keyof typeof DOCS_PAGES;
export type SectionOf<P extends DocsPageName> = Extract<keyof (typeof DOCS_PAGES)[P]["sections"], string>;

export interface DocsLink {
  readonly path: `/docs${string}`;
  readonly title: string;
}

const REFERENCE: DocsLink = { path: "/docs/reference", title: "API reference" };
const PLAYGROUND: DocsLink = { path: "/docs/playground", title: "Playground" };

/** The sidebar, and with it the order in which one page follows another. */
export const DOCS_NAVIGATION: readonly { title: string; pages: readonly DocsLink[] }[] = [
  {
    title: "Start",
    pages: [
      { path: "/docs", title: "Overview" },
      DOCS_PAGES.quickstart,
      PLAYGROUND,
      DOCS_PAGES.scores,
      DOCS_PAGES["measurement-error"],
    ],
  },
  {
    title: "Every call",
    pages: [
      DOCS_PAGES.authentication,
      DOCS_PAGES.requests,
      DOCS_PAGES.errors,
      DOCS_PAGES["rate-limits"],
      DOCS_PAGES.idempotency,
    ],
  },
  {
    title: "Further",
    pages: [
      DOCS_PAGES.batches,
      DOCS_PAGES.events,
      DOCS_PAGES.research,
      DOCS_PAGES["research-method"],
      DOCS_PAGES.webhooks,
      DOCS_PAGES["signed-requests"],
      DOCS_PAGES.versioning,
      DOCS_PAGES.usage,
      DOCS_PAGES["ai-tokens"],
    ],
  },
  { title: "Look up", pages: [REFERENCE, DOCS_PAGES.changelog] },
];

/** The pages before and after one, in the sidebar's order. */
export function neighboursOf(path: string): { before: DocsLink | undefined; after: DocsLink | undefined } {
  const all = DOCS_NAVIGATION.flatMap(({ pages }) => pages);
  const at = all.findIndex((page) => page.path === path);
  return { before: at > 0 ? all[at - 1] : undefined, after: at < 0 ? undefined : all[at + 1] };
}
