import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EnvError, EnvSchema, readEnv } from "@/lib/platform/env";

const PRODUCTION = {
  NODE_ENV: "production",
  APP_URL: "https://api.example.com",
  APP_SECRET: "0123456789abcdef0123456789abcdef",
  DATABASE_URL: "postgres://soulmate:hunter2@db.example.com/soulmate",
  REDIS_URL: "rediss://:hunter2@redis.example.com:6379",
  SMTP_URL: "smtps://mail:hunter2@smtp.example.com:465",
  STRIPE_SECRET_KEY: "sk_live_hunter2",
  STRIPE_WEBHOOK_SECRET: "whsec_hunter2",
};

const REQUIRED = [
  "APP_URL",
  "APP_SECRET",
  "DATABASE_URL",
  "SMTP_URL",
  "REDIS_URL",
  "STRIPE_SECRET_KEY",
  "STRIPE_WEBHOOK_SECRET",
] as const;

function without(...names: (keyof typeof PRODUCTION)[]): Record<string, string> {
  return Object.fromEntries(Object.entries(PRODUCTION).filter(([name]) => !names.includes(name as never)));
}

function faults(source: Record<string, string | undefined>): string {
  try {
    readEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error.message;
    throw error;
  }
  return "";
}

describe("production", () => {
  it("starts with every service named, and then allows no stand-in", () => {
    expect(readEnv(PRODUCTION)).toMatchObject({ standInsAllowed: false, APP_URL: PRODUCTION.APP_URL });
  });

  it.each(REQUIRED)("refuses to start without %s, and names it alone", (name) => {
    for (const missing of [without(name), { ...PRODUCTION, [name]: "" }]) {
      const lines = faults(missing).split("\n").slice(1);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(new RegExp(`^${name}\\b`));
    }
  });

  it("names everything that is missing at once", () => {
    const text = faults({ NODE_ENV: "production" });
    for (const name of REQUIRED) expect(text).toContain(name);
  });

  it("takes Upstash, whole, in place of a Redis, or a single process where that is said", () => {
    const upstash = { UPSTASH_REDIS_REST_URL: "https://x.upstash.io", UPSTASH_REDIS_REST_TOKEN: "t" };
    expect(faults({ ...without("REDIS_URL"), ...upstash })).toBe("");
    expect(faults({ ...without("REDIS_URL"), ...upstash, UPSTASH_REDIS_REST_TOKEN: "" })).toContain(
      "REDIS_URL",
    );
    expect(faults({ ...without("REDIS_URL"), RATE_LIMIT_STORE: "memory" })).toBe("");
  });

  it("refuses to send webhooks to itself", () => {
    expect(faults({ ...PRODUCTION, WEBHOOK_ALLOW_LOOPBACK: "1" })).toContain("WEBHOOK_ALLOW_LOOPBACK");
  });

  it("refuses to serve without metering", () => {
    expect(faults({ ...PRODUCTION, BENCH_WITHOUT_METERING: "1" })).toContain("BENCH_WITHOUT_METERING");
  });
});

describe("stand-ins", () => {
  it.each<Record<string, string>>([
    {},
    { NODE_ENV: "test" },
    { NODE_ENV: "development" },
    { DEMO_MODE: "0" },
  ])(
    "never start because nothing, or only NODE_ENV, was said: %j needs what production needs",
    (source: Record<string, string>) => {
      for (const name of REQUIRED) expect(faults(source)).toContain(name);
      expect(readEnv({ ...PRODUCTION, ...source }).standInsAllowed).toBe(false);
    },
  );

  it("are reached from this machine only, unless another address is named", () => {
    expect(readEnv({ DEMO_MODE: "1" }).HOST).toBe("127.0.0.1");
    expect(readEnv({ DEMO_MODE: "1", HOST: "0.0.0.0" }).HOST).toBe("0.0.0.0");
    expect(readEnv(PRODUCTION).HOST).toBeUndefined();
  });

  it.each([
    [{ DEMO_MODE: "1" }, true],
    [{ ...PRODUCTION, DEMO_MODE: "" }, false],
    [{ ...PRODUCTION, DEMO_MODE: "0" }, false],
    [{ ...PRODUCTION, DEMO_MODE: "false" }, false],
    [{ NODE_ENV: "production", DEMO_MODE: "1" }, true],
    [{ NODE_ENV: "production", DEMO_MODE: "true" }, true],
  ])("run with %j: %s", (source: Record<string, string>, allowed) => {
    expect(readEnv(source).standInsAllowed).toBe(allowed);
  });

  it.each(["yes", "on", "TRUE", "2", " "])(
    "never start for a DEMO_MODE that is not understood: %j",
    (value) => {
      expect(faults({ ...PRODUCTION, DEMO_MODE: value })).toContain("DEMO_MODE");
    },
  );

  it.each(["prod", "Production", "PRODUCTION", "staging"])(
    "never start for a NODE_ENV that is not understood: %s",
    (value) => {
      expect(faults({ NODE_ENV: value })).toContain("NODE_ENV");
    },
  );
});

