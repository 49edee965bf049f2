import { describe, expect, it } from "vitest";
import { AccountEmail, ChangeName, CreateAccessToken, SignIn, SignUp } from "@/lib/identity/accounts/schemas";

const signUp = (fields: object) =>
  SignUp.safeParse({
    name: "Ada",
    email: "ada@example.com",
    password: "four quiet words",
    company_name: "Kindred",
    ...fields,
  });
const faults = (fields: object) => signUp(fields).error?.issues.map(({ path }) => path.join(".")) ?? [];

describe("a new password", () => {
  it.each(["short", "123456789", "ééééééééé"])("has at least ten characters: not %s", (password) =>
    expect(faults({ password })).toContain("password"),
  );

  it("has at most 200 characters, and a megabyte of it is refused before any work", () => {
    expect(faults({ password: "ab!".repeat(66) })).toEqual([]);
    expect(faults({ password: "ab!".repeat(67) })).toEqual(["password"]);
    expect(faults({ password: "x".repeat(1_000_000) })).toContain("password");
    expect(SignIn.safeParse({ email: "a@example.com", password: "x".repeat(1_001) }).success).toBe(false);
  });

  it("may be of any characters, counted as people count them", () => {
    expect(faults({ password: "パスワードはひみつです" })).toEqual([]);
    expect(faults({ password: "🔑🔒🗝🔐🛡🔑🔒🗝🔐🛡" })).toEqual([]);
  });
});

describe("an address", () => {
  it("is the same in capitals and with spaces around it", () => {
    expect(AccountEmail.parse(" Ada@Example.COM ")).toBe("ada@example.com");
  });

  it.each([
    "ada@example.com\nBcc: all@example.com",
    "ada@example.com, bo@example.com",
    "Ada <ada@example.com>",
    "ada@example.com>",
    "a@b",
  ])("is one and nothing else: not %j", (email) => expect(AccountEmail.safeParse(email).success).toBe(false));
});

it.each(["Ada\r\nBcc: all@example.com", "Ada\u2028Bo", "Ada\u202egnp.exe", "", " ", "a".repeat(101)])(
  "a name is one plain line: not %j",
  (name) => expect(ChangeName.safeParse({ name }).success).toBe(false),
);

describe("a token to be created", () => {
  const asked = { name: "Script", expires_in_days: "7" };
  const faults = (input: object) =>
    CreateAccessToken.safeParse(input).error?.issues.map(({ path, message }) => [path.join("."), message]);

  it("without a partner has no scopes, whatever the form still holds", () => {
    const token = CreateAccessToken.parse({ ...asked, partner_id: "", scopes: "usage:read" });
    expect([token.partner_id, token.scopes]).toEqual([null, []]);
  });

  it("for a partner names each scope once, and at least one", () => {
    const partner_id = "01990000-0000-7000-8000-000000000000";
    const scopes = ["usage:read", "usage:read"];
    expect(CreateAccessToken.parse({ ...asked, partner_id, scopes }).scopes).toEqual(["usage:read"]);
    expect(faults({ ...asked, partner_id })).toEqual([["scopes", "Must name at least one scope."]]);
    expect(faults({ ...asked, partner_id, scopes: ["everything"] })).toEqual([
      ["scopes", "Must name at least one scope."],
    ]);
  });

  it("names every bad field at once", () => {
    const paths = faults({ name: "", partner_id: "mine", scopes: [], expires_in_days: "8" })?.map(
      ([at]) => at,
    );
    expect(paths?.sort()).toEqual(["expires_in_days", "name", "partner_id", "scopes"]);
  });
});
