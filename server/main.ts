import cluster, { type Worker } from "node:cluster";
import { availableParallelism } from "node:os";
import { serveLimiter } from "@/lib/partners/rate-limits/primary-limiter";
import { EnvError, env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { startJobProcess } from "./jobs";
import { startWeb } from "./web";

/**
 * Bodies and replies are garbage within a call: a nursery that starts large keeps them from being moved out of it first.
 * A bound on the rest makes the collector tidy up early, so that memory stays level instead of growing into the machine.
 */
const MEMORY_FLAGS = ["--min-semi-space-size=16", "--max-semi-space-size=16", "--max-old-space-size=768"];

type Role = "web" | "jobs";

/** A process that dies at once, again and again, must not be restarted as fast as the machine can. */
const RESTART_MS = 1_000;
/** What a process may take to end before it is killed: longer than the web process's own limit. */
const STOP_MS = 25_000;

async function runWorker(role: Role): Promise<void> {
  // Until something runs there is nothing to stop, and told so early the process may simply go.
  let stop = async () => {};
  let stopping = false;
  const leave = async () => {
    if (stopping) return;
    stopping = true;
    await stop().catch((error) => log().error({ err: error }, "the process did not stop cleanly"));
    process.exit(0);
  };
  process.on("message", (message) => {
    if (
      typeof message === "object" &&
      message !== null &&
      "type" in message &&
      message.type === "soulmate.stop"
    )
      void leave();
  });
  // The primary is gone, killed perhaps: nobody would ever stop or restart this process.
  process.on("disconnect", () => void leave());
  // Ctrl-C reaches the whole group; the primary decides the order.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => undefined);
  const running = role === "web" ? await startWeb() : await startJobProcess();
  stop = running.stop;
  if ("port" in running) process.send?.({ type: "soulmate.listening", port: running.port });
}

function runPrimary(): void {
  const { WEB_PROCESSES, PORT, APP_URL, HOST, standInsAllowed } = env();
  if (standInsAllowed) {
    log().warn(
      { host: HOST },
      "DEMO_MODE: stand-ins take the place of services that are not named, and anybody who gets in can read kept mail; never for real people",
    );
  }
  const web = WEB_PROCESSES ?? availableParallelism();
  serveLimiter(cluster);
  cluster.setupPrimary({ execArgv: [...process.execArgv, ...MEMORY_FLAGS] });
  const roles = new Map<number, Role>();
  let stopping = false;
  let listening = 0;
  let exitCode = 0;
  const fork = (role: Role) => {
    const worker = cluster.fork({ SOULMATE_ROLE: role });
    roles.set(worker.id, role);
  };
  cluster.on("message", (_worker: Worker, message: unknown) => {
    if (typeof message !== "object" || message === null || !("type" in message)) return;
    if (message.type !== "soulmate.listening" || !("port" in message)) return;
    listening += 1;
    if (listening === web) {
      log().info({ port: message.port, processes: web, url: APP_URL }, "serving");
      process.send?.({ type: "soulmate.ready", port: message.port });
    }
  });
  cluster.on("exit", (worker, code, signal) => {
    const role = roles.get(worker.id);
    roles.delete(worker.id);
    if (role === undefined || stopping) return;
    if (role === "web" && listening < web) {
      log().fatal({ code, signal }, "a web process could not start");
      exitCode = 1;
      stop();
      return;
    }
    log().error({ role, code, signal, pid: worker.process.pid }, "a process ended; starting another");
    setTimeout(() => {
      if (!stopping) fork(role);
    }, RESTART_MS);
  });
  const stop = () => {
    if (stopping) return;
    stopping = true;
    log().info({ port: PORT }, "stopping");
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    let left = workers.length;
    const done = () => {
      left -= 1;
      if (left <= 0) process.exit(exitCode);
    };
    if (left === 0) done();
    for (const worker of workers) {
      worker.on("exit", done);
      worker.send({ type: "soulmate.stop" });
      // Closed from here, the port stops listening before a worker leaves it. Were the workers to close it, a connection
      // already on its way to the last of them would come back to a primary that has nobody left to give it to, and hang.
      if (roles.get(worker.id) === "web") worker.disconnect();
    }
    setTimeout(() => {
      for (const worker of workers) worker.process.kill("SIGKILL");
      process.exit(1);
    }, STOP_MS).unref();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);
  process.on("disconnect", stop);
  for (let index = 0; index < web; index += 1) fork("web");
  fork("jobs");
}

async function main(): Promise<void> {
  env();
  if (cluster.isPrimary) runPrimary();
  else await runWorker(process.env.SOULMATE_ROLE === "jobs" ? "jobs" : "web");
}

main().catch((error: unknown) => {
  if (error instanceof EnvError) process.stderr.write(`${error.message}\n`);
  else log().fatal({ err: error }, "could not start");
  process.exit(1);
});
