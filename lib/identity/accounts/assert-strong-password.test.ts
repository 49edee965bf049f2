import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { assertStrongPassword, loadPasswordLists } from "@/lib/identity/accounts/assert-strong-password";

const OWN = ["ada.lovelace@kindred.example", "Ada Lovelace", "Kindred Café"];
const refused = (password: string) =>
  assertStrongPassword(password, OWN).then(
    () => false,
    () => true,
  );

describe("a new password", () => {
  it.each([
    "password1234",
    "P4$$w0rd1234",
    "qwertyuiop123",
    "aaaaaaaaaaaaaaaa",
    "abcabcabcabcabc",
    "Liverpool1!2",
    "soulmate2026",
    "ada.lovelace@kindred.example",
    "kindred12345",
  ])("is refused where it is easy to guess: %s", async (password) => {
    expect(await refused(password)).toBe(true);
  });

  it("is refused where it is or holds the person's own address, however long and random that is", async () => {
    const address = "person-01a22b36-41a8-70d1-9ea0-e7de77b0e036@example.com";
    for (const password of [address, address.toUpperCase(), `my ${address}!`]) {
      await expect(assertStrongPassword(password, [address])).rejects.toMatchObject({
        errors: [{ path: "password" }],
      });
    }
  });

  it.each(["four quiet words", "パスワードはひみつです", "vK9!mQ2#xL7p", "correct battery staple horse"])(
    "is taken where it is not: %s",
    async (password) => {
      expect(await refused(password)).toBe(false);
    },
  );

  it("costs little to look at, even the first, once the lists were loaded as a server does before it listens", async () => {
    await loadPasswordLists();
    const shapes = ["4@8({[<69!1|0$5+7%2", "p4$$w0rd1!", "1111112", "2012198830", "qwertyuiop", "a1b2c3d4"];
    for (const shape of shapes) {
      const before = process.cpuUsage().user;
      await refused(shape.repeat(20).slice(0, 200));
      expect((process.cpuUsage().user - before) / 1_000, shape).toBeLessThan(150);
    }
  });

  it("has its lists loaded by nobody who merely imports the check", () => {
    const source = readFileSync(new URL("./assert-strong-password.ts", import.meta.url), "utf8");
    expect(source).not.toMatch(/^import (?!type).*@zxcvbn-ts/m);
  });
});
