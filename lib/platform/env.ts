import { randomBytes } from "node:crypto";
import { z } from "zod";

/**
 * Every variable the product reads, in one place; `.env.example` gives one line to each (a test compares them).
 * Nothing else in the product touches `process.env`.
 */
const optional = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

const flag = optional(z.enum(["0", "1", "false", "true"])).transform(
  (value) => value === "1" || value === "true",
);

const list = optional(z.string()).transform((value) =>
  (value ?? "")
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== ""),
);

export const EnvSchema = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("production"),
  DEMO_MODE: flag,
  PORT: optional(z.coerce.number().int().min(0).max(65_535)).transform((value) => value ?? 3000),
  HOST: optional(z.string()),
  ALLOWED_HOSTS: list,
  APP_URL: optional(z.url()),
  APP_SECRET: optional(z.string().min(32, "must have at least 32 characters")),
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })),
  DATABASE_POOL_SIZE: optional(z.coerce.number().int().min(1).max(200)).transform((value) => value ?? 10),
  REDIS_URL: optional(z.url({ protocol: /^rediss?$/ })),
  UPSTASH_REDIS_REST_URL: optional(z.url({ protocol: /^https?$/ })),
  UPSTASH_REDIS_REST_TOKEN: optional(z.string()),
  RATE_LIMIT_STORE: optional(z.enum(["memory"])),
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/ })),
  MAIL_FROM: optional(z.string()).transform((value) => value ?? "Soulmate <no-reply@localhost>"),
  SUPPORT_EMAIL: optional(z.email()),
  LEGAL_NAME: optional(z.string()),
  LEGAL_ADDRESS: optional(z.string()),
  LEGAL_REPRESENTATIVE: optional(z.string()),
  LEGAL_REGISTER: optional(z.string()),
  LEGAL_VAT_ID: optional(z.string()),
  LEGAL_PHONE: optional(z.string()),
  LEGAL_JURISDICTION: optional(z.string()),
  LEGAL_PROCESSORS: optional(z.string()),
  PRIVACY_EMAIL: optional(z.email()),
  SECURITY_CONTACT: optional(
    z.union([z.email(), z.url({ protocol: /^https$/ })], "an email or https:// address"),
  ),
  ALLOWED_ORIGINS: list,
  TRUSTED_PROXY_HOPS: optional(z.coerce.number().int().min(0).max(10)).transform((value) => value ?? 0),
  MAX_CONNECTIONS_PER_ADDRESS: optional(z.coerce.number().int().min(0).max(100_000)),
  HEADERS_TIMEOUT_SECONDS: optional(z.coerce.number().int().min(1).max(600)).transform(
    (value) => value ?? 15,
  ),
  REQUEST_TIMEOUT_SECONDS: optional(z.coerce.number().int().min(1).max(3_600)).transform(
    (value) => value ?? 60,
  ),
  WEB_PROCESSES: optional(z.coerce.number().int().min(1).max(128)),
  LOG_LEVEL: optional(z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"])).transform(
    (value) => value ?? "info",
  ),
  WEBHOOK_ALLOW_LOOPBACK: flag,
  STRIPE_SECRET_KEY: optional(z.string().regex(/^(sk|rk)_(live|test)_/, "begins with sk_live_ or sk_test_")),
  STRIPE_WEBHOOK_SECRET: optional(z.string().regex(/^whsec_/, "begins with whsec_")),
  GOOGLE_CLIENT_ID: optional(z.string()),
  GOOGLE_CLIENT_SECRET: optional(z.string()),
  GOOGLE_ISSUER: optional(z.url({ protocol: /^https?$/ })),
  GITHUB_CLIENT_ID: optional(z.string()),
  GITHUB_CLIENT_SECRET: optional(z.string()),
  GITHUB_ISSUER: optional(z.url({ protocol: /^https?$/ })),
  BENCH_WITHOUT_METERING: flag,
});

export type Env = z.infer<typeof EnvSchema> & {
  /** Whether local stand-ins for real services may run here: only where DEMO_MODE says so. */
  standInsAllowed: boolean;
  /** 0: as many as come. */
  MAX_CONNECTIONS_PER_ADDRESS: number;
  APP_URL: string;
  APP_SECRET: string;
};

