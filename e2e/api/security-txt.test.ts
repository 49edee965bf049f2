import { expect, inject, it } from "vitest";

it.each(inject("mounts"))("says where vulnerabilities are reported, through $name", async ({ url }) => {
  const response = await fetch(`${url}/.well-known/security.txt`);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  const text = await response.text();
  expect(text).toMatch(/^Contact: (mailto:\S+@\S+|https:\/\/\S+)$/m);
  const expires = /^Expires: (\S+)$/m.exec(text)?.[1] ?? "";
  expect(Date.parse(expires)).toBeGreaterThan(Date.now() + 30 * 86_400_000);
});
