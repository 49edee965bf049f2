import { userInfo } from "node:os";
import { systemClock } from "@/lib/platform/clock";
import type { Context } from "@/lib/platform/context";
import { isDatabaseOutage, openDatabase } from "@/lib/platform/db";
import { EnvError } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import { applyMigrations } from "@/lib/platform/migrations";
import { startLocalServices } from "./local-services";

/** Runs an operator's command on DATABASE_URL, or on this checkout's own database, which is started for it. */
export async function withDatabase<T>(work: (ctx: Context) => Promise<T>): Promise<T> {
  process.env.LOG_LEVEL ??= "warn";
  const services = await startLocalServices((line) => console.error(line));
  Object.assign(process.env, services.settings);
  const databaseUrl = process.env.DATABASE_URL;
  if (databaseUrl === undefined) throw new Error("Set DATABASE_URL.");
  // A checkout that was never started has a database without tables; a deployment brings its own up to date itself.
  if (services.databaseFolder !== null) await applyMigrations(databaseUrl);
  const database = openDatabase(databaseUrl, 2);
  try {
    return await work({
      requestId: newId(),
      actor: { type: "operator", id: userInfo().username },
      clock: systemClock,
      db: database.prisma,
      log: log(),
    });
  } finally {
    await database.close();
    await services.stop();
  }
}

/** What to tell an operator of a command that failed. */
export function tellFailure(error: unknown): void {
  if (error instanceof EnvError) console.error(error.message);
  else if (isDatabaseOutage(error)) console.error("The database cannot be reached. Check DATABASE_URL.");
  else console.error(error);
}
