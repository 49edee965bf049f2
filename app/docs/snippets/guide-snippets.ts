import { soulmate2, TRAIT_COUNT } from "@/lib/scoring/model";
import { DEFAULT_MODEL_VERSION } from "@/lib/scoring/models";
import { callCode } from "./call-code";
import { EVENT_SNIPPETS } from "./event-snippets";
import { examplePair, exampleRanked } from "./example-reply";
import { PLACEHOLDERS } from "./fill-in";
import { INSIGHT_SNIPPETS } from "./insight-snippets";
import type { Code } from "./languages";
import { JAVASCRIPT, literal, PYTHON } from "./literal";
import { MATCHING_SNIPPETS } from "./matching-snippets";
import { SIGNING_SNIPPETS } from "./signing-snippets";
import { WEBHOOK_SNIPPETS } from "./webhook-snippets";

/** A piece of a guide that is there to be copied and to work. A test runs each, in each language. */
export interface Snippet {
  title: string;
  code(origin: string): Code;
}

const CALCULATE = "/v1/compatibility/calculate";

/** What only the first 16 traits are known of. */
function halfKnown() {
  const { person1, person2 } = examplePair();
  return { person1: { traits: person1.traits.map((value, k) => (k < 16 ? value : null)) }, person2 };
}

/** The example pair as a long questionnaire measures it. */
function measuredPair() {
  const { person1, person2 } = examplePair();
  const standard_errors = Array.from({ length: TRAIT_COUNT }, () => 0.08);
  return {
    model_version: soulmate2.version,
    person1: { ...person1, standard_errors },
    person2: { ...person2, standard_errors },
  };
}

const json = (value: unknown) => literal(value);

