import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "./free-port";

/**
 * `npm run smoke -- 20 24 26`: for each Node release, clones what is committed, does what README asks of a newcomer
 * (`npm ci && npm start`) with that release from npm's own `node` package, runs the curl line that the start prints and
 * checks the score. Ends with 1 where a release fails. It takes minutes a release and needs the npm registry, so it is no
 * part of `npm test`.
 */
const RELEASES = ["20", "24", "26"];
const WAIT_MS = 15 * 60_000;
/** Of two people with 0.5 and 0.6 in every trait, by `soulmate-1`. */
const EXPECTED_SCORE = /"compatibility_score":0\.6589/;
const CURL_LINE = /^curl -s .*$/m;

const runFile = promisify(execFile);

/** Installs a Node release beside everything else. Returns its exact version and the folder its `node` lies in. */
async function installRelease(release: string): Promise<{ version: string; folder: string }> {
  const script = "process.version + ' ' + process.execPath";
  const { stdout } = await runFile(
    "npm",
    ["exec", "--yes", `--package=node@${release}`, "--", "node", "-p", script],
    { cwd: tmpdir() },
  );
  const [version = "", path = ""] = stdout.trim().split(" ");
  return { version, folder: dirname(path) };
}

/** Resolves with what was printed once `pattern` is in it. Rejects when the process ends before, or after `WAIT_MS`. */
function printed(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const failed = (why: string) => reject(new Error(`${why}\n${output.split("\n").slice(-30).join("\n")}`));
    const timer = setTimeout(() => failed("It did not serve in time."), WAIT_MS);
    const listen = (chunk: unknown) => {
      output += String(chunk);
      if (!pattern.test(output)) return;
      clearTimeout(timer);
      resolve(output);
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("exit", (code) => {
      clearTimeout(timer);
      failed(`It ended with ${code} before it served.`);
    });
  });
}

/** Tries one release. Returns its exact version. */
async function tryRelease(release: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "soulmate-smoke-"));
  const project = join(folder, "project");
  let child: ChildProcess | null = null;
  try {
    await runFile("git", ["clone", "-q", process.cwd(), project]);
    const node = await installRelease(release);
    const port = await freePort();
    // What the npm that runs us set is not for the one that is tried.
    const own: NodeJS.ProcessEnv = { ...process.env };
    for (const name of Object.keys(own)) if (name.startsWith("npm_")) delete own[name];
    const started = spawn("sh", ["-c", "npm ci && npm start"], {
      cwd: project,
      env: {
        ...own,
        PATH: `${node.folder}${delimiter}${process.env.PATH}`,
        PORT: String(port),
        APP_URL: `http://127.0.0.1:${port}`,
      },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    child = started;
    const output = await printed(started, /Stop {2}/);
    const line = CURL_LINE.exec(output)?.[0];
    if (line === undefined) throw new Error("The start printed no curl line.");
    const { stdout: reply } = await runFile("sh", ["-c", line]);
    if (!EXPECTED_SCORE.test(reply)) throw new Error(`That is not the reference score: ${reply}`);
    return node.version;
  } finally {
    if (child?.pid !== undefined && child.exitCode === null) {
      const ended = new Promise((resolve) => child?.once("exit", resolve));
      process.kill(-child.pid, "SIGTERM");
      await ended;
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
  }
}

const wanted = process.argv.slice(2);
let failures = 0;
for (const release of wanted.length > 0 ? wanted : RELEASES) {
  const begun = Date.now();
  try {
    const version = await tryRelease(release);
    console.log(
      `Node ${release} (${version}): installed, started and scored in ${Math.round((Date.now() - begun) / 1_000)} s`,
    );
  } catch (error) {
    failures += 1;
    console.error(`Node ${release}: ${error instanceof Error ? error.message : error}`);
  }
}
process.exit(failures === 0 ? 0 : 1);
