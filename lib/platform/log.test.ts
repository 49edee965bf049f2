import { describe, expect, it } from "vitest";
import { generateKey } from "@/lib/partners/api-keys/key-format";
import { createLog, redactText } from "@/lib/platform/log";
import { setSettings } from "@/test/settings";

const KEY = generateKey("live");
const SIGNING = "whsec_C2FtcGxl+c2VjcmV0/b2Y=";
const SECRETS = ["hunter2", KEY, "pat_0123456789", "c2VjcmV0", "someone@example.com"];

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  setSettings({ LOG_LEVEL: "trace" });
  const lines: string[] = [];
  write(createLog({ write: (line) => void lines.push(line) }));
  expect(lines).toHaveLength(1);
  return lines.join("");
}

function expectClean(text: string): void {
  for (const secret of SECRETS) expect(text).not.toContain(secret);
}

const FIELDS = [
  "authorization",
  "cookie",
  "set-cookie",
  "x-api-key",
  "password",
  "token",
  "secret",
  "key",
  "api_key",
  "email",
];

describe("the log", () => {
  it.each(FIELDS)("does not write what stands under %s, at the top or up to three levels down", (field) => {
    const secret = { [field]: "hunter2" };
    const text = logged((log) => log.info({ ...secret, a: { ...secret, b: { ...secret, c: secret } } }, "x"));
    expect(text.match(/\[redacted\]/g)).toHaveLength(4);
    expectClean(text);
  });

  it("does not write a secret in a list", () => {
    expectClean(
      logged((log) =>
        log.info({ keys: [{ key: KEY }, { key: KEY }], headers: [{ cookie: "hunter2" }] }, "x"),
      ),
    );
  });

  it("does not write keys or passwords that an error speaks of, in its message, its stack or its causes", () => {
    const cause = new Error(`connect postgres://soulmate:hunter2@db.example.com:5432/x`);
    const error = new Error(`The key ${KEY}, ${SIGNING} and pat_0123456789 failed`, { cause });
    for (const name of ["err", "error"]) {
      const text = logged((log) => log.error({ [name]: error }, "failed"));
      expectClean(text);
      expect(text).toContain("sk_live_[redacted]");
      expect(text).toContain("pat_[redacted]");
      expect(text).toContain("whsec_[redacted] and");
      expect(text).toContain("db.example.com");
    }
  });

  it("writes of an error its kind, message, stack and code, and none of the fields that a vendor hung on it", () => {
    const error = Object.assign(new TypeError("bad"), {
      code: "E_BAD",
      config: { headers: { Authorization: "Bearer hunter2" } },
      response: "hunter2",
    });
    const { err } = JSON.parse(logged((log) => log.error({ err: error }, "x")));
    expect(Object.keys(err).sort()).toEqual(["code", "message", "stack", "type"]);
    expect(err).toMatchObject({ type: "TypeError", message: "bad", code: "E_BAD" });
  });

  it("does not write the e-mail address that a mail server's refusal quotes", () => {
    const error = new Error("550 5.1.1 <someone@example.com>: Recipient address rejected");
    expectClean(logged((log) => log.error({ err: error }, "mail failed")));
  });

  it("does not write a key that stands in a message or in any other field's text", () => {
    expectClean(
      logged((log) => log.warn({ detail: `refused ${KEY}` }, `and redis://:hunter2@redis:6379 is away`)),
    );
  });

  it("is JSON with the level by its name and the time by its standard", () => {
    const line = JSON.parse(logged((log) => log.warn({ requestId: "r" }, "hello")));
    expect(line).toMatchObject({ level: "warn", msg: "hello", requestId: "r", pid: process.pid });
    expect(new Date(line.time).toISOString()).toBe(line.time);
  });
});

describe("text", () => {
  it.each([
    [`key ${KEY}.`, "key sk_live_[redacted]."],
    [`"${generateKey("test")}"`, '"sk_test_[redacted]"'],
    ["pk_live_abc", "pk_live_[redacted]"],
    [`GET /shared/${"aB-_".repeat(11)}/image`, "GET /shared/[redacted]/image"],
    [`GET /guest/${"aB-_".repeat(11)}`, "GET /guest/[redacted]"],
    [`GET /events/x?friends=${"aB-_".repeat(11)}&y=1`, "GET /events/x?friends=[redacted]&y=1"],
    [
      `/sign-in?next=%2Fevents%2Fx%3Ffriends%3D${"aB-_".repeat(11)}`,
      "/sign-in?next=%2Fevents%2Fx%3Ffriends%3D[redacted]",
    ],
    ["postgres://u:hunter2@h/db", "postgres://[redacted]@h/db"],
    [
      "postgresql://u:hunter2@h/db and rediss://:hunter2@r:1",
      "postgresql://[redacted]@h/db and rediss://[redacted]@r:1",
    ],
    ["smtps://a:hunter2@smtp:465", "smtps://[redacted]@smtp:465"],
    ["nothing to hide at postgres://host/db", "nothing to hide at postgres://host/db"],
  ])("%s", (text, expected) => expect(redactText(text)).toBe(expected));
});
