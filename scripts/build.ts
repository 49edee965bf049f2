import { spawn } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { type BuildOptions, build } from "esbuild";

const compress = promisify(brotliCompress);

/** `npm run build`: Next's pages, and our own server and commands in `dist/`. */
async function run(command: string, args: string[], env: Record<string, string> = {}): Promise<void> {
  const child = spawn(command, args, { stdio: "inherit", env: { ...process.env, ...env } });
  const code = await new Promise<number | null>((resolve) => child.on("exit", resolve));
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}.`);
}

const BUNDLE: BuildOptions = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  packages: "external",
  sourcemap: true,
  logLevel: "warning",
};

/** Bundles what takes a vendor's place, apart from all else: the image of a deployment leaves this folder out. */
export async function buildStandIns(): Promise<void> {
  await build({
    ...BUNDLE,
    entryPoints: { stripe: "lib/vendors/stripe/stand-in/main.ts" },
    outdir: "dist/stand-ins",
    // Its errors are known to the product by name.
    keepNames: true,
  });
}

/** Bundles the server and the commands that a deployment needs; what is in node_modules stays there. */
export async function buildServer(outdir = "dist"): Promise<void> {
  await build({
    ...BUNDLE,
    entryPoints: {
      server: "server/main.ts",
      "matching-worker": "server/matching-worker.ts",
      migrate: "scripts/migrate.ts",
      operator: "scripts/operator.ts",
      "check-ledger": "scripts/check-ledger.ts",
    },
    outdir,
  });
}

/** Compresses what browsers load once and for all, so that serving it costs nothing (server/static-files.ts). */
async function compressStaticFiles(): Promise<void> {
  const root = join(process.env.NEXT_DIST_DIR ?? ".next", "static");
  const names = await readdir(root, { recursive: true });
  const files = names.filter((name) => /\.(js|css)$/.test(name)).map((name) => join(root, name));
  await Promise.all(
    files.map(async (file) => {
      const text = await readFile(file);
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
      };
      await writeFile(`${file}.br`, await compress(text, { params }));
    }),
  );
}

/** Builds and bundles everything that `npm start` runs. */
export async function buildProject(): Promise<void> {
  await Promise.all([
    run("npx", ["next", "build"], { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" }),
    buildServer(),
    buildStandIns(),
  ]);
  await compressStaticFiles();
}

if (process.argv[1]?.endsWith("build.ts")) await buildProject();