export const GUIDE_SNIPPETS = {
  ...MATCHING_SNIPPETS,
  ...INSIGHT_SNIPPETS,
  "sign-up": {
    title: "Sign up and get a test key",
    code: (origin) =>
      callCode(origin, {
        method: "POST",
        path: "/v1/partners",
        keyed: false,
        body: { company_name: "Example Dating", email: "you@example.com" },
        show: ["test_key"],
      }),
  },
  "score-pair": {
    title: "Score two people",
    code: (origin) =>
      callCode(origin, {
        method: "POST",
        path: CALCULATE,
        keyed: true,
        body: examplePair(),
        show: ["compatibility_score"],
      }),
  },
  "explain-pair": {
    title: "Ask how the score came about",
    code: (origin) =>
      callCode(origin, {
        method: "POST",
        path: CALCULATE,
        keyed: true,
        body: { explain: true, ...examplePair() },
        show: ["explanation", "summary"],
      }),
  },
  "unknown-traits": {
    title: "Score people of whom only half is known",
    code: (origin) =>
      callCode(origin, {
        method: "POST",
        path: CALCULATE,
        keyed: true,
        body: halfKnown(),
        show: ["trait_coverage"],
      }),
  },
  "score-with-errors": {
    title: "Score answers of a questionnaire",
    code: (origin) =>
      callCode(origin, {
        method: "POST",
        path: CALCULATE,
        keyed: true,
        body: measuredPair(),
        show: ["score_range"],
      }),
  },
  "make-key": {
    title: "Create a key that can only score",
    code: (origin) =>
      callCode(origin, {
        method: "POST",
        path: "/v1/partners/your_partner_id/api-keys",
        keyed: true,
        body: { name: "Matching service", mode: "test", scopes: ["compatibility:calculate"] },
        show: ["key"],
      }),
  },
  "who-am-i": {
    title: "See who you are",
    code: (origin) =>
      callCode(origin, {
        method: "GET",
        path: "/v1/me",
        keyed: false,
        headers: { Authorization: `Bearer ${PLACEHOLDERS.token}` },
        show: ["id"],
      }),
  },
  "rotate-key": {
    title: "Rotate a key; the old one works for another day",
    code: (origin) =>
      callCode(origin, {
        method: "POST",
        path: "/v1/partners/your_partner_id/api-keys/your_key_id/rotate",
        keyed: true,
        body: { overlap_seconds: 86_400 },
        show: ["key"],
      }),
  },
  "handle-problem": {
    title: "Read what is wrong with a call",
    code: (origin) => ({
      curl: [
        `curl -sS ${origin}/api${CALCULATE} \\`,
        "  -H 'X-API-Key: sk_test_your_key' \\",
        "  -H 'Content-Type: application/json' \\",
        `  -d '{ "feasibility": 2 }'`,
      ].join("\n"),
      javascript: `const response = await fetch("${origin}/api${CALCULATE}", {
  method: "POST",
  headers: { "X-API-Key": "sk_test_your_key", "Content-Type": "application/json" },
  body: JSON.stringify({ feasibility: 2 }),
});
const reply = await response.json();
if (response.ok) {
  console.log(reply.compatibility_score);
} else {
  // Branch on code: it stays the same. detail and message are for people.
  console.log(\`\${response.status} \${reply.code} (request \${reply.request_id})\`);
  for (const { path, message } of reply.errors ?? []) console.log(\`\${path}: \${message}\`);
}`,
      python: `import json
import urllib.error
import urllib.request

request = urllib.request.Request(
    "${origin}/api${CALCULATE}",
    method="POST",
    headers={"X-API-Key": "sk_test_your_key", "Content-Type": "application/json"},
    data=json.dumps({"feasibility": 2}).encode(),
)
try:
    with urllib.request.urlopen(request) as response:
        print(json.load(response)["compatibility_score"])
except urllib.error.HTTPError as error:
    # Branch on code: it stays the same. detail and message are for people.
    problem = json.load(error)
    print(f"{error.code} {problem['code']} (request {problem['request_id']})")
    for fault in problem.get("errors", []):
        print(f"{fault['path']}: {fault['message']}")`,
    }),
  },
  "obey-limits": {
    title: "Wait as long as Retry-After says",
    code: (origin) => ({
      curl: [
        "# curl waits by itself: --retry takes 429 and 503, and obeys Retry-After.",
        `curl -sS -i --retry 4 '${origin}/api/v1/sandbox/people?limit=1' \\`,
        "  -H 'X-API-Key: sk_test_your_key'",
      ].join("\n"),
      javascript: `async function call(path, options = {}) {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch("${origin}/api" + path, {
      ...options,
      headers: { "X-API-Key": "sk_test_your_key", ...options.headers },
    });
    if (![429, 503].includes(response.status) || attempt === 5) return response;
    const seconds = Number(response.headers.get("Retry-After") ?? 1);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
}

const response = await call("/v1/sandbox/people?limit=1");
console.log(response.status, response.headers.get("RateLimit"));`,
      python: `import time
import urllib.error
import urllib.request


def call(path, attempts=5):
    for attempt in range(1, attempts + 1):
        request = urllib.request.Request(
            "${origin}/api" + path,
            headers={"X-API-Key": "sk_test_your_key"},
        )
        try:
            return urllib.request.urlopen(request)
        except urllib.error.HTTPError as error:
            if error.code not in (429, 503) or attempt == attempts:
                raise
            time.sleep(int(error.headers.get("Retry-After", 1)))


with call("/v1/sandbox/people?limit=1") as response:
    print(response.status, response.headers["RateLimit"])`,
    }),
  },
  "all-pages": {
    title: "Read a list to its end",
    code: (origin) => ({
      curl: `URL='${origin}/api/v1/sandbox/people?limit=20'
CURSOR=
while :; do
  PAGE=$(curl -sS -H 'X-API-Key: sk_test_your_key' "$URL\${CURSOR:+&cursor=$CURSOR}")
  printf '%s\\n' "$PAGE"
  CURSOR=$(printf '%s' "$PAGE" | sed -n 's/.*"next_cursor": *"\\([^"]*\\)".*/\\1/p')
  [ -n "$CURSOR" ] || break
done`,
      javascript: `const people = [];
let cursor = null;
do {
  const url = new URL("${origin}/api/v1/sandbox/people?limit=20");
  if (cursor !== null) url.searchParams.set("cursor", cursor);
  const response = await fetch(url, { headers: { "X-API-Key": "sk_test_your_key" } });
  const reply = await response.json();
  if (!response.ok) throw new Error(\`\${reply.code}: \${reply.detail}\`);
  people.push(...reply.data);
  cursor = reply.next_cursor;
} while (cursor !== null);
console.log(people.length);`,
      python: `import json
import urllib.parse
import urllib.request

people = []
cursor = None
while True:
    query = {"limit": 20} if cursor is None else {"limit": 20, "cursor": cursor}
    request = urllib.request.Request(
        "${origin}/api/v1/sandbox/people?" + urllib.parse.urlencode(query),
        headers={"X-API-Key": "sk_test_your_key"},
    )
    with urllib.request.urlopen(request) as response:
        reply = json.load(response)
    people += reply["data"]
    cursor = reply["next_cursor"]
    if cursor is None:
        break
print(len(people))`,
    }),
  },
  "retry-safely": {
    title: "Send the same call twice, and be charged once",
    code: (origin) => ({
      curl: `KEY="match-$(date +%s)-$$"
BODY='${json(examplePair())}'
for attempt in 1 2; do
  curl -sS -i -w '\\n' ${origin}/api${CALCULATE} \\
    -H 'X-API-Key: sk_test_your_key' \\
    -H "Idempotency-Key: $KEY" \\
    -H 'Content-Type: application/json' \\
    -d "$BODY"
done`,
      javascript: `const key = crypto.randomUUID();
const body = JSON.stringify(${literal(examplePair(), JAVASCRIPT)});
for (const attempt of [1, 2]) {
  const response = await fetch("${origin}/api${CALCULATE}", {
    method: "POST",
    headers: {
      "X-API-Key": "sk_test_your_key",
      "Idempotency-Key": key,
      "Content-Type": "application/json",
    },
    body,
  });
  const { request_id } = await response.json();
  console.log(attempt, request_id, response.headers.get("Idempotent-Replayed"));
}`,
      python: `import json
import urllib.request
import uuid

key = str(uuid.uuid4())
body = json.dumps(${literal(examplePair(), PYTHON)}).encode()
for attempt in (1, 2):
    request = urllib.request.Request(
        "${origin}/api${CALCULATE}",
        method="POST",
        headers={
            "X-API-Key": "sk_test_your_key",
            "Idempotency-Key": key,
            "Content-Type": "application/json",
        },
        data=body,
    )
    with urllib.request.urlopen(request) as response:
        reply = json.load(response)
        print(attempt, reply["request_id"], response.headers["Idempotent-Replayed"])`,
    }),
  },
  "pin-model": {
    title: "Create a key that stays on one model",
    code: (origin) =>
      callCode(origin, {
        method: "POST",
        path: "/v1/partners/your_partner_id/api-keys",
        keyed: true,
        body: { name: "Stays as it is", pinned_model: DEFAULT_MODEL_VERSION },
        show: ["pinned_model"],
      }),
  },
  "score-batch": {
    title: "Score several pairs; one of them is wrong",
    code: (origin) =>
      callCode(origin, {
        method: "POST",
        path: "/v1/compatibility/batch",
        keyed: true,
        body: { pairs: [examplePair(), { person1: { traits: [0.5] }, person2: { traits: [0.5] } }] },
        show: ["results"],
      }),
  },
  "rank-candidates": {
    title: "Rank three people for one, and take the best two",
    code: (origin) =>
      callCode(origin, {
        method: "POST",
        path: "/v1/compatibility/rank",
        keyed: true,
        body: exampleRanked(),
        show: ["results"],
      }),
  },
  "price-batch": {
    title: "Check and price a batch without scoring it",
    code: (origin) =>
      callCode(origin, {
        method: "POST",
        path: "/v1/compatibility/batch?dry_run=true",
        keyed: true,
        body: { pairs: [examplePair()] },
        show: ["billable_units"],
      }),
  },
  "read-usage": {
    title: "See what you have used, by day",
    code: (origin) =>
      callCode(origin, {
        method: "GET",
        path: "/v1/usage?group_by=day",
        keyed: true,
        show: ["total"],
      }),
  },
  "download-usage": {
    title: "Download a table of what you have used",
    code: (origin) =>
      callCode(origin, { method: "GET", path: "/v1/usage.csv?group_by=day", keyed: true, print: "text" }),
  },
  "watch-calls": {
    title: "Watch your calls as they come",
    code: (origin) =>
      callCode(origin, { method: "GET", path: "/v1/usage/requests/stream", keyed: true, print: "event" }),
  },
  ...EVENT_SNIPPETS,
  ...SIGNING_SNIPPETS,
  ...WEBHOOK_SNIPPETS,
} as const satisfies Record<string, Snippet>;

export type SnippetId = keyof typeof GUIDE_SNIPPETS;
