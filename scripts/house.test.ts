import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { FOUNDATIONS } from "./syntax-tree";

const sources = readdirSync("lib", { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !/\.(test|fixture)\.tsx?$/.test(path))
  .filter((path) => !path.startsWith("platform/prisma/"));

/** `lib/partners/webhooks/x.ts` lies in `partners/webhooks`, or at depth 1 in `partners`; foundations lie in none. */
function placeOf(path: string, depth: 1 | 2): string | null {
  const parts = path.split("/");
  if (parts.length < 3 || FOUNDATIONS.has(parts[0] ?? "")) return null;
  return parts.slice(0, depth).join("/");
}

/** Which place needs which, each with one import that shows it. */
function needs(depth: 1 | 2): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>();
  for (const path of sources) {
    const from = placeOf(path, depth);
    if (from === null) continue;
    for (const [, target = ""] of readFileSync(`lib/${path}`, "utf8").matchAll(/"@\/lib\/([^"]+)"/g)) {
      const to = placeOf(target, depth);
      if (to === null || to === from) continue;
      const edges = found.get(from) ?? new Map<string, string>();
      found.set(from, edges.set(to, `lib/${path} imports lib/${target}`));
    }
  }
  return found;
}

/** The imports of one circle, or none. */
function circleIn(graph: ReadonlyMap<string, ReadonlyMap<string, string>>): string[] {
  const done = new Set<string>();
  const walk = (place: string, trail: readonly string[]): string[] => {
    if (trail.includes(place)) {
      const circle = [...trail.slice(trail.indexOf(place)), place];
      return circle.slice(1).map((to, index) => graph.get(circle[index] ?? "")?.get(to) ?? "");
    }
    if (done.has(place)) return [];
    for (const next of graph.get(place)?.keys() ?? []) {
      const circle = walk(next, [...trail, place]);
      if (circle.length > 0) return circle;
    }
    done.add(place);
    return [];
  };
  for (const place of graph.keys()) {
    const circle = walk(place, []);
    if (circle.length > 0) return circle;
  }
  return [];
}

it("has no two domains that need each other, however far around", () => {
  expect(needs(2).size).toBeGreaterThan(10);
  expect(circleIn(needs(2))).toEqual([]);
});

it("has no two areas that need each other, however far around", () => {
  expect(needs(1).size).toBeGreaterThan(2);
  expect(circleIn(needs(1))).toEqual([]);
});

it("has every source of an area inside one of its domains, and nothing deeper", () => {
  const misplaced = sources.filter((path) => {
    const parts = path.split("/");
    return parts.length > 1 && !FOUNDATIONS.has(parts[0] ?? "") && parts.length !== 3;
  });
  expect(misplaced).toEqual([]);
});

it("finds a circle where there is one", () => {
  const circle = circleIn(
    new Map([
      ["a", new Map([["b", "a needs b"]])],
      ["b", new Map([["c", "b needs c"]])],
      ["c", new Map([["b", "c needs b"]])],
    ]),
  );
  expect(circle).toEqual(["b needs c", "c needs b"]);
});

it("has no browser test that skips itself: a tag (@desktop, @phone) leaves it out before a page opens", () => {
  const specs = readdirSync("e2e", { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".spec.ts"),
  );
  expect(specs.length).toBeGreaterThan(20);
  const skipping = specs.filter((path) => /\btest\.skip\(/.test(readFileSync(`e2e/${path}`, "utf8")));
  expect(skipping).toEqual([]);
});
