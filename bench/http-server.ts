import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createContractPartner } from "@/lib/partners/partners/create-contract-partner";
import { openDatabase } from "@/lib/platform/db";
import { systemContext } from "@/lib/platform/jobs";
import { applyMigrations } from "@/lib/platform/migrations";
import { startLocalPostgres } from "@/scripts/local-postgres";
import { type RunningServer, runServer } from "@/scripts/run-server";

export interface BenchServer {
  url: string;
  databaseUrl: string;
  liveKey: string;
  server: RunningServer;
  stop(): Promise<void>;
}

/** What the measured server is told, and whoever works on its database beside it. */
export const BENCH_SETTINGS = {
  NODE_ENV: "production",
  DEMO_MODE: "1",
  APP_SECRET: "bench-bench-bench-bench-bench-bench",
  LOG_LEVEL: "warn",
} as const;

/** Starts the production build on a database of its own, with durable writes, and one partner beyond all limits. */
export async function startBenchServer(
  settings: Record<string, string> = {},
  nodeArguments: string[] = [],
): Promise<BenchServer> {
  process.env.LOG_LEVEL ??= "warn";
  const folder = await mkdtemp(join(tmpdir(), "soulmate-bench-"));
  const postgres = await startLocalPostgres({ folder: join(folder, "postgres"), log: () => {} });
  await applyMigrations(postgres.url);
  const database = openDatabase(postgres.url, 2);
  const { live_key } = await createContractPartner(systemContext(database, "bench"), {
    company_name: "Bench",
    email: "bench@example.com",
    tier: "enterprise",
    active: true,
    per_minute: 1_000_000_000,
    per_day: 1_000_000_000,
  });
  await database.close();
  const removeDatabase = async () => {
    await postgres.stop();
    await rm(postgres.folder, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  };
  const server = await runServer(
    {
      PATH: process.env.PATH ?? "",
      HOME: process.env.HOME ?? "",
      ...BENCH_SETTINGS,
      DATABASE_URL: postgres.url,
      PORT: "0",
      HOST: "127.0.0.1",
      ...settings,
    } as unknown as NodeJS.ProcessEnv,
    { nodeArguments },
  ).catch(async (error: unknown) => {
    await removeDatabase();
    throw error;
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    databaseUrl: postgres.url,
    liveKey: live_key ?? "",
    server,
    stop: async () => {
      server.process.kill("SIGTERM");
      await server.ended;
      await removeDatabase();
    },
  };
}