/** The settings cannot work; the message lists every fault, one a line, without the values. */
export class EnvError extends Error {}

/** Enough for an office behind one address, too few to use up a process. */
const CONNECTIONS_PER_ADDRESS = 256;
const LOOPBACK = "127.0.0.1";

/**
 * Reads and checks the settings. It is production unless DEMO_MODE says otherwise, whatever NODE_ENV is: the real
 * services must then be named, and no stand-in starts by accident. Throws EnvError with every fault.
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const parsed = EnvSchema.safeParse(source);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new EnvError(`These settings cannot be used:\n${faults.join("\n")}`);
  }
  const env = parsed.data;
  const standInsAllowed = env.DEMO_MODE;
  if (!standInsAllowed) {
    const faults = missingInProduction(env);
    if (faults.length > 0) {
      throw new EnvError(
        `Production needs these settings (or DEMO_MODE=1, to show the product with stand-ins):\n${faults.join("\n")}`,
      );
    }
  }
  return {
    ...env,
    standInsAllowed,
    // What a stand-in shows is for whoever sits at this machine, unless they say otherwise.
    HOST: env.HOST ?? (standInsAllowed ? LOOPBACK : undefined),
    // Behind a proxy of ours every connection comes from the proxy, which has to count them itself.
    MAX_CONNECTIONS_PER_ADDRESS:
      env.MAX_CONNECTIONS_PER_ADDRESS ?? (env.TRUSTED_PROXY_HOPS > 0 ? 0 : CONNECTIONS_PER_ADDRESS),
    APP_URL: (env.APP_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, ""),
    APP_SECRET: env.APP_SECRET ?? randomBytes(32).toString("base64url"),
  };
}

function missingInProduction(env: z.infer<typeof EnvSchema>): string[] {
  const faults: string[] = [];
  if (env.APP_URL === undefined) faults.push("APP_URL: the public address, such as https://api.example.com");
  if (env.APP_SECRET === undefined)
    faults.push("APP_SECRET: at least 32 random characters, the same on every instance");
  if (env.DATABASE_URL === undefined) faults.push("DATABASE_URL: the Postgres database");
  if (env.SMTP_URL === undefined) faults.push("SMTP_URL: the mail server");
  const upstash = env.UPSTASH_REDIS_REST_URL !== undefined && env.UPSTASH_REDIS_REST_TOKEN !== undefined;
  if (env.REDIS_URL === undefined && !upstash && env.RATE_LIMIT_STORE !== "memory") {
    faults.push(
      "REDIS_URL, or UPSTASH_REDIS_REST_URL with UPSTASH_REDIS_REST_TOKEN: the common limits (RATE_LIMIT_STORE=memory for a single instance)",
    );
  }
  if (env.STRIPE_SECRET_KEY === undefined)
    faults.push("STRIPE_SECRET_KEY: the secret key of your Stripe account");
  if (env.STRIPE_WEBHOOK_SECRET === undefined)
    faults.push("STRIPE_WEBHOOK_SECRET: what Stripe signs the webhooks to /api/webhooks/stripe with");
  if (env.WEBHOOK_ALLOW_LOOPBACK)
    faults.push("WEBHOOK_ALLOW_LOOPBACK: lets webhooks reach this machine itself; remove it");
  if (env.GOOGLE_ISSUER !== undefined) faults.push("GOOGLE_ISSUER: is for tests only; remove it");
  if (env.GITHUB_ISSUER !== undefined) faults.push("GITHUB_ISSUER: is for tests only; remove it");
  if (env.BENCH_WITHOUT_METERING) faults.push("BENCH_WITHOUT_METERING: is for measurements only; remove it");
  return faults;
}

const cache = Symbol.for("soulmate.env");
const holder = globalThis as typeof globalThis & { [cache]?: Env };

/** The settings of this process, read once. */
export function env(): Env {
  holder[cache] ??= readEnv(process.env);
  return holder[cache];
}
