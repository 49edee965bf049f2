import { readFile, writeFile } from "node:fs/promises";

/**
 * `npm run lock`: names in package-lock.json the optional packages of every platform (`@next/swc-darwin-arm64`, …).
 * npm leaves out those that a registry does not offer to the machine it runs on, and `npm ci` then refuses the lock
 * file, here and elsewhere. An entry made here has no integrity: npm fills that in where the package can be had, and
 * never fetches it where the platform is another. With `--check` it only tells what is missing.
 */
interface Package {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  peer?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

interface Lock {
  packages: Record<string, Package>;
}

const SYSTEMS = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const PROCESSORS = [
  "arm64",
  "arm",
  "ia32",
  "loong64",
  "mips64el",
  "ppc64",
  "riscv64",
  "s390x",
  "wasm32",
  "x64",
];

/** Reads the platform that a package is for out of its name; null where the name does not say. */
function platformOf(name: string): Pick<Package, "os" | "cpu" | "libc"> | null {
  if (name === "fsevents") return { os: ["darwin"] };
  const words = (name.split("/").at(-1) ?? "").replace("linuxmusl", "linux-musl").split(/[-_.]/);
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  if (cpu === "wasm32") return { cpu: [cpu] };
  const os = SYSTEMS.find((system) => words.includes(system));
  if (os === undefined) return null;
  const libc = words.some((word) => word.startsWith("musl"))
    ? "musl"
    : words.some((word) => word.startsWith("gnu"))
      ? "glibc"
      : null;
  return {
    os: [os],
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(os === "linux" && libc !== null ? { libc: [libc] } : {}),
  };
}

/** Whether Node would find `name` from the package at `path`: in its own node_modules, or in one further out. */
function isLocked(packages: Lock["packages"], path: string, name: string): boolean {
  const parts = path.split("/node_modules/");
  return (
    parts.some((_, depth) => {
      const owner = parts.slice(0, parts.length - depth).join("/node_modules/");
      return packages[`${owner}/node_modules/${name}`] !== undefined;
    }) || packages[`node_modules/${name}`] !== undefined
  );
}

const text = await readFile("package-lock.json", "utf8");
const lock = JSON.parse(text) as Lock;
const missing: string[] = [];
for (const [path, owner] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
    if (isLocked(lock.packages, path, name)) continue;
    const platform = platformOf(name);
    if (platform === null || !/^\d/.test(version)) continue;
    missing.push(`${name}@${version}`);
    lock.packages[`node_modules/${name}`] = {
      version,
      ...platform,
      ...(owner.dev ? { dev: true } : {}),
      optional: true,
    };
  }
}
if (missing.length > 0 && process.argv.includes("--check")) {
  console.error(
    `package-lock.json lacks other platforms' packages (npm run lock adds them):\n${missing.join("\n")}`,
  );
  process.exit(1);
}
if (missing.length > 0) {
  const { "": root, ...rest } = lock.packages;
  const sorted = Object.fromEntries(Object.entries(rest).sort(([a], [b]) => a.localeCompare(b, "en")));
  lock.packages = { ...(root === undefined ? {} : { "": root }), ...sorted };
  await writeFile("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
}
console.log(missing.length === 0 ? "The lock file is complete." : `Added ${missing.length} packages.`);
