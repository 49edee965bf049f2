import { type ChildProcess, spawn } from "node:child_process";
import { afterAll, inject } from "vitest";
import type { TestProject } from "vitest/node";
import type { ContractPartner } from "@/lib/partners/partners/contract";
import { createContractPartner } from "@/lib/partners/partners/create-contract-partner";
import { systemClock } from "@/lib/platform/clock";
import type { Context } from "@/lib/platform/context";
import { type Database, openDatabase } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import { freePort } from "@/scripts/free-port";
import { runServer } from "@/scripts/run-server";
import { assertCodeListed } from "./listed-codes";
import { createTestDatabase, setup as startTestPostgres } from "./test-database";

/** The one definition of an endpoint is mounted twice; every API test runs through both. */
export interface Mount {
  name: "our own server" | "Next route handlers";
  url: string;
}

declare module "vitest" {
  interface ProvidedContext {
    mounts: Mount[];
    productDatabaseUrl: string;
  }
}

/** Settings of a product under test: nothing of the tester's own environment but the path. */
export function productSettings(
  databaseUrl: string,
  settings: Record<string, string> = {},
): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH ?? "",
    HOME: process.env.HOME ?? "",
    NODE_ENV: "production",
    DEMO_MODE: "1",
    APP_SECRET: "a secret for tests, of no use elsewhere",
    DATABASE_URL: databaseUrl,
    HOST: "127.0.0.1",
    PORT: "0",
    LOG_LEVEL: process.env.TEST_LOG ?? "fatal",
    NEXT_TELEMETRY_DISABLED: "1",
    WEBHOOK_ALLOW_LOOPBACK: "1",
    // All tests come from one address; those of the cap set one.
    MAX_CONNECTIONS_PER_ADDRESS: "10000",
    ...settings,
  };
}

/** vitest's `globalSetup` of the API tests: the built product on a database of its own, through both mounts. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stopPostgres = await startTestPostgres(project);
  const provided = project.getProvidedContext();
  const database = await createTestDatabase({
    server: { url: provided.databaseServerUrl, template: provided.databaseTemplate },
  });
  project.provide("productDatabaseUrl", database.url);
  const output = (text: string) => process.stderr.write(text);
  // A port known beforehand: Next asks it of the settings when an action leads on to another page.
  const port = String(await freePort());
  // The address that callers use: signed requests are bound to it.
  const settings = (at: string) =>
    productSettings(database.url, { PORT: at, APP_URL: `http://127.0.0.1:${at}` });
  const server = await runServer(settings(port), { output });
  const next = await startNext(settings);
  project.provide("mounts", [
    { name: "our own server", url: `http://127.0.0.1:${server.port}` },
    { name: "Next route handlers", url: next.url },
  ]);
  return async () => {
    next.process.kill("SIGTERM");
    server.process.kill("SIGTERM");
    await server.ended;
    await stopPostgres();
  };
}

async function startNext(
  settings: (port: string) => NodeJS.ProcessEnv,
): Promise<{ url: string; process: ChildProcess }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    process.execPath,
    ["node_modules/next/dist/bin/next", "start", "-p", String(port), "-H", "127.0.0.1"],
    {
      env: settings(String(port)),
      stdio: "ignore",
    },
  );
  await until(async () => (await fetch(`${url}/api/health`)).ok, 30_000);
  return { url, process: child };
}

/** Waits until something holds, asking again and again; fails when it does not in time. */
export async function until(holds: () => Promise<boolean>, timeoutMs = 10_000): Promise<void> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    if (await holds().catch(() => false)) return;
    if (performance.now() > end) throw new Error(`It did not come true within ${timeoutMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

let open: Database | undefined;

/** The product's database, for what a test must arrange or look up behind the API. */
export function productDatabase(): Database {
  open ??= openDatabase(inject("productDatabaseUrl"), 4);
  return open;
}

/** Call in `afterAll` of a file that used `productDatabase` or `makePartner`. */
export function closeProductDatabase(): void {
  afterAll(async () => {
    await open?.close();
    open = undefined;
  });
}

export function operatorContext(database: Database): Context {
  return {
    requestId: newId(),
    actor: { type: "operator", id: "test" },
    clock: systemClock,
    db: database.prisma,
    log: log(),
  };
}

export interface TestPartner {
  partnerId: string;
  liveKey: string;
  testKey: string;
}

/** A partner of the test's own, by contract and in force; beyond all limits unless told otherwise. */
export async function makePartner(
  terms: Partial<ContractPartner> = {},
  database = productDatabase(),
): Promise<TestPartner> {
  const made = await createContractPartner(operatorContext(database), {
    company_name: "Test Partner",
    email: `partner-${newId()}@example.com`,
    tier: "enterprise",
    active: true,
    per_minute: 1_000_000,
    per_day: 1_000_000,
    ...terms,
  });
  return { partnerId: made.partner_id, liveKey: made.live_key ?? "", testKey: made.test_key };
}

/** What a call came back with. */
export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies of every shape
  body: any;
}

/** Calls the API: `call(mount, "POST", "/v1/partners", { key, body })`. `text` sends a body as it is. */
export async function call(
  mount: Pick<Mount, "url">,
  method: string,
  path: string,
  options: { key?: string; body?: unknown; text?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { key, body, text, headers } = options;
  const payload = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(`${mount.url}/api${path}`, {
    method,
    headers: {
      ...(key === undefined ? {} : { "X-API-Key": key }),
      ...(payload === undefined ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(payload === undefined ? {} : { body: payload }),
  });
  const reply = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  const answer = reply === "" ? null : isJson ? JSON.parse(reply) : reply;
  if (response.status >= 400) assertCodeListed(method, path, answer);
  return { status: response.status, headers: response.headers, body: answer };
}

/** A person whose 32 traits are all `value`. */
export function person(value: number): { traits: number[] } {
  return { traits: Array.from({ length: 32 }, () => value) };
}
