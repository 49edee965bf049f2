import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { freePort } from "@/scripts/free-port";
import { runServer } from "@/scripts/run-server";

/** Sentences that only the stand-in's own code says. */
const OF_THE_STAND_IN = ["the Stripe stand-in failed", "INSERT INTO stripe_stand_in.objects"];

/** What the image holds of this checkout's build: what its last stage copies, by the Dockerfile itself. */
async function copied(): Promise<string[]> {
  const text = await readFile("Dockerfile", "utf8");
  const sources = [...text.matchAll(/^COPY --from=build \S+ (.*) \S+$/gm)].flatMap(([, paths = ""]) =>
    paths.split(" ").map((path) => path.replace(/^\/app\//, "")),
  );
  return sources;
}

/** The files below folders, and those in a folder that a pattern such as `dist/*.js` names. */
async function filesOf(patterns: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const pattern of patterns) {
    const recursive = !pattern.includes("*");
    const folder = recursive ? pattern : dirname(pattern);
    if (recursive && !(await stat(folder)).isDirectory()) {
      files.push(pattern);
      continue;
    }
    for (const entry of await readdir(folder, { recursive, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile() && (recursive || path.endsWith(pattern.slice(pattern.indexOf("*") + 1))))
        files.push(path);
    }
  }
  return files;
}

it("the image holds the server, its pages and commands, and no code of a stand-in", async () => {
  const sources = (await copied()).filter((path) => path !== "node_modules");
  const files = await filesOf(sources);
  for (const needed of ["dist/server.js", "dist/migrate.js", "dist/matching-worker.js", ".next/BUILD_ID"])
    expect(files).toContain(needed);
  expect(files.filter((path) => /stand-in/.test(path) && !path.startsWith(".next/cache"))).toEqual([]);
  const holding: string[] = [];
  for (const path of files.filter((name) =>
    /^(dist|\.next\/(server|standalone))\/.*\.js(\.map)?$/.test(name),
  )) {
    const text = await readFile(path, "utf8");
    if (OF_THE_STAND_IN.some((sentence) => text.includes(sentence))) holding.push(path);
  }
  expect(holding).toEqual([]);
  const standIn = await readFile("dist/stand-ins/stripe.js", "utf8");
  for (const sentence of OF_THE_STAND_IN) expect(standIn).toContain(sentence);
});

it("the product starts in production from what the image holds, without a stand-in", async () => {
  const folder = await mkdtemp(join(tmpdir(), "soulmate-image-"));
  try {
    for (const source of await copied()) {
      if (source === "node_modules" || source === ".next")
        await symlink(join(process.cwd(), source), join(folder, source));
      else if (source === "prisma/migrations") await cp(source, join(folder, source), { recursive: true });
      else
        for (const file of await filesOf([source])) {
          await mkdir(join(folder, dirname(file)), { recursive: true });
          await copyFile(file, join(folder, file));
        }
    }
    const port = String(await freePort());
    const server = await runServer(
      {
        PATH: process.env.PATH ?? "",
        NODE_ENV: "production",
        PORT: port,
        HOST: "127.0.0.1",
        APP_URL: `http://127.0.0.1:${port}`,
        APP_SECRET: "a secret of 32 characters or more, for tests",
        // Nothing listens there, so that no job runs and asks the real Stripe.
        DATABASE_URL: "postgres://nobody@127.0.0.1:9/none",
        SMTP_URL: "smtp://127.0.0.1:9",
        RATE_LIMIT_STORE: "memory",
        STRIPE_SECRET_KEY: "sk_live_x",
        STRIPE_WEBHOOK_SECRET: "whsec_x",
        WEB_PROCESSES: "1",
        LOG_LEVEL: "silent",
      },
      { cwd: folder, output: () => undefined },
    );
    try {
      const status = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
      expect(await status("/api/health/live")).toBe(200);
      expect(await status("/dev/stripe/v1/customers")).toBe(404);
    } finally {
      server.process.kill("SIGTERM");
      await server.ended;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
