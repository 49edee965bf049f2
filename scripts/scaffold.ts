/** What `npm run new` writes, as texts by path. It reads what is there and touches nothing, so that a test can look. */
export type Read = (path: string) => string | undefined;
export type Files = Map<string, string>;

const AREA_GUARDS = { partner: "requirePartner", admin: "requireAdmin", account: "requireSelf" } as const;
export type PageArea = keyof typeof AREA_GUARDS;

/** `monthly-report` as `monthlyReport`, `MonthlyReport` and `Monthly report`. */
function spellings(kebab: string) {
  const words = kebab.split("-");
  const pascal = words.map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`).join("");
  const camel = `${pascal.slice(0, 1).toLowerCase()}${pascal.slice(1)}`;
  const sentence = words.join(" ");
  return { pascal, camel, sentence: `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}` };
}

function checked(name: string | undefined, shape: RegExp, what: string): string {
  if (name === undefined || !shape.test(name)) throw new Error(`Name ${what}.`);
  return name;
}

const DOMAIN_NAME = /^[a-z]+(-[a-z]+)*\/[a-z]+(-[a-z]+)*$/;
const VERB_NAME = /^[a-z]+(-[a-z]+)+$/;

/** Texts that begin as they are on disk and are changed one after the other. */
class Draft {
  readonly files: Files = new Map();
  constructor(readonly read: Read) {}

  text(path: string): string | undefined {
    return this.files.get(path) ?? this.read(path);
  }

  create(path: string, text: string): void {
    if (this.text(path) !== undefined) throw new Error(`${path} is there already.`);
    this.files.set(path, text);
  }

  /** Appends to a file, which is made with `head` where it is missing, and gives it the import it needs. */
  append(path: string, head: string, imports: string, text: string): void {
    const before = this.text(path);
    this.files.set(
      path,
      before === undefined ? `${head}${imports}\n${text}` : `${imports}${before}\n${text}`,
    );
  }

  replace(path: string, found: RegExp, by: string): void {
    const before = this.text(path);
    if (before === undefined) throw new Error(`There is no ${path}.`);
    if (!found.test(before)) throw new Error(`${path} has no ${found.source}.`);
    this.files.set(
      path,
      before.replace(found, () => by),
    );
  }

  import(path: string, line: string): void {
    const before = this.text(path) ?? "";
    if (!before.includes(line)) this.files.set(path, `${line}\n${before}`);
  }

  /** Adds to a list of a manifest, which is made where it is missing. */
  manifest(domain: string, list: string, entry: string): void {
    const path = `lib/${domain}/domain.ts`;
    const open = new RegExp(`${list}: \\[`);
    if (open.test(this.text(path) ?? "")) this.replace(path, open, `${list}: [${entry}, `);
    else this.replace(path, /\n\};\n$/, `\n  ${list}: [${entry}],\n};\n`);
  }
}

function newDomain(draft: Draft, domain: string): void {
  const { camel } = spellings(domain.split("/")[1] ?? "");
  const path = `lib/${domain}/domain.ts`;
  draft.create(
    path,
    `import type { Domain } from "@/lib/api/domain";\n\nexport const ${camel}: Domain = {\n  name: "${domain}",\n};\n`,
  );
  draft.import("lib/registry.ts", `import { ${camel} } from "@/lib/${domain}/domain";`);
  draft.replace("lib/registry.ts", /(?<=^export const DOMAINS\b[^;]*)\n\];/m, `\n  ${camel},\n];`);
}

function newEndpoint(draft: Draft, domain: string, verb: string): void {
  const manifest = `lib/${domain}/domain.ts`;
  if (draft.text(manifest) === undefined) newDomain(draft, domain);
  const { camel, pascal, sentence } = spellings(verb);
  const noun = verb.split("-").slice(1).join("-");
  const folder = domain.split("/")[1] ?? "";
  const tag =
    /tags: \{\s*"?([\w -]+?)"?:/.exec(draft.text(manifest) ?? "")?.[1] ?? spellings(folder).sentence;
  draft.append(
    `lib/${domain}/schemas.ts`,
    `import { z } from "zod";\n`,
    "",
    `export const ${pascal}Reply = z\n  .object({ partner_id: z.uuid(), company_name: z.string() })\n  .meta({ id: "${pascal}Reply" });\nexport type ${pascal}Reply = z.output<typeof ${pascal}Reply>;\n`,
  );
  draft.append(
    `lib/${domain}/endpoints.ts`,
    `import { endpoint } from "@/lib/api/endpoint";\n`,
    `import { ${pascal}Reply } from "@/lib/${domain}/schemas";\n`,
    `export const ${camel}Endpoint = endpoint({
  method: "GET",
  path: "/v1/${folder}/${noun}",
  tag: "${tag}",
  operationId: "${camel}",
  summary: "${sentence}",
  auth: "partner",
  scope: "usage:read",
  reply: ${pascal}Reply,
  status: 200,
});
`,
  );
  draft.create(
    `lib/${domain}/${verb}.ts`,
    `import type { ${pascal}Reply } from "@/lib/${domain}/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** Answers for the caller's own partner. */
