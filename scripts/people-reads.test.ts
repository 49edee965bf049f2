import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

/**
 * Reading the answers of people other than the one who asks needs their consent to the purpose, so `peopleFor` and
 * `readPeople` are the only ways to it. This looks at every query in lib that could be another way.
 */
const MODELS = "profile|traitResult|assessment|assessmentAnswer|questRun";
const TABLES = "profiles|trait_results|assessments|assessment_answers|quest_runs";
const LIST_CALL = new RegExp(
  `\\.(?:${MODELS})\\.(?:findMany|findFirst|findFirstOrThrow|count|aggregate|groupBy)\\(`,
  "g",
);
const SQL_READ = new RegExp(`\\b(?:FROM|JOIN)\\s+(?:${TABLES})\\b`);

/** Queries that name one person, or whom consent allows. */
const OF_ONE_PERSON = /profileId|userId|assessmentId|\bid: |peopleFor|readable|\.\.\.where/;
const SQL_OF_ONE_PERSON =
  /(?:profile_id|user_id|assessment_id|token_hash|\bid) = (?:ANY \()?\$\{|= profile\.id|sheet\.profile_id = profile|consenting/;

/** Statements that read no answers: they remove what has ended, or are consent's own. */
const NO_READER: ReadonlySet<string> = new Set([
  // It removes empty profiles: what it looks for is that nothing was answered.
  "lib/people/profiles/jobs.ts",
  "lib/identity/consent/read-people.ts",
  // Whether a person is there, before a line is written for them.
  "lib/platform/access-log.ts",
]);

function callFrom(text: string, start: number): string {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === "(") depth += 1;
    if (text[at] === ")") depth -= 1;
    if (depth === 0) return text.slice(start, at + 1);
  }
  return text.slice(start);
}

function otherReads(text: string): string[] {
  const calls = [...text.matchAll(LIST_CALL)]
    .map((match) => callFrom(text, (match.index ?? 0) + match[0].length - 1))
    .filter((call) => !OF_ONE_PERSON.test(call));
  const statements = [...text.matchAll(/`[^`]*`/g)]
    .map(([statement]) => statement)
    .filter((statement) => SQL_READ.test(statement) && !SQL_OF_ONE_PERSON.test(statement));
  return [...calls, ...statements];
}

const sources = readdirSync("lib", { recursive: true, encoding: "utf8" })
  .filter(
    (path) =>
      /\.ts$/.test(path) && !/\.(test|fixture)\.ts$/.test(path) && !path.startsWith("platform/prisma/"),
  )
  .map((path) => `lib/${path}`);

it("has no query over people but by their consent to a purpose", () => {
  expect(sources.length).toBeGreaterThan(200);
  const found = sources
    .filter((path) => !NO_READER.has(path) && !path.endsWith("/privacy.ts"))
    .flatMap((path) => otherReads(readFileSync(path, "utf8")).map((query) => `${path}: ${query}`));
  expect(found).toEqual([]);
});

it("finds a query that reads people without asking", () => {
  expect(otherReads("db.traitResult.findMany({ where: { quality: 'high' } })")).toHaveLength(1);
  expect(otherReads("db.$queryRaw`SELECT traits FROM trait_results WHERE quality = 'high'`")).toHaveLength(1);
  expect(otherReads("db.traitResult.findMany({ where: { profileId } })")).toEqual([]);
  const consenting = ["db.$queryRaw`SELECT 1 FROM $", "{sql} consenting JOIN trait_results r ON true`"].join(
    "",
  );
  expect(otherReads(consenting)).toEqual([]);
});
