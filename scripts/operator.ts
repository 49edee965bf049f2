import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { generateSync } from "otplib";
import { z } from "zod";
import { changeUserRole } from "@/lib/identity/accounts/change-user-role";
import { createUser } from "@/lib/identity/accounts/create-user";
import { AccountEmail, ChangeName } from "@/lib/identity/accounts/schemas";
import { EraseAgain, eraseAgain, listDoneDeletions } from "@/lib/identity/privacy/erase-again";
import { ContractChange, ContractPartner } from "@/lib/partners/partners/contract";
import { createContractPartner } from "@/lib/partners/partners/create-contract-partner";
import { listPartners } from "@/lib/partners/partners/list-partners";
import { updateContract } from "@/lib/partners/partners/update-contract";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { fieldErrors } from "@/lib/platform/input";
import { PageQuery } from "@/lib/platform/pagination";
import { PRIVACY } from "@/lib/registry";
import { readKept } from "./local-services";
import { tellFailure, withDatabase } from "./with-database";

const HELP = `The operator's command line, for what pages do not do yet.

  npm run -s operator -- partners:create --company NAME --email ADDRESS --tier TIER
                         [--per-minute N] [--per-day N] [--active] [--json]
      Makes a partner by contract. --active: verified and paid, with a live key.
  npm run -s operator -- partners:update --id PARTNER [--tier TIER] [--status none|active|past_due|cancelled]
                         [--per-minute N|default] [--per-day N|default] [--verified] [--suspend | --resume] [--json]
      Changes a contract. Every instance follows within a second.
  npm run -s operator -- partners:list [--limit N] [--cursor C] [--json]
  npm run -s operator -- users:create --email ADDRESS --name NAME [--json]
      Makes a person whose address you vouch for. They choose a password by "Forgotten it?" on the sign-in page.
  npm run -s operator -- users:make-admin --email ADDRESS [--json]
      Makes a person an admin of this installation. users:unmake-admin takes it away. Both sign them out. An admin
      sets up an authenticator app before anything in /admin.
  npm run -s operator -- privacy:list-erased --json
      Everyone who was deleted, as numbers without names. Keep it apart from the backups, and write it again each day.
  npm run -s operator -- privacy:re-erase --from FILE [--json]
      After an older backup was restored: deletes those people again. FILE is what privacy:list-erased wrote.
  npm run -s operator -- demo:code [--json]
      The code of this moment for the demo's admin.

It works on DATABASE_URL, or on this checkout's own database.`;

const OneUser = z.object({ email: AccountEmail });
const OperatorUser = OneUser.extend(ChangeName.shape);

class UsageError extends Error {}

const OPTIONS = {
  company: { type: "string" },
  email: { type: "string" },
  name: { type: "string" },
  tier: { type: "string" },
  id: { type: "string" },
  status: { type: "string" },
  "per-minute": { type: "string" },
  "per-day": { type: "string" },
  limit: { type: "string" },
  cursor: { type: "string" },
  active: { type: "boolean" },
  verified: { type: "boolean" },
  suspend: { type: "boolean" },
  resume: { type: "boolean" },
  from: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const;

type Values = ReturnType<typeof parse>["values"];

function parse(args: string[]) {
  return parseArgs({ args, options: OPTIONS, allowPositionals: true });
}

/** `--per-minute 500` a number, `default` the tier's, absent: as it is. */
function limitOption(text: string | undefined): number | null | undefined {
  if (text === undefined) return undefined;
  return text === "default" ? null : Number(text);
}

function check<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new UsageError(
    fieldErrors(parsed.error.issues)
      .map(({ path, message }) => `${path}: ${message}`)
      .join("\n"),
  );
}

async function readJson(path: string | undefined): Promise<unknown> {
  if (path === undefined) throw new UsageError("--from names the file that privacy:list-erased wrote.");
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    const why = error instanceof SyntaxError ? "It is not JSON." : "It cannot be read.";
    throw new UsageError(`${path}: ${why}`);
  }
}

const COMMANDS: Record<string, (ctx: Context, values: Values) => Promise<object>> = {
  "partners:create": async (ctx, values) =>
    createContractPartner(
      ctx,
      check(ContractPartner, {
        company_name: values.company,
        email: values.email,
        tier: values.tier,
        active: values.active ?? false,
        per_minute: limitOption(values["per-minute"]),
        per_day: limitOption(values["per-day"]),
      }),
    ),
  "partners:update": async (ctx, values) => {
    if (values.suspend && values.resume) throw new UsageError("--suspend and --resume exclude each other.");
    return updateContract(
      ctx,
      check(ContractChange, {
        partner_id: values.id,
        tier: values.tier,
        subscription_status: values.status,
        email_verified: values.verified,
        suspended: values.suspend ? true : values.resume ? false : undefined,
        per_minute: limitOption(values["per-minute"]),
        per_day: limitOption(values["per-day"]),
      }),
    );
  },
  "users:create": async (ctx, values) =>
    createUser(ctx, { ...check(OperatorUser, { email: values.email, name: values.name }), password: null }),
  "users:make-admin": async (ctx, values) =>
    changeUserRole(ctx, { ...check(OneUser, { email: values.email }), role: "admin" }),
  "users:unmake-admin": async (ctx, values) =>
    changeUserRole(ctx, { ...check(OneUser, { email: values.email }), role: "user" }),
  "privacy:list-erased": async (ctx) => listDoneDeletions(ctx),
  "privacy:re-erase": async (ctx, values) =>
    eraseAgain(ctx, check(EraseAgain, await readJson(values.from)), PRIVACY),
  "demo:code": async () => {
    const kept = await readKept("demo.json");
    const secret =
      kept === null
        ? undefined
        : z.object({ admin_totp_secret: z.string().optional() }).parse(JSON.parse(kept));
    if (secret?.admin_totp_secret === undefined)
      throw new UsageError("There is no demo with an admin's authenticator app here. Run npm start first.");
    return { code: generateSync({ secret: secret.admin_totp_secret }) };
  },
  "partners:list": async (ctx, values) =>
    listPartners(
      ctx,
      check(PageQuery, {
        ...(values.limit === undefined ? {} : { limit: values.limit }),
        ...(values.cursor === undefined ? {} : { cursor: values.cursor }),
      }),
    ),
};

async function main(): Promise<void> {
  const { values, positionals } = parse(process.argv.slice(2));
  const command = COMMANDS[positionals[0] ?? ""];
  if (values.help || command === undefined || positionals.length !== 1) {
    if (values.help) return void console.log(HELP);
    throw new UsageError(HELP);
  }
  const result = await withDatabase((ctx) => command(ctx, values));
  if (values.json) console.log(JSON.stringify(result));
  else console.dir(result, { depth: null });
}

main().catch((error: unknown) => {
  if (error instanceof UsageError || error instanceof AppError) console.error(error.message);
  else if (error instanceof TypeError && "code" in error) console.error(`${error.message}\n\n${HELP}`);
  else tellFailure(error);
  process.exit(1);
});
