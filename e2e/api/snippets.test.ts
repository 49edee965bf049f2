import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { describe, expect, inject, it } from "vitest";
import { exampleBody, exampleCode, exampleReply } from "@/app/docs/reference/examples";
import { fillIn, PLACEHOLDERS } from "@/app/docs/snippets/fill-in";
import { GUIDE_SNIPPETS, type SnippetId } from "@/app/docs/snippets/guide-snippets";
import type { Language } from "@/app/docs/snippets/languages";
import type { Endpoint } from "@/lib/api/endpoint";
import { jsonSchemaOf, replyKind } from "@/lib/api/replies";
import { newId } from "@/lib/platform/ids";
import { ENDPOINTS } from "@/lib/registry";
import { freePort } from "@/scripts/free-port";
import { goodCall, makeOwnToken, named } from "@/test/endpoint-cases";
import { makeEvent, makeSchedule } from "@/test/events";
import { makeKey } from "@/test/partner-state";
import { makePerson } from "@/test/people";
import { closeProductDatabase, makePartner, productDatabase, type TestPartner, until } from "@/test/product";
import { makeInsights } from "@/test/research";
import { RUNNABLE, runnable, runSnippet, startSnippet } from "@/test/snippet-runner";

closeProductDatabase();

const [mount] = inject("mounts");
const origin = mount?.url ?? "";

/** A snippet as the page shows it to a reader who has put in their key. */
function filled(code: string, partner: TestPartner, others: Record<string, string> = {}): string {
  let text = fillIn(code, { key: partner.testKey, partnerId: partner.partnerId });
  text = text.replaceAll("sk_live_your_key", partner.liveKey);
  for (const [placeholder, value] of Object.entries(others)) text = text.replaceAll(placeholder, value);
  return text;
}

/** What a snippet prints: curl the whole reply, the others one field of it. */
type Check = (printed: string, language: Language) => void;

const isScore = (text: string) => {
  expect(text.trim()).toMatch(/^\d\.?\d*$/);
  expect(Number(text)).toBeGreaterThan(0);
  expect(Number(text)).toBeLessThanOrEqual(1);
};
const field =
  (name: string, check: (value: string) => void): Check =>
  (printed, language) => {
    if (language !== "curl") return check(printed.trim());
    const value = name.split(".").reduce((inner, part) => inner?.[part], JSON.parse(printed));
    check(typeof value === "string" ? value : JSON.stringify(value));
  };

const ALONE: Record<
  Exclude<
    SnippetId,
    | "check-certificate"
    | "make-hmac-key"
    | "sign-hmac"
    | "make-ed25519-key"
    | "sign-ed25519"
    | "receive-webhooks"
  >,
  Check
