import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Auth, Endpoint } from "@/lib/api/endpoint";
import {
  type KeyChange,
  type KeyManager,
  type KeyRefusal,
  type KeyTerms,
  refusalOf,
  signingKeyRefusal,
} from "@/lib/partners/api-keys/key-powers";
import { DEFAULT_SCOPES } from "@/lib/partners/api-keys/schemas";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import { MEMBER_ROLES } from "@/lib/partners/teams/schemas";
import { PERMISSIONS, type Permission } from "@/lib/platform/permissions";
import { permissionsOfScopes, SCOPES, type Scope } from "@/lib/platform/scopes";
import { DOMAINS, ENDPOINTS } from "@/lib/registry";

/**
 * Writes docs/authorization.md: who may do what, from the code that decides it. `--check` writes nothing and fails where
 * the page says something else. `npx tsx scripts/write-authorization.ts`.
 */
const PAGE = "docs/authorization.md";

interface Verb {
  name: string;
  domain: string;
  permission: Permission | "admin";
}

/** Every verb that asks for a permission or for an admin, as its first line says. */
function readVerbs(): Verb[] {
  return readdirSync("lib", { recursive: true, encoding: "utf8" })
    .filter((path) => /^[\w-]+\/[\w-]+\/[\w-]+\.ts$/.test(path))
    .filter((path) => !/^(api|platform|vendors|scoring)\//.test(path))
    .sort()
    .flatMap((path) => verbsIn(dirname(path), readFileSync(join("lib", path), "utf8")));
}

function verbsIn(domain: string, text: string): Verb[] {
  const [, ...functions] = text.split(/^export (?=async function |function )/m);
  return functions.flatMap((body): Verb[] => {
    const name = /^(?:async )?function (\w+)/.exec(body)?.[1];
    const asked = /^ {2}(?:assertPermitted\(ctx, "([\w:]+)"\)|(assertAdmin)\(ctx\))/m.exec(body);
    if (name === undefined || asked === null) return [];
    const permission = asked[2] === undefined ? PERMISSIONS.find((one) => one === asked[1]) : "admin";
    return permission === undefined ? [] : [{ name, domain, permission }];
  });
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, column) =>
    Math.max(3, head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(heads), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

const tick = (yes: boolean) => (yes ? "yes" : "");
const code = (text: string) => `\`${text}\``;

function rolesAndPermissions(): string {
  return table(
    ["permission", ...MEMBER_ROLES],
    PERMISSIONS.map((permission) => [
      code(permission),
      ...MEMBER_ROLES.map((role) => tick(permissionsOfRole(role).has(permission))),
    ]),
  );
}

function scopesAndPermissions(): string {
  return SCOPES.map((scope) => {
    const given = [...permissionsOfScopes([scope])].map(code).join(", ");
    return `- ${code(scope)}${DEFAULT_SCOPES.includes(scope) ? " (what a new key has unless told)" : ""}: ${given}`;
  }).join("\n");
}

/** The name of the verb behind each operation. */
function readServed(): ReadonlyMap<string, string> {
  return new Map(
    DOMAINS.flatMap(({ routes = [] }) =>
      routes.map(({ endpoint, verb }): [string, string] => [endpoint.operationId, verb.name]),
    ),
  );
}

const CALLERS: Record<Auth, string> = {
  public: "anybody",
  partner: "key, token or member",
  person: "token or person",
};

function endpoints(verbs: readonly Verb[]): string {
  const served = readServed();
  const permissionOf = ({ operationId, auth }: Endpoint) => {
    const verb = verbs.find(({ name }) => name === served.get(operationId));
    if (verb !== undefined) return code(verb.permission);
    return auth === "public" ? "" : auth === "person" ? "themselves" : "any";
  };
  return table(
    ["endpoint", "caller", "scope of a key or token", "permission"],
    [...ENDPOINTS]
      .sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method))
      .map((endpoint) => [
        code(`${endpoint.method} ${endpoint.path}`),
        CALLERS[endpoint.auth],
        endpoint.scope === undefined ? "" : code(endpoint.scope),
        permissionOf(endpoint),
      ]),
  );
}

function verbList(verbs: readonly Verb[]): string {
  return PERMISSIONS.map((permission) => {
    const asking = verbs.filter((verb) => verb.permission === permission);
    return `- ${code(permission)}: ${asking.map(({ domain, name }) => code(`${domain}/${name}`)).join(", ")}`;
  }).join("\n");
}

const plain: KeyTerms = {
  mode: "live",
  scopes: DEFAULT_SCOPES,
  signatureRequired: false,
  ipAllowlist: [],
  expiresAt: null,
};
const administering: readonly Scope[] = SCOPES;
const strict: KeyTerms = { ...plain, signatureRequired: true, ipAllowlist: ["203.0.113.0/24"] };

const key = (terms: KeyTerms): KeyManager => ({
  kind: "key",
  permissions: permissionsOfScopes(terms.scopes),
  terms,
});

