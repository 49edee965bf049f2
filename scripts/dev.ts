import { spawn } from "node:child_process";
import { env } from "@/lib/platform/env";
import { applyMigrations } from "@/lib/platform/migrations";
import { buildStandIns } from "./build";
import { startLocalServices } from "./local-services";

/** `npm run dev`: the checkout's own database, jobs, and Next's development server with fast refresh. */
process.env.LOG_LEVEL ??= "info";
const services = await startLocalServices(console.log, { owner: true });
Object.assign(process.env, services.settings, { NODE_ENV: "development" });
const { HOST } = env();
if (process.env.DATABASE_URL === undefined) throw new Error("Set DATABASE_URL.");
await applyMigrations(process.env.DATABASE_URL, { log: console.log });

// Next asks for it as a file of its own.
await buildStandIns();

const children = [
  spawn(
    process.execPath,
    ["node_modules/next/dist/bin/next", "dev", ...(HOST === undefined ? [] : ["-H", HOST])],
    { stdio: "inherit" },
  ),
  spawn(process.execPath, ["--import", "tsx", "scripts/jobs.ts"], { stdio: "inherit" }),
];
let stopping = false;
const stop = async () => {
  if (stopping) return;
  stopping = true;
  await Promise.all(
    children.map((child) => {
      if (child.exitCode !== null || child.signalCode !== null) return undefined;
      child.kill("SIGTERM");
      return new Promise((resolve) => child.once("exit", resolve));
    }),
  );
  await services.stop();
  process.exit(0);
};
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());
for (const child of children) child.once("exit", () => void stop());
