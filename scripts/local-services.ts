import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startLocalPostgres } from "./local-postgres";

/** What a checkout keeps for itself: ignored by git, readable by its owner only. */
const DATA_FOLDER = join(process.cwd(), ".data");

/** Reads a secret that this checkout made earlier, or makes it. */
async function keptSecret(name: string): Promise<string> {
  const path = join(DATA_FOLDER, name);
  if (existsSync(path)) return (await readFile(path, "utf8")).trim();
  const secret = randomBytes(32).toString("base64url");
  await keepPrivately(name, secret);
  return secret;
}

/** Writes a file of the data folder that only its owner may read. */
export async function keepPrivately(name: string, text: string): Promise<void> {
  await mkdir(DATA_FOLDER, { recursive: true });
  const path = join(DATA_FOLDER, name);
  await writeFile(path, `${text}\n`, { mode: 0o600 });
  await chmod(path, 0o600);
}

/** Reads a file of the data folder; null where there is none. */
export async function readKept(name: string): Promise<string | null> {
  return readFile(join(DATA_FOLDER, name), "utf8").catch(() => null);
}

/** Removes a file of the data folder, if it is there. */
export async function forgetKept(name: string): Promise<void> {
  await rm(join(DATA_FOLDER, name), { force: true });
}

export interface LocalServices {
  /** Settings to add to the environment. */
  settings: Record<string, string>;
  /** Where the data lie, where the database is the checkout's own. */
  databaseFolder: string | null;
  stop(): Promise<void>;
}

/**
 * Starts what the environment does not name: the checkout's own Postgres where there is no DATABASE_URL, and a secret
 * that survives restarts. DEMO_MODE and NODE_ENV=production say whether anything is stood in for. Where neither does,
 * `npm start` and `npm run dev` (`owner`) set DEMO_MODE, and other commands do so only for the checkout's own database:
 * whoever names another one may mean a real one.
 */
export async function startLocalServices(
  log: (line: string) => void,
  { owner = false }: { owner?: boolean } = {},
): Promise<LocalServices> {
  const { DEMO_MODE, NODE_ENV, DATABASE_URL } = process.env;
  const demo = DEMO_MODE
    ? ["1", "true"].includes(DEMO_MODE)
    : NODE_ENV !== "production" && (owner || !DATABASE_URL);
  if (!demo) return { settings: {}, databaseFolder: null, stop: async () => undefined };
  const settings: Record<string, string> = { DEMO_MODE: "1" };
  if (!process.env.APP_SECRET) settings.APP_SECRET = await keptSecret("app-secret");
  if (DATABASE_URL) return { settings, databaseFolder: null, stop: async () => undefined };
  const postgres = await startLocalPostgres({ log });
  settings.DATABASE_URL = postgres.url;
  return {
    settings,
    databaseFolder: postgres.folder,
    // `npm start` owns the server even where an earlier, killed start left it running; other commands only use it.
    stop: () => postgres.stop({ ownAdopted: owner }),
  };
}
