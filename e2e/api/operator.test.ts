import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, it, vi } from "vitest";
import { isWellFormedKey } from "@/lib/partners/api-keys/key-format";
import { newId } from "@/lib/platform/ids";
import {
  call,
  closeProductDatabase,
  type Mount,
  person,
  productDatabase,
  productSettings,
} from "@/test/product";

closeProductDatabase();
// Each command is a process that has all of the product to read first.
vi.setConfig({ testTimeout: 180_000 });

interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the operator's command line as a shell would, on the product's database. */
function operator(args: string[], settings: Record<string, string> = {}): Promise<Ran> {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/operator.ts", ...args], {
    env: productSettings(inject("productDatabaseUrl"), { LOG_LEVEL: "warn", ...settings }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ran: Ran = { code: null, out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    ran.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    ran.err += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ ...ran, code }));
  });
}

const email = () => `operator-${newId()}@example.com`;
const create = (...more: string[]) =>
  operator(["partners:create", "--company", "By Contract", "--email", email(), "--json", ...more]);
const mounts = inject("mounts");
const calculate = (mount: Mount, key: string) =>
  call(mount, "POST", "/v1/compatibility/calculate", {
    key,
    body: { person1: person(0.5), person2: person(0.6) },
  });

it.concurrent("makes a person, makes them an admin, and takes that away", async () => {
  const address = email();
  const made = await operator(["users:create", "--email", address.toUpperCase(), "--name", "Ann", "--json"]);
  expect([made.code, made.err]).toEqual([0, ""]);
  expect(JSON.parse(made.out)).toEqual({ id: expect.any(String), email: address });
  const roleAfter = async (command: string) => {
    expect((await operator([command, "--email", address])).code).toBe(0);
    return (await productDatabase().prisma.user.findUniqueOrThrow({ where: { email: address } })).role;
  };
  expect(await roleAfter("users:make-admin")).toBe("admin");
  expect(await roleAfter("users:unmake-admin")).toBe("user");
  const unknown = await operator(["users:make-admin", "--email", email()]);
  expect([unknown.code, unknown.err.trim()]).toEqual([1, "There is no such user."]);
});

it.concurrent("makes a partner in force, prints exactly its id and keys, and puts its own limits into force", async () => {
  const { code, out, err } = await create(
    "--tier",
    "starter",
    "--per-minute",
    "123",
    "--per-day",
    "4567",
    "--active",
  );
  expect([code, err]).toEqual([0, ""]);
  expect(out.trim().split("\n")).toHaveLength(1);
  const made = JSON.parse(out);
  expect(Object.keys(made).sort()).toEqual(["live_key", "partner_id", "test_key"]);
  expect([made.live_key, made.test_key].map(isWellFormedKey)).toEqual([true, true]);
  for (const mount of mounts) {
    const live = await calculate(mount, made.live_key);
    expect([live.status, live.headers.get("ratelimit-policy")]).toEqual([
      200,
      '"minute";q=123;w=60, "day";q=4567;w=86400',
    ]);
    const test = await calculate(mount, made.test_key);
    expect(test.headers.get("ratelimit-policy")).toBe('"minute";q=60;w=60, "day";q=5000;w=86400');
  }
  const audited = await productDatabase().prisma.auditEvent.findMany({
    where: { partnerId: made.partner_id },
  });
  expect(audited.map(({ actorType }) => actorType)).toEqual(audited.map(() => "operator"));
  expect(audited.map(({ action }) => action)).toContain("partner.contract_changed");
  expect(JSON.stringify(audited)).not.toContain(made.live_key.slice(14));
});

it.concurrent("makes no live key for a contract that is not in force yet", async () => {
  const { code, out } = await create("--tier", "professional");
  expect([code, JSON.parse(out).live_key]).toEqual([0, null]);
});

