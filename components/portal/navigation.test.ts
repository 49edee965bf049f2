import { expect, test } from "vitest";
import { currentHref } from "./navigation";

const GROUPS = [
  { items: [{ href: "/partner", label: "Dashboard", icon: null }] },
  { label: "API", items: [{ href: "/partner/keys", label: "API keys", icon: null }] },
];

test.each([
  ["/partner", "/partner"],
  ["/partner/keys", "/partner/keys"],
  ["/partner/keys/01900000", "/partner/keys"],
  ["/partner/keysmith", "/partner"],
  ["/admin", null],
])("%s is marked at %s", (path, href) => {
  expect(currentHref(GROUPS, path)).toBe(href);
});
