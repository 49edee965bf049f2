interface Change {
  what: string;
  text: string;
  href: `/${string}`;
}

/** What partners can use that they could not before, by the day it came. Newest first; what never shipped is not here. */
export const CHANGES: readonly { day: `${number}-${number}-${number}`; entries: readonly Change[] }[] = [
  {
    day: "2026-11-30",
    entries: [
      {
        what: "Signed exports, findings and reports of research",
        text: "Download answers as CSV, JSON, Parquet or a signed bundle that a program of one file verifies offline. Publish a finding under an address that can be cited. Schedule reports by email and webhook.",
        href: "/docs/research#verify",
      },
      {
        what: "Research insights",
        text: "Ask about frozen quarterly editions with exact differential privacy: in the browser under Research, or over the API. The scope insights:read reads what was released, and insights:query asks for more.",
        href: "/docs/research",
      },
      {
        what: "Which terms a sign-up accepts",
        text: "Signing up accepts the API terms that hold now, and terms_version in the reply says which. Send terms_version to be refused where newer ones hold.",
        href: "/docs/quickstart#sign-up",
      },
      {
        what: "Check guests in",
        text: "Phones scan signed tickets at your doors and keep working without network. Your own system can record check-ins over the API, and a webhook tells you of each.",
        href: "/docs/events#doors",
      },
      {
        what: "Match an event",
        text: "One call finds who should meet whom among up to 5,000 attendees. Another plans rounds of pairs or tables, with a certificate that proves a round is the best there is.",
        href: "/docs/events",
      },
      {
        what: "Rules about pairs, and a control round",
        text: "Store with an event who is to meet and who is not. Draw one round at random to see whether planned rounds do better. A match may use the attendees that the event has stored.",
        href: "/docs/events#rules",
      },
      {
        what: "Rank candidates for one person",
        text: "One call takes a person and up to 1,000 candidates, and returns them best first. A unit for each candidate that is scored.",
        href: "/docs/batches#rank",
      },
      {
        what: "Usage as CSV and as a stream, invoices as PDF",
        text: "Download usage as a table, watch calls as server-sent events, and list and download invoices over the API.",
        href: "/docs/usage#watch",
      },
      {
        what: "Compression both ways",
        text: "Replies are compressed as Accept-Encoding asks, and bodies may be sent as gzip or br.",
        href: "/docs/requests",
      },
      {
        what: "Tokens of your own",
        text: "A personal access token needs no team any more. GET /v1/me shows who it belongs to.",
        href: "/docs/authentication#people",
      },
      {
        what: "soulmate-2: scores with a range",
        text: "Send standard errors with traits that come from a questionnaire. The score is corrected for noise and comes with an 80 % range. soulmate-1 stays the default.",
        href: "/docs/measurement-error",
      },
      {
        what: "Verifying an address ends what was made before",
        text: "Keys made before an address was verified stop working unless you keep them: tick them on the page, or name them in keep.",
        href: "/docs/quickstart#go-live",
      },
    ],
  },
  {
    day: "2026-11-20",
    entries: [
      {
        what: "AI tokens",
        text: "A wallet of tokens, bought by card; balance, history by feature and purchase over the API, with scopes of their own.",
        href: "/docs/ai-tokens",
      },
      {
        what: "Invoices that open",
        text: "An invoice’s line of live calls opens to its days, their endpoints and every request id, and sums to the unit.",
        href: "/docs/usage#billed",
      },
      {
        what: "Documentation with snippets that run",
        text: "Guides, a reference made from the endpoint definitions, and every snippet in curl, JavaScript and Python, run by a test as it is pasted.",
        href: "/docs",
      },
      {
        what: "Playground",
        text: "Real calls from a page with a test key of yours, which is made with one press.",
        href: "/docs/playground",
      },
      {
        what: "Personal access tokens",
        text: "Your own scripts act for you, within your role and the token's scopes.",
        href: "/docs/authentication#people",
      },
      {
        what: "Webhooks",
        text: "Events of keys, alerts and tickets by Standard Webhooks, retried for a day, with every attempt on record.",
        href: "/docs/webhooks",
      },
      {
        what: "Alerts and hard caps",
        text: "Mails when usage, spend or errors pass a threshold, and a cap that stops live calls if you want one.",
        href: "/docs/usage#alerts",
      },
      {
        what: "Support tickets",
        text: "Write to us about a call, with the call attached.",
        href: "/partner/support",
      },
      {
        what: "Signed requests",
        text: "RFC 9421 signatures with RFC 9530 digests, by HMAC-SHA256 or Ed25519, for the enterprise and white-label tiers.",
        href: "/docs/signed-requests",
      },
      {
        what: "Usage",
        text: "Calls, errors, units, cost and latency by day, hour, endpoint or key.",
        href: "/docs/usage",
      },
      {
        what: "Batches and dry runs",
        text: "Up to 100 pairs a call, one result a pair, and a price before you pay it.",
        href: "/docs/batches",
      },
      {
        what: "Idempotency keys",
        text: "Retries that neither repeat the work nor pay for it twice.",
        href: "/docs/idempotency",
      },
      {
        what: "API keys",
        text: "Test and live keys with scopes, expiry, address allowlist, pinned model and rotation with overlap.",
        href: "/docs/authentication",
      },
      {
        what: "Compatibility scores by soulmate-1",
        text: "32 traits of two people become one score, with its parts and its derivation.",
        href: "/docs/scores",
      },
    ],
  },
];