> = {
  "sign-up": field("test_key", (value) => expect(value).toMatch(/^sk_test_\w{49}$/)),
  "score-pair": field("compatibility_score", isScore),
  "explain-pair": field("explanation.summary", (value) => expect(value).toMatch(/^[A-Z].+\.$/s)),
  "score-with-errors": field("score_range", (value) => {
    expect(value).toMatch(/low.+high.+level/s);
    expect(value).toMatch(/0\.8\b/);
  }),
  "unknown-traits": field("trait_coverage", (value) => expect(Number(value)).toBe(0.5)),
  "who-am-i": field("id", (value) => expect(value).toMatch(/^[0-9a-f-]{36}$/)),
  "make-key": field("key", (value) => expect(value).toMatch(/^sk_test_\w{49}$/)),
  "rotate-key": field("key", (value) => expect(value).toMatch(/^sk_test_\w{49}$/)),
  "handle-problem": (printed) => {
    expect(printed).toMatch(/invalid_input/);
    for (const path of ["person1", "person2", "feasibility"]) expect(printed).toContain(path);
  },
  "obey-limits": (printed) => {
    expect(printed).toMatch(/200/);
    expect(printed).toMatch(/"minute";r=999;t=\d+, "day";r=4999;t=\d+/);
  },
  "all-pages": (printed, language) => {
    if (language !== "curl") return expect(printed.trim()).toBe("50");
    const pages = printed
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).data.length);
    expect(pages).toEqual([20, 20, 10]);
  },
  "retry-safely": (printed, language) => {
    if (language === "curl") {
      expect(printed.match(/^HTTP\/1.1 200/gm)).toHaveLength(2);
      expect(printed.match(/^idempotent-replayed: true/gim)).toHaveLength(1);
    } else {
      const [first, second] = printed
        .trim()
        .split("\n")
        .map((line) => line.split(" "));
      expect(first?.[1]).toBe(second?.[1]);
      expect([first?.[2], second?.[2]]).toEqual([expect.stringMatching(/^(null|None)$/), "true"]);
    }
  },
  "pin-model": field("pinned_model", (value) => expect(value).toBe("soulmate-1")),
  "score-batch": (printed, language) => {
    if (language === "curl") {
      expect(JSON.parse(printed)).toMatchObject({ scored_pairs: 1, results: [{ ok: true }, { ok: false }] });
    } else expect(printed).toMatch(/ok'?: (true|True).+ok'?: (false|False)/s);
  },
  "rank-candidates": (printed, language) => {
    if (language === "curl") {
      const { results, total_candidates } = JSON.parse(printed);
      expect(results.map(({ rank }: { rank: number }) => rank)).toEqual([1, 2]);
      expect(total_candidates).toBe(3);
    } else expect(printed).toMatch(/compatibility_score/);
  },
  "price-batch": field("billable_units", (value) => expect(value).toBe("0")),
  "download-usage": (printed) => expect(printed).toMatch(/^group,label,calls,errors,/),
  "watch-calls": (printed) => expect(printed).toContain('"endpoint":"/v1/usage/requests/stream"'),
  "read-usage": (printed) => expect(printed).toMatch(/calls/),
  "match-event": field("total_matches", (value) => expect(Number(value)).toBe(2)),
  "plan-schedule": field("is_certified", (value) => expect(value).toMatch(/^true$/i)),
  "pair-rules": (printed) => expect(printed).toMatch(/\[\s*\]/),
  "event-report": (printed) => expect(printed).toMatch(/^external_id,name,source,.+\r?\na,,schedule,1,/),
  "event-analytics": field("schedule.attendees", (value) => expect(value).toBe("2")),
  "create-event": field("id", (value) => expect(value).toMatch(/^[0-9a-f-]{36}$/)),
  "add-attendees": field("added", (value) => expect(value).toBe("2")),
  "import-attendees": field("added", (value) => expect(value).toBe("2")),
  "insight-card": field("card.epsilon_milli", (value) => expect(value).toBe("0")),
  "insight-query": field("result.release_id", (value) => expect(value).toMatch(/^[0-9a-f-]{36}$/)),
  "insight-export": field("edition", (value) => expect(value).toMatch(/^\d{4}-Q[1-4]$/)),
  // Python writes it with a capital.
  "list-registrations": field("has_more", (value) => expect(value).toMatch(/^false$/i)),
  "list-attendees": (printed) => expect(printed).toMatch(/^id,external_id,pool,name,/),
};

describe("the guides' snippets, as they are pasted", () => {
  it("can be run here in at least one language", () => {
    expect(RUNNABLE).toContain("javascript");
  });

  it.each(Object.entries(ALONE))("%s", async (id, check) => {
    const code = GUIDE_SNIPPETS[id as keyof typeof ALONE].code(origin);
    await Promise.all(
      runnable(code).map(async (language) => {
        const partner = await makePartner();
        if (id.startsWith("insight-")) await makeInsights(productDatabase(), partner);
        const key = id === "rotate-key" ? (await makeKey(partner, { mode: "test" })).id : "";
        const token = id === "who-am-i" ? await freshToken() : "";
        const event = code[language]?.includes("your_event_id")
          ? await makeEvent(productDatabase(), partner, { mode: "test" })
          : "";
        if (id === "event-report" || id === "event-analytics")
          await makeSchedule(productDatabase(), partner, event, "test");
        const values = { your_key_id: key, your_event_id: event, [PLACEHOLDERS.token]: token };
        check(await runSnippet(language, filled(code[language] ?? "", partner, values)), language);
      }),
    );
  });

  it.each([
    ["make-hmac-key", "sign-hmac"],
    ["make-ed25519-key", "sign-ed25519"],
  ] as const)("%s, then %s", async (make, sign) => {
    const [making, signing] = [GUIDE_SNIPPETS[make].code(origin), GUIDE_SNIPPETS[sign].code(origin)];
    await Promise.all(
      runnable(making).map(async (language) => {
        const partner = await makePartner();
        const folder = await mkdtemp(join(tmpdir(), "soulmate-signing-"));
        try {
          const made = await runSnippet(language, filled(making[language] ?? "", partner), folder);
          const { id, secret } = JSON.parse(made.slice(made.indexOf("{")));
          const values = { your_signing_key_id: id, your_signing_secret: secret ?? "" };
          const printed = await runSnippet(
            language,
            filled(signing[language] ?? "", partner, values),
            folder,
          );
          if (language === "curl") isScore(String(JSON.parse(printed).compatibility_score));
          else isScore(printed);
        } finally {
          await rm(folder, { recursive: true, force: true });
        }
      }),
    );
  });

  it("receive-webhooks: takes what is signed by the secret, and nothing else", async () => {
    const code = GUIDE_SNIPPETS["receive-webhooks"].code();
    const secret = `whsec_${Buffer.from("32 bytes that nobody could guess").toString("base64")}`;
    await Promise.all(
      runnable(code).map(async (language) => {
        const port = await freePort();
        const env = { PORT: String(port), WEBHOOK_SECRET: secret };
        const receiver = await startSnippet(language, code[language] ?? "", env, "listening");
        try {
          const body = JSON.stringify({ type: "key.created", data: { name: "Ünï" } });
          const send = async (sent: string, at: Date, by = secret) => {
            const id = newId();
            const response = await fetch(`http://127.0.0.1:${port}/`, {
              method: "POST",
              headers: {
                "webhook-id": id,
                "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
                "webhook-signature": `v1,AAAA ${new Webhook(by).sign(id, at, body)}`,
              },
              body: sent,
            });
            return response.status;
          };
          expect(await send(body, new Date())).toBe(204);
          await until(async () => receiver.printed().includes("key.created"));
          expect(await send(body.replace("created", "revoked"), new Date())).toBe(401);
          expect(await send(body, new Date(Date.now() - 600_000))).toBe(401);
          const other = `whsec_${Buffer.from("32 bytes that somebody else has.").toString("base64")}`;
          expect(await send(body, new Date(), other)).toBe(401);
        } finally {
          await receiver.stop();
        }
      }),
    );
  });
});