describe("settings", () => {
  it("that cannot be used are each named, and their values are not said", () => {
    const text = faults({
      ...PRODUCTION,
      PORT: "70000",
      DATABASE_URL: "mysql://root:hunter2@db",
      REDIS_URL: "hunter2",
      APP_SECRET: "hunter2",
      TRUSTED_PROXY_HOPS: "-1",
      LOG_LEVEL: "loud",
    });
    for (const name of [
      "PORT",
      "DATABASE_URL",
      "REDIS_URL",
      "APP_SECRET",
      "TRUSTED_PROXY_HOPS",
      "LOG_LEVEL",
    ]) {
      expect(text).toMatch(new RegExp(`^${name}: `, "m"));
    }
    expect(text).not.toContain("hunter2");
  });

  it("that are empty are as if they were not there", () => {
    const names = Object.keys(EnvSchema.shape).filter((name) => name !== "NODE_ENV");
    const empty = readEnv({ ...Object.fromEntries(names.map((name) => [name, ""])), DEMO_MODE: "1" });
    expect({ ...empty, APP_SECRET: "" }).toEqual({ ...readEnv({ DEMO_MODE: "1" }), APP_SECRET: "" });
  });

  it("have their defaults", () => {
    expect(readEnv({ DEMO_MODE: "1" })).toMatchObject({
      PORT: 3000,
      APP_URL: "http://localhost:3000",
      DATABASE_POOL_SIZE: 10,
      TRUSTED_PROXY_HOPS: 0,
      ALLOWED_ORIGINS: [],
      LOG_LEVEL: "info",
      MAX_CONNECTIONS_PER_ADDRESS: 256,
      HEADERS_TIMEOUT_SECONDS: 15,
      REQUEST_TIMEOUT_SECONDS: 60,
    });
    expect(readEnv({ DEMO_MODE: "1", APP_URL: "https://a.example/" }).APP_URL).toBe("https://a.example");
    expect(
      readEnv({ DEMO_MODE: "1", ALLOWED_ORIGINS: " https://a.example ,,https://b.example" }).ALLOWED_ORIGINS,
    ).toEqual(["https://a.example", "https://b.example"]);
  });

  it("count no connections by address behind a proxy, from which all of them come, unless told to", () => {
    const behind = { DEMO_MODE: "1", TRUSTED_PROXY_HOPS: "1" };
    expect(readEnv(behind).MAX_CONNECTIONS_PER_ADDRESS).toBe(0);
    expect(readEnv({ ...behind, MAX_CONNECTIONS_PER_ADDRESS: "9" }).MAX_CONNECTIONS_PER_ADDRESS).toBe(9);
  });

  it("include a secret of its own for each process that is given none", () => {
    const [one, two] = [readEnv({ DEMO_MODE: "1" }).APP_SECRET, readEnv({ DEMO_MODE: "1" }).APP_SECRET];
    expect(one.length).toBeGreaterThanOrEqual(32);
    expect(one).not.toBe(two);
  });

  it("are each explained in .env.example, once, and nothing else is", () => {
    const text = readFileSync(".env.example", "utf8");
    const listed = [...text.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name ?? "");
    expect([...listed].sort()).toEqual(Object.keys(EnvSchema.shape).sort());
    for (const name of listed) expect(text).toMatch(new RegExp(`^# \\S.*\\n(?:# .*\\n)*#? ?${name}=`, "m"));
  });

  it(".env.example as it stands holds no secret, and needs only DEMO_MODE to show the product", () => {
    const lines = readFileSync(".env.example", "utf8").split("\n");
    const values = lines.flatMap((line) => /^([A-Z0-9_]+)=(.*)$/.exec(line)?.slice(1) ?? []);
    const source = Object.fromEntries(
      values.flatMap((name, at) => (at % 2 === 0 ? [[name, values[at + 1] ?? ""]] : [])),
    );
    const { NODE_ENV, ...rest } = source;
    expect(NODE_ENV).toBe("");
    expect(faults({ ...rest, DEMO_MODE: "1" })).toBe("");
    expect(rest.APP_SECRET ?? "").toBe("");
  });
});
