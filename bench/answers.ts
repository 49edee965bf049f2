import { setTimeout as sleep } from "node:timers/promises";
import { startAssessment } from "@/lib/people/assessments/start-assessment";
import { statementsOf } from "@/lib/people/assessments/statements";
import { createProfile } from "@/lib/people/profiles/create-profile";
import { openDatabase } from "@/lib/platform/db";
import { systemContext } from "@/lib/platform/jobs";
import { startBenchServer } from "./http-server";
import { machine, printTable } from "./report";

/**
 * `npm run bench -- answers [seconds]`: how long saving an answer takes while 64 people answer at once, each with a
 * cookie and a sheet of their own, on the production build and a durable database. Once at the pace of people in a hurry
 * (an answer every two seconds each), and once as fast as replies come, which nobody does. Fails where the first misses
 * its target or any answer is lost.
 */
const seconds = Number(process.argv[2] ?? 10);
const PEOPLE = 64;
const PACE_MS = 2_000;
/** What 95 of 100 saves must stay under. */
const TARGET_MS = 50;
const WARM_SECONDS = 4;

const server = await startBenchServer();
const database = openDatabase(server.databaseUrl, 4);
const ctx = systemContext(database, "bench");
const statements = statementsOf("long", false).map(({ id }) => id);

interface Person {
  profileId: string;
  assessmentId: string;
  cookie: string;
  /** The last value that was saved, by statement. */
  given: Map<string, number>;
  next: number;
}

async function makePerson(): Promise<Person> {
  const { profileId, browser } = await createProfile(ctx);
  const { assessment_id } = await startAssessment(
    { ...ctx, actor: { type: "anonymous" }, profileId, userId: null },
    { form: "long", old_enough: true },
  );
  const cookie = `soulmate.profile=${browser.token}`;
  return { profileId, assessmentId: assessment_id, cookie, given: new Map(), next: 0 };
}

/** Saves a person's next answer. Returns how long it took. */
async function answer(person: Person): Promise<number> {
  const statement_id = statements[person.next % statements.length] ?? "";
  const value = 1 + (person.next % 5);
  person.next += 1;
  const began = performance.now();
  const now = new Date().toISOString();
  const response = await fetch(`${server.url}/assessment/answers`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Cookie: person.cookie },
    body: JSON.stringify({
      assessment_id: person.assessmentId,
      answers: [{ statement_id, value, took_ms: 2_500, answered_at: now }],
      sent_at: now,
    }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`An answer was refused with ${response.status}: ${text}`);
  person.given.set(statement_id, value);
  return performance.now() - began;
}

async function load(people: readonly Person[], forSeconds: number, paceMs: number): Promise<number[]> {
  const began = performance.now();
  const times: number[] = [];
  await Promise.all(
    people.map(async (person, index) => {
      // People do not answer in step.
      await sleep((paceMs * index) / people.length);
      while (performance.now() - began < forSeconds * 1_000) {
        const tookMs = await answer(person);
        times.push(tookMs);
        await sleep(Math.max(0, paceMs - tookMs));
      }
    }),
  );
  return times.sort((a, b) => a - b);
}

/** How many answers the database does not hold as they were last saved. */
async function lost(people: readonly Person[]): Promise<number> {
  let missing = 0;
  for (const { assessmentId, given } of people) {
    const rows = await database.prisma.assessmentAnswer.findMany({ where: { assessmentId } });
    const stored = new Map(rows.map(({ statementId, value }) => [statementId, value]));
    for (const [statement, value] of given) if (stored.get(statement) !== value) missing += 1;
  }
  return missing;
}

try {
  const people = await Promise.all(Array.from({ length: PEOPLE }, makePerson));
  await load(people, WARM_SECONDS, 0);
  const rows = [];
  for (const [name, paceMs] of [
    ["an answer every 2 s each", PACE_MS],
    ["as fast as replies come", 0],
  ] as const) {
    const times = await load(people, seconds, paceMs);
    const at = (share: number) =>
      times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? Number.NaN;
    rows.push({ name, count: times.length, p50: at(0.5), p95: at(0.95), worst: at(1) });
  }
  const missing = await lost(people);
  console.log(machine());
  printTable(
    `Saving an answer: ${PEOPLE} people at once, ${seconds} s each; target ${TARGET_MS} ms at p95`,
    ["pace", "answers", "answers/s", "p50 ms", "p95 ms", "worst ms", "lost"],
    rows.map(({ name, count, p50, p95, worst }) => [
      name,
      String(count),
      (count / seconds).toFixed(0),
      p50.toFixed(1),
      p95.toFixed(1),
      worst.toFixed(1),
      String(missing),
    ]),
  );
  if (missing > 0 || !((rows[0]?.p95 ?? Number.NaN) < TARGET_MS)) process.exitCode = 1;
} finally {
  await database.close();
  await server.stop();
}