export async function ${camel}(ctx: PartnerContext): Promise<${pascal}Reply> {
  assertPermitted(ctx, "usage:read");
  const partner = await ctx.db.partner.findUniqueOrThrow({
    where: { id: ctx.partnerId },
    select: { companyName: true },
  });
  return { partner_id: ctx.partnerId, company_name: partner.companyName };
}
`,
  );
  draft.create(
    `lib/${domain}/${verb}.db.test.ts`,
    `import { beforeAll, describe, expect, it } from "vitest";
import { ${camel} } from "@/lib/${domain}/${verb}";
import { ownDatabase } from "@/test/own-database";
import { makePartner } from "@/test/product";
import { setSettings } from "@/test/settings";

const own = ownDatabase();

beforeAll(() => {
  setSettings();
});

describe("${camel}", () => {
  it("answers for the caller's own partner", async () => {
    const partner = await makePartner({ company_name: "Lantern" }, own.database);
    expect(await ${camel}(own.as(partner))).toEqual({
      partner_id: partner.partnerId,
      company_name: "Lantern",
    });
  });

  it("refuses a key without the scope", async () => {
    const partner = await makePartner({}, own.database);
    const ctx = { ...own.as(partner), permissions: new Set<never>() };
    await expect(${camel}(ctx)).rejects.toMatchObject({ code: "insufficient_scope" });
  });
});
`,
  );
  draft.import(manifest, `import { route } from "@/lib/api/endpoint";`);
  draft.import(manifest, `import { ${camel} } from "@/lib/${domain}/${verb}";`);
  draft.import(manifest, `import { ${camel}Endpoint } from "@/lib/${domain}/endpoints";`);
  if (!/tags: \{/.test(draft.text(manifest) ?? ""))
    draft.replace(
      manifest,
      /\n\};\n$/,
      `\n  tags: { "${tag}": "Say here what these operations are about." },\n};\n`,
    );
  draft.manifest(domain, "routes", `route(${camel}Endpoint, ${camel})`);
  draft.replace(
    "test/endpoint-cases.ts",
    /^ {2}getUsage: nothing,$/m,
    `  getUsage: nothing,\n  ${camel}: nothing,`,
  );
}

function newJob(draft: Draft, domain: string, verb: string): void {
  if (draft.text(`lib/${domain}/domain.ts`) === undefined) newDomain(draft, domain);
  const { camel } = spellings(verb);
  const folder = domain.split("/")[1] ?? "";
  const list = `${spellings(folder).camel}Jobs`;
  const path = `lib/${domain}/jobs.ts`;
  draft.create(
    `lib/${domain}/${verb}.ts`,
    `import type { JobContext } from "@/lib/platform/jobs";

/** Says how many partners there are. Safe to run again. */
export async function ${camel}(ctx: JobContext): Promise<void> {
  ctx.log.info({ partners: await ctx.db.partner.count() }, "${verb}");
}
`,
  );
  draft.create(
    `lib/${domain}/${verb}.db.test.ts`,
    `import { beforeAll, expect, it } from "vitest";
import { JOBS } from "@/lib/registry";
import { ownDatabase, runJob } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const own = ownDatabase();

beforeAll(() => {
  setSettings();
});