const MANAGERS: readonly [name: string, manager: KeyManager][] = [
  ...(["owner", "admin", "developer"] as const).map((role): [string, KeyManager] => [
    role,
    { kind: "person", permissions: permissionsOfRole(role) },
  ]),
  ["test key", key({ ...plain, mode: "test", scopes: administering })],
  ["live key", key({ ...plain, scopes: administering })],
  ["strict live key", key({ ...strict, scopes: administering })],
];

const update = (before: KeyTerms, after: Partial<KeyTerms>, rotated = false): KeyChange => ({
  kind: "update",
  before,
  after: { ...before, ...after },
  rotated,
});
const test: KeyTerms = { ...plain, mode: "test" };

const CHANGES: readonly [name: string, change: KeyChange][] = [
  ["make a test key", { kind: "create", after: test }],
  ["make a live key", { kind: "create", after: plain }],
  ["make a strict live key", { kind: "create", after: strict }],
  ["make a live key that administers", { kind: "create", after: { ...plain, scopes: administering } }],
  ["rotate a live key", { kind: "rotate", before: plain, self: false }],
  ["rotate a strict live key", { kind: "rotate", before: strict, self: false }],
  [
    "rotate a live key that administers",
    { kind: "rotate", before: { ...plain, scopes: administering }, self: false },
  ],
  ["tighten a live key", update(plain, strict)],
  ["widen a live key's scopes", update({ ...plain, scopes: ["usage:read"] }, { scopes: DEFAULT_SCOPES })],
  ["drop a strict live key's signature", update(strict, { signatureRequired: false })],
  ["open a strict live key's allowlist", update(strict, { ipAllowlist: [] })],
  ["extend a live key that expires", update({ ...plain, expiresAt: new Date(0) }, { expiresAt: null })],
  ["open a test key's allowlist", update({ ...test, ipAllowlist: strict.ipAllowlist }, { ipAllowlist: [] })],
  ["extend a key that was rotated", update({ ...plain, expiresAt: new Date(0) }, { expiresAt: null }, true)],
  ["revoke any key", { kind: "revoke" }],
];

function keyPowers(): string {
  const word = (refusal: KeyRefusal | null) => (refusal === null ? "yes" : `no (${refusal})`);
  return table(
    ["to", ...MANAGERS.map(([name]) => name)],
    [
      ...CHANGES.map(([name, change]) => [name, ...MANAGERS.map(([, who]) => word(refusalOf(who, change)))]),
      [
        "make a signing key, where no live key asks for signatures",
        ...MANAGERS.map(([, who]) => word(signingKeyRefusal(who, false))),
      ],
      [
        "make a signing key, where one does",
        ...MANAGERS.map(([, who]) => word(signingKeyRefusal(who, true))),
      ],
    ],
  );
}

function page(): string {
  const verbs = readVerbs();
  const admins = verbs.filter(({ permission }) => permission === "admin");
  return `# Who may do what

<!-- Written by scripts/write-authorization.ts from the code. Change the code, then run \`npx tsx scripts/write-authorization.ts\`. -->

A call is made by somebody without a credential, by an API key, by a personal access token, or by a person who is signed
in. What they may do within a partner is a set of permissions: a member's come from their role, a key's from its scopes,
a token's are those that both its owner's role and its scopes give. What concerns people themselves is called by a token
or a person, never by a key, and needs no partner. Every verb that acts within a partner begins by
asking for one; every verb that looks across partners asks for an admin. Another partner's row and a missing row answer
the same 404. A suspended partner reads, and writes to support.

## Roles

${rolesAndPermissions()}

Only an owner makes, changes or removes an owner.

## Scopes of keys and tokens

${scopesAndPermissions()}

## Endpoints

${endpoints(verbs)}

## What the verbs ask for

The pages' actions call the same verbs.

${verbList(verbs)}

## Admins

Admins run the installation, as themselves and never through another's eyes. To everybody else these do not exist.

${admins.map(({ domain, name }) => code(`${domain}/${name}`)).join(", ")}

## API keys

No credential makes, rotates, widens or loosens a key of a higher mode, scope or assurance than its own
(\`lib/partners/api-keys/key-powers.ts\`). A token does what the role says, as far as its scopes reach. The keys in this table
have \`partners:admin\`; strict ones ask for a signature and an address. The word behind a no is the rule's own.

${keyPowers()}

What a key's partner is allowed (limits, batch size, signing keys) is that of the tier in force: paid for, or agreed by
contract. A tier that was asked for at sign-up gives nothing.
`;
}

const wanted = page();
if (process.argv.includes("--check")) {
  if (readFileSync(PAGE, "utf8") !== wanted) {
    console.log(`${PAGE} is not what the code says: run npx tsx scripts/write-authorization.ts.`);
    process.exit(1);
  }
} else {
  writeFileSync(PAGE, wanted);
  console.log(`${PAGE} was written.`);
}
