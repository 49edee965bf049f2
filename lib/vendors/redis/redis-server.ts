import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface RedisServer {
  port: number;
  url: string;
  /** Stops answering without closing its connections, until `resume`. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
}

/** Why tests cannot have a real Redis here, or null where they can. */
export const noRedisServer: string | null =
  spawnSync("redis-server", ["--version"]).status === 0
    ? null
    : "redis-server is not installed (Debian: apt-get install redis-server)";

/** Prints Redis's process id, and kills it when its own input ends: also when the test's process is killed. */
const WATCHED = 'redis-server "$@" & echo $!; cat > /dev/null; kill -9 $!; wait';

/**
 * For tests: a real Redis of the test's own, on a free port or the given one, that keeps nothing. `cluster`: as the
 * only node of a Redis Cluster, which refuses a script whose keys lie in different slots.
 */
export async function startRedisServer({ port = 0, cluster = false } = {}): Promise<RedisServer> {
  const chosen = port === 0 ? await freePort() : port;
  const dir = await mkdtemp(join(tmpdir(), "soulmate-redis-"));
  const settings = [
    "--port",
    `${chosen}`,
    "--bind",
    "127.0.0.1",
    "--save",
    "",
    "--appendonly",
    "no",
    "--dir",
    dir,
  ];
  const clusterSettings = ["--cluster-enabled", "yes", "--cluster-port", `${cluster ? await freePort() : 0}`];
  const server = spawn("sh", ["-c", WATCHED, "sh", ...settings, ...(cluster ? clusterSettings : [])], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(server, "exit");
  const output: string[] = [];
  for await (const line of createInterface(server.stdout)) {
    output.push(line);
    if (line.includes("Ready to accept connections")) break;
  }
  const pid = Number(output[0]);
  if (!output.at(-1)?.includes("Ready")) throw new Error(`redis-server did not start:\n${output.join("\n")}`);
  server.stdout.resume();
  return {
    port: chosen,
    url: `redis://127.0.0.1:${chosen}`,
    pause: () => void process.kill(pid, "SIGSTOP"),
    resume: () => void process.kill(pid, "SIGCONT"),
    stop: async () => {
      server.stdin.end();
      await ended;
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return address.port;
}