/** What an example prints of a reply that is not JSON. */
const SHOWN: Readonly<Record<string, RegExp>> = {
  csv: /^[a-z_]+,[a-z_]+.*\r?\n/,
  file: /\b[1-9]\d{2,}\b/,
  events: /"occurred_at"/,
};

describe("the reference's examples", () => {
  it.each(named(ENDPOINTS))(
    "%s: the call works as it is pasted, and its reply is as shown",
    async (_, endpoint) => {
      const code = exampleCode(origin, endpoint);
      const shown = exampleReply(endpoint);
      const schema = jsonSchemaOf(endpoint.reply);
      if (schema !== null && shown !== undefined)
        expect(schema.safeParse(shown).error?.issues).toBeUndefined();
      const body = exampleBody(endpoint);
      if (body !== undefined && endpoint.body !== undefined && !("kind" in endpoint.body))
        expect(endpoint.body.safeParse(body).error?.issues).toBeUndefined();
      await Promise.all(
        runnable(code).map(async (language) => {
          const partner = await makePartner();
          const values = await valuesFor(endpoint, partner);
          // What holds money, or signs live calls, knows live keys only, and says so.
          const liveOnly =
            endpoint.problems?.includes("live_key_required") === true ||
            endpoint.operationId === "createSigningKey";
          const reader = liveOnly ? { ...partner, testKey: partner.liveKey } : partner;
          const printed = await runSnippet(language, filled(code[language] ?? "", reader, values));
          if (endpoint.status === 204) return expect(printed.trim()).toBe("204");
          if (schema === null) return expect(printed).toMatch(SHOWN[replyKind(endpoint.reply)] ?? /^$/);
          const reply = JSON.parse(printed);
          expect(schema.parse(reply)).toEqual(reply);
          expect(differences(shown, reply)).toEqual([]);
        }),
      );
    },
  );
});

/** A token of a person who belongs to no team. */
async function freshToken(): Promise<string> {
  return makeOwnToken(await makePerson(productDatabase()));
}

/** What the reader of an example must put in, beside key and account. */
async function valuesFor(endpoint: Endpoint, partner: TestPartner): Promise<Record<string, string>> {
  const good = await goodCall(endpoint, partner, "test");
  const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const pattern = new RegExp(`^${endpoint.path.replaceAll(/\{\w+\}/g, "([^/?]+)")}`);
  const found = pattern.exec(good.path)?.slice(1) ?? [];
  const values = Object.fromEntries(names.map((name, index) => [`your_${name}`, found[index] ?? ""]));
  if (endpoint.auth === "person") values[PLACEHOLDERS.token] = await freshToken();
  // An event that is named in the body: the reader puts in one of their own.
  const [eventId, example] = [good.body, endpoint.example].map(
    (body) => (body as { event_id?: string } | undefined)?.event_id,
  );
  if (eventId !== undefined && example !== undefined) values[example] = eventId;
  const token = (good.body as { token?: string } | undefined)?.token;
  return token === undefined ? values : { ...values, "the-code-from-the-mail-that-we-sent-you": token };
}

/** Where two values differ in their fields; what is null or empty in one of them says nothing. */
function differences(shown: unknown, real: unknown, path = ""): string[] {
  if (Array.isArray(shown) && Array.isArray(real)) {
    return shown.length > 0 && real.length > 0 ? differences(shown[0], real[0], `${path}[0]`) : [];
  }
  if (typeof shown !== "object" || typeof real !== "object" || shown === null || real === null) {
    return shown === null || real === null || typeof shown === typeof real ? [] : [`${path}: another type`];
  }
  const [left, right] = [shown as Record<string, unknown>, real as Record<string, unknown>];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((name) => {
    const here = path === "" ? name : `${path}.${name}`;
    if (!(name in left)) return [`${here}: not shown`];
    if (!(name in right)) return [`${here}: not there`];
    return differences(left[name], right[name], here);
  });
}
