import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileAllowlist } from "@/lib/partners/api-keys/ip-allowlist";
import {
  type KeyChange,
  type KeyManager,
  type KeyTerms,
  refusalOf,
  signingKeyRefusal,
} from "@/lib/partners/api-keys/key-powers";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import { MEMBER_ROLES } from "@/lib/partners/teams/schemas";
import { permissionsOfScopes, SCOPES, type Scope } from "@/lib/platform/scopes";

const SOON = new Date("2026-03-02T00:00:00Z");
const LATER = new Date("2026-04-01T00:00:00Z");
const OFFICE = "203.0.113.0/24";
const DESK = "203.0.113.9";
const ELSEWHERE = "2001:db8::/32";

/** Every key that differs in what matters here. */
const ALL_TERMS: KeyTerms[] = (["live", "test"] as const).flatMap((mode) =>
  [["usage:read"], ["compatibility:calculate", "usage:read"], [...SCOPES]].flatMap((scopes) =>
    [false, true].flatMap((signatureRequired) =>
      [[], [OFFICE], [DESK], [ELSEWHERE]].flatMap((ipAllowlist) =>
        [null, LATER, SOON].map(
          (expiresAt): KeyTerms => ({
            mode,
            scopes: scopes as Scope[],
            signatureRequired,
            ipAllowlist,
            expiresAt,
          }),
        ),
      ),
    ),
  ),
);

/** Enough of them to compare every one with every other. */
const SOME_TERMS = ALL_TERMS.filter(
  ({ ipAllowlist, expiresAt }) => !ipAllowlist.includes(ELSEWHERE) && expiresAt !== LATER,
);

/** The calls that keys are compared by: from where, when, signed or not, and for what. */
const ADDRESSES = [DESK, "203.0.113.200", "198.51.100.1", "2001:db8::7"];
const TIMES = [new Date(SOON.getTime() - 1), new Date(LATER.getTime() - 1), new Date("2036-01-01T00:00:00Z")];

const provable = new Map<KeyTerms, ReadonlySet<string>>();
/** What a key's calls may come as, whatever they are for. */
function provenOf(terms: KeyTerms): ReadonlySet<string> {
  const known = provable.get(terms);
  if (known !== undefined) return known;
  const allows = compileAllowlist(terms.ipAllowlist) ?? (() => true);
  const ways = new Set<string>();
  for (const address of ADDRESSES) {
    for (const at of TIMES) {
      for (const signed of [true, false]) {
        const good =
          allows(address) &&
          (terms.expiresAt === null || at < terms.expiresAt) &&
          (signed || !terms.signatureRequired);
        if (good) ways.add(`${address} ${at.getTime()} ${signed}`);
      }
    }
  }
  provable.set(terms, ways);
  return ways;
}

/** As `expect(…).toBe(…)`, which is too slow to be asked a million times. */
function equal<T>(found: T, wanted: T): void {
  if (found !== wanted) expect(found).toBe(wanted);
}

const isSubset = <T>(one: ReadonlySet<T>, other: ReadonlySet<T>) => [...one].every((item) => other.has(item));
const within = (one: KeyTerms, other: KeyTerms) =>
  isSubset(permissionsOfScopes(one.scopes), permissionsOfScopes(other.scopes)) &&
  isSubset(provenOf(one), provenOf(other));

/** A key that may manage keys. */
const MANAGERS = ALL_TERMS.filter(({ scopes }) => scopes.includes("partners:admin"));
const asKey = (terms: KeyTerms): KeyManager => ({
  kind: "key",
  permissions: permissionsOfScopes(terms.scopes),
  terms,
});
const asMember = (role: (typeof MEMBER_ROLES)[number]): KeyManager => ({
  kind: "person",
  permissions: permissionsOfRole(role),
});
const may = (manager: KeyManager, change: KeyChange) => refusalOf(manager, change) === null;

describe("a test key", () => {
  it("makes, rotates and changes no live key, in whatever way, and may revoke one", () => {
    const live = SOME_TERMS.filter(({ mode }) => mode === "live");
    for (const own of MANAGERS.filter(({ mode }) => mode === "test")) {
      const manager = asKey(own);
      for (const before of live) {
        equal(refusalOf(manager, { kind: "create", after: before }), "mode");
        equal(refusalOf(manager, { kind: "rotate", before, self: false }), "mode");
        for (const after of live) {
          equal(refusalOf(manager, { kind: "update", before, after, rotated: false }), "mode");
        }
        equal(may(manager, { kind: "revoke" }), true);
      }
      equal(signingKeyRefusal(manager, false), "mode");
    }
  });
});