it.concurrent("suspends, resumes and changes a partner, and lists it", async () => {
  const made = JSON.parse((await create("--tier", "starter", "--active")).out);
  const update = (...args: string[]) =>
    operator(["partners:update", "--id", made.partner_id, "--json", ...args]);
  expect((await update("--suspend")).code).toBe(0);
  for (const mount of mounts)
    expect((await calculate(mount, made.live_key)).body.code).toBe("partner_suspended");
  const changed = await update(
    "--resume",
    "--tier",
    "professional",
    "--status",
    "past_due",
    "--per-day",
    "77",
  );
  expect(JSON.parse(changed.out)).toMatchObject({
    id: made.partner_id,
    tier: "professional",
    subscription_status: "past_due",
    limits: { per_minute: 300, per_day: 77, pairs_per_batch: 50 },
  });
  expect(JSON.parse((await update("--per-day", "default")).out).limits.per_day).toBe(100_000);
  // The newest come first, and other tests make partners all the while.
  let cursor: string[] = [];
  for (;;) {
    const listed = JSON.parse((await operator(["partners:list", "--limit", "100", "--json", ...cursor])).out);
    if (listed.data.some(({ id }: { id: string }) => id === made.partner_id)) break;
    expect(listed.has_more).toBe(true);
    cursor = ["--cursor", listed.next_cursor];
  }
});

it.concurrent.each([
  [
    ["partners:create", "--tier", "starter"],
    ["company_name", "email"],
  ],
  [
    ["partners:create", "--company", "X", "--email", "nonsense", "--tier", "gold"],
    ["email", "tier"],
  ],
  [
    [
      "partners:create",
      "--company",
      "X",
      "--email",
      "x@example.com",
      "--tier",
      "free",
      "--per-minute",
      "many",
    ],
    ["per_minute"],
  ],
  [
    ["partners:create", "--company", "X", "--email", "x@example.com", "--tier", "free", "--per-day", "0"],
    ["per_day"],
  ],
  [["partners:update", "--id", "nonsense"], ["partner_id"]],
  [["partners:update", "--id", "01900000-0000-7000-8000-000000000000"], ["There is no such partner"]],
  [
    ["partners:update", "--id", "01900000-0000-7000-8000-000000000000", "--suspend", "--resume"],
    ["--suspend"],
  ],
  [["partners:list", "--limit", "1000"], ["limit"]],
  [["partners:list", "--cursor", "nonsense"], ["cursor"]],
  [["partners:list", "--colour"], ["--colour"]],
  [["partners:destroy"], ["partners:create"]],
  [[], ["partners:create"]],
])("names what is wrong with %j and ends with 1, without a stack", async (args, names) => {
  const count = () => productDatabase().prisma.partner.count({ where: { companyName: "X" } });
  const before = await count();
  const { code, out, err } = await operator(args);
  expect([code, out]).toEqual([1, ""]);
  for (const name of names) expect(err).toContain(name);
  expect(err).not.toMatch(/^\s+at /m);
  expect(await count()).toBe(before);
});

it.concurrent("says so, without the password, when the database cannot be reached", async () => {
  const { code, out, err } = await operator(["partners:list"], {
    DATABASE_URL: "postgres://someone:hunter2@127.0.0.1:9/nowhere",
  });
  expect([code, out]).toEqual([1, ""]);
  expect(err).not.toContain("hunter2");
  expect(err).not.toMatch(/^\s+at /m);
});

it.concurrent("lists who was deleted, and deletes them again after an older backup came back", async () => {
  const address = email();
  const made = await operator(["users:create", "--email", address, "--name", "Ann", "--json"]);
  const { id } = JSON.parse(made.out);
  const at = new Date().toISOString();
  const folder = await mkdtemp(join(tmpdir(), "erased-"));
  const file = join(folder, "erased.json");
  const deletion = {
    request_id: newId(),
    user_id: id,
    profile_id: null,
    requested_at: at,
    due_at: at,
    finished_at: at,
  };
  await writeFile(file, JSON.stringify({ deletions: [deletion] }));
  const again = await operator(["privacy:re-erase", "--from", file, "--json"]);
  expect([again.err, JSON.parse(again.out)]).toEqual(["", { erased: 1, failed: [] }]);
  expect(await productDatabase().prisma.user.count({ where: { id } })).toBe(0);
  const listed = await operator(["privacy:list-erased", "--json"]);
  expect(JSON.parse(listed.out).deletions).toContainEqual(
    expect.objectContaining({ request_id: deletion.request_id, user_id: id }),
  );
  await writeFile(file, "{]");
  for (const wrong of [["--from", file], ["--from", join(folder, "none")], []]) {
    const refused = await operator(["privacy:re-erase", ...wrong]);
    expect([refused.code, refused.err]).toEqual([1, expect.stringMatching(/not JSON|cannot be read|--from/)]);
  }
  await rm(folder, { recursive: true });
});