it("runs every hour, and again where a process died", async () => {
  const run = () => runJob(JOBS, "${folder}.${verb}", own.system(), {});
  await expect(run()).resolves.toBeUndefined();
  await expect(run()).resolves.toBeUndefined();
});
`,
  );
  const definition = `const ${camel}Job = job({\n  name: "${folder}.${verb}",\n  payload: z.object({}),\n  cron: "17 * * * *",\n  run: ${camel},\n});\n`;
  const line = `import { ${camel} } from "@/lib/${domain}/${verb}";`;
  if (draft.text(path) === undefined) {
    draft.create(
      path,
      `import { z } from "zod";\n${line}\nimport { job } from "@/lib/platform/jobs";\n\n${definition}\nexport const ${list} = [${camel}Job];\n`,
    );
    draft.import(`lib/${domain}/domain.ts`, `import { ${list} } from "@/lib/${domain}/jobs";`);
    draft.replace(`lib/${domain}/domain.ts`, /\n\};\n$/, `\n  jobs: ${list},\n};\n`);
    return;
  }
  const name = /^export const (\w+) = \[/m.exec(draft.text(path) ?? "")?.[1];
  if (name === undefined) throw new Error(`${path} exports no list of jobs.`);
  draft.replace(path, /^export const \w+ = \[/m, `${definition}\nexport const ${name} = [${camel}Job, `);
  draft.import(path, line);
}

function newPage(draft: Draft, page: string, domain: string): void {
  const [area = "", name = ""] = page.split("/");
  const guard = AREA_GUARDS[area as PageArea];
  if (guard === undefined) throw new Error(`Name an area of ${Object.keys(AREA_GUARDS).join(", ")}.`);
  if (draft.text(`lib/${domain}/domain.ts`) === undefined) newDomain(draft, domain);
  const { pascal, sentence } = spellings(name);
  draft.create(
    `app/${page}/page.tsx`,
    `import type { Metadata } from "next";
import { ${guard} } from "@/app/session";
import { PageHeader } from "@/components/ui/page-header";

export const metadata: Metadata = { title: "${sentence}" };

export default async function ${pascal}Page() {
  const { user } = await ${guard}();
  return <PageHeader title="${sentence}" description={\`For \${user.name}.\`} />;
}
`,
  );
  const settings = { partner: `{ role: "owner" }`, admin: "{ admin: true }", account: "{}" }[
    area as PageArea
  ];
  draft.create(
    `e2e/${area === "account" ? "accounts" : area}/${name}.spec.ts`,
    `import { expect, expectAccessible, test } from "@/test/browser";
import { makePerson, signIn, siteDatabase } from "@/test/people";

test("${name} is reached from the navigation", async ({ page, context, baseURL }) => {
  await signIn(context, baseURL, await makePerson(siteDatabase(), ${settings}));
  await page.goto("/${page}");
  await expect(page.getByRole("heading", { level: 1, name: "${sentence}" })).toBeVisible();
  await expectAccessible(page);
});
`,
  );
  const list = `${spellings(domain.split("/")[1] ?? "").camel}Navigation`;
  const path = `lib/${domain}/navigation.ts`;
  const entry = `  { area: "${area}", href: "/${page}", label: "${sentence}", icon: "FileText", order: 90 },\n`;
  if (draft.text(path) !== undefined) {
    draft.replace(path, /\];\n$/, `${entry}];\n`);
    return;
  }
  draft.create(
    path,
    `import type { NavigationEntry } from "@/lib/catalog/shapes";\n\nexport const ${list}: readonly NavigationEntry[] = [\n${entry}];\n`,
  );
  draft.import(`lib/${domain}/domain.ts`, `import { ${list} } from "@/lib/${domain}/navigation";`);
  draft.replace(`lib/${domain}/domain.ts`, /\n\};\n$/, `\n  navigation: ${list},\n};\n`);
}

/** The files of a new domain, endpoint, page or job. Throws an Error that says what is missing or there already. */
export function scaffold([kind, first, second]: readonly (string | undefined)[], read: Read): Files {
  const draft = new Draft(read);
  const domain = (name: string | undefined) =>
    checked(name, DOMAIN_NAME, "a domain, such as partners/reports");
  const verb = (name: string | undefined) => checked(name, VERB_NAME, "a verb, such as list-reports");
  if (kind === "domain") newDomain(draft, domain(first));
  else if (kind === "endpoint") newEndpoint(draft, domain(first), verb(second));
  else if (kind === "job") newJob(draft, domain(first), verb(second));
  else if (kind === "page")
    newPage(draft, checked(first, DOMAIN_NAME, "a page, such as partner/reports"), domain(second));
  else throw new Error("Say what to make: domain, endpoint, job or page.");
  return draft.files;
}