describe("any key", () => {
  it("makes a key of its mode only where every call that key answers is one it could make itself", () => {
    for (const own of MANAGERS) {
      for (const after of ALL_TERMS.filter(({ mode }) => mode === own.mode)) {
        equal(may(asKey(own), { kind: "create", after }), within(after, own));
      }
    }
  });

  it("rotates another key of its mode only where each could make the other's calls, but for its end", () => {
    for (const own of MANAGERS) {
      for (const before of ALL_TERMS.filter(({ mode }) => mode === own.mode)) {
        const alike =
          before.signatureRequired === own.signatureRequired &&
          String(before.ipAllowlist) === String(own.ipAllowlist);
        equal(may(asKey(own), { kind: "rotate", before, self: false }), alike && within(before, own));
      }
    }
  });

  it("may rotate itself, which gives it nothing that it had not", () => {
    for (const own of MANAGERS) {
      equal(may(asKey(own), { kind: "rotate", before: own, self: true }), true);
    }
  });

  it("leaves every key of its mode answering no call that it did not, but for scopes of its own", () => {
    for (const own of MANAGERS.filter((terms) => SOME_TERMS.includes(terms))) {
      const its = SOME_TERMS.filter(({ mode }) => mode === own.mode);
      for (const before of its) {
        for (const after of its) {
          const allowed = may(asKey(own), { kind: "update", before, after, rotated: false });
          const looser = !isSubset(provenOf(after), provenOf(before));
          const wider = after.scopes.length > before.scopes.length;
          if (looser) equal(allowed, false);
          else if (!wider) equal(allowed, true);
          else if (allowed) {
            // It could have made the key before as it was, and proves no less in its own calls.
            equal(within(before, own), true);
            equal(before.signatureRequired, own.signatureRequired);
            equal(String(before.ipAllowlist), String(own.ipAllowlist));
          }
        }
      }
    }
  });

  it("comes by no call beyond its own however many changes follow each other", () => {
    const terms = fc.constantFrom(...ALL_TERMS);
    const change = fc.oneof(
      fc.record({ kind: fc.constant("create" as const), after: terms }),
      fc.record({
        kind: fc.constant("update" as const),
        target: fc.nat(20),
        after: terms,
      }),
      fc.record({ kind: fc.constant("rotate" as const), target: fc.nat(20) }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...MANAGERS),
        fc.array(terms, { maxLength: 4 }),
        fc.array(change, { maxLength: 30 }),
        (first, others, changes) => {
          // The keys whose secrets it holds, and those that are there beside them.
          const held: KeyTerms[] = [first];
          const known: KeyTerms[] = [...others];
          for (const step of changes) {
            const all = [...held, ...known];
            for (const own of held.filter(({ scopes }) => scopes.includes("partners:admin"))) {
              const manager = asKey(own);
              if (step.kind === "create") {
                if (may(manager, { kind: "create", after: step.after })) held.push(step.after);
                continue;
              }
              const before = all[step.target % all.length];
              if (before === undefined) continue;
              const self = before === own;
              if (step.kind === "rotate") {
                if (may(manager, { kind: "rotate", before, self })) held.push(before);
                continue;
              }
              const { after } = step;
              if (after.mode !== before.mode) continue;
              if (!may(manager, { kind: "update", before, after, rotated: false })) continue;
              const list = held.includes(before) ? held : known;
              list[list.indexOf(before)] = after;
              break;
            }
          }
          for (const key of held) {
            if (first.mode === "test") equal(key.mode, "test");
            if (key.mode === first.mode) equal(within(key, first), true);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("makes a signing key only as a live one, held to signatures where any live key is", () => {
    for (const own of MANAGERS.filter(({ mode }) => mode === "live")) {
      expect(signingKeyRefusal(asKey(own), false)).toBeNull();
      equal(signingKeyRefusal(asKey(own), true), own.signatureRequired ? null : "assurance");
    }
  });
});

describe.each(MEMBER_ROLES)("a member who is %s", (role) => {
  const manager = asMember(role);
  const permissions = permissionsOfRole(role);

  it("makes, rotates and changes keys as far as the role itself reaches", () => {
    for (const before of SOME_TERMS) {
      const reaches = isSubset(permissionsOfScopes(before.scopes), permissions);
      equal(may(manager, { kind: "create", after: before }), reaches);
      equal(may(manager, { kind: "rotate", before, self: false }), reaches);
      for (const after of SOME_TERMS.filter(({ mode }) => mode === before.mode)) {
        const looser = !isSubset(provenOf(after), provenOf(before));
        const reachesAfter = isSubset(permissionsOfScopes(after.scopes), permissions);
        const wider = after.scopes.length > before.scopes.length;
        const manages = permissions.has("partner:write");
        equal(
          may(manager, { kind: "update", before, after, rotated: false }),
          (!looser && !wider) || (reaches && reachesAfter && (!looser || before.mode === "test" || manages)),
        );
      }
    }
  });
});

describe("a key that was rotated", () => {
  it("is extended, loosened and widened by nobody, and tightened as any other", () => {
    const managers: KeyManager[] = [
      { kind: "system" },
      ...MEMBER_ROLES.map(asMember),
      asKey({
        mode: "live",
        scopes: SCOPES,
        signatureRequired: false,
        ipAllowlist: [],
        expiresAt: null,
      }),
    ];
    for (const manager of managers) {
      for (const before of SOME_TERMS) {
        for (const after of SOME_TERMS.filter(({ mode }) => mode === before.mode)) {
          const more = !within(after, before);
          const change = { kind: "update", before, after } as const;
          if (more) equal(refusalOf(manager, { ...change, rotated: true }), "rotated");
          else {
            equal(
              refusalOf(manager, { ...change, rotated: true }),
              refusalOf(manager, { ...change, rotated: false }),
            );
          }
        }
      }
    }
  });
});
