import { createUser } from "@/lib/identity/accounts/create-user";
import { currentText } from "@/lib/identity/consent/consent-texts";
import { createContractPartner } from "@/lib/partners/partners/create-contract-partner";
import type { MemberRole } from "@/lib/partners/teams/schemas";
import { RESULT_MODEL } from "@/lib/people/assessments/finish-assessment";
import { QUESTIONNAIRE_VERSION } from "@/lib/people/assessments/statements";
import { FixedClock } from "@/lib/platform/clock";
import type { PartnerContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import type { JobContext } from "@/lib/platform/jobs";
import { ALL_PERMISSIONS } from "@/lib/platform/permissions";
import { buildEdition } from "@/lib/research/editions/build-edition";
import { lastQuarter, type Quarter } from "@/lib/research/editions/quarters";
import { publishFinding } from "@/lib/research/findings/publish-finding";
import { createSavedQuery } from "@/lib/research/insights/create-saved-query";
import { openEdition } from "@/lib/research/insights/open-edition";
import { runQuery } from "@/lib/research/insights/run-query";
import { AskInsights } from "@/lib/research/insights/schemas";
import { createReport } from "@/lib/research/reports/create-report";
import { runReport } from "@/lib/research/reports/run-report";
import { TRAITS } from "@/lib/scoring/model";
import { acceptTerms } from "@/prisma/seed/accept-terms";
import { drawPerson, normal, type Random, seeded } from "./drawn-people";

/** Those of the first edition are in the second one, too: both together have 20,000 rows. */
const IN_FIRST_EDITION = 8_000;
const IN_SECOND_EDITION = 12_000;
const CHUNK = 4_000;
const SEED = 20_261_130;
const DAY_MS = 86_400_000;
/** Of a trait that two statements measure. */
const STANDARD_ERROR = 0.16;

/** Where the demo's people live, and how many of a hundred. */
const COUNTRIES: readonly (readonly [country: string | null, share: number])[] = [
  ["DE", 24],
  ["US", 18],
  ["GB", 12],
  ["FR", 9],
  ["PL", 7],
  ["ES", 7],
  ["BR", 6],
  ["SE", 4],
  ["IN", 4],
  ["JP", 2],
  ["AU", 2],
  [null, 5],
];

const TEAM: readonly { email: string; name: string; role: MemberRole }[] = [
  { email: "researcher@meridian.example", name: "Rosa Meridian", role: "owner" },
  { email: "reader@meridian.example", name: "Noor Reader", role: "viewer" },
];

/** What the demo's institute asked of each edition. */
const ASKED = [
  { measure: "people", dimensions: ["age_band", "region"], error: 30 },
  { measure: "trait_average", subject: "novelty", dimensions: ["age_band"], error: 40 },
  { measure: "compatibility_average", dimensions: ["age_band"], error: 600 },
  { measure: "trait_distribution", subject: "attachment_security", error: 40 },
] as const;

/** What it asked of the newest one alone. */
const ASKED_LATER = [
  { measure: "trait_median", subject: "growth", dimensions: ["region"], error: 40 },
  { measure: "people", dimensions: ["novelty_level", "stability_level"], error: 60 },
] as const;

/**
 * An institute with a research plan, and two editions of people who were drawn by chance and do not exist: each edition says
 * so. They agreed to research alone, so they are in no norms and at no event.
 */
export async function seedResearch(
  ctx: JobContext,
  { password, end }: { password: string; end: number },
): Promise<readonly { email: string; as: string }[]> {
  const second = lastQuarter(new Date(end));
  const first = lastQuarter(second.startsAt);
  const random = seeded(SEED);
  const institute = await seedInstitute(ctx, password);
  await insertPeople(ctx, random, first, IN_FIRST_EDITION);
  await publish(ctx, institute, { quarter: first, end, questions: ASKED });
  await insertPeople(ctx, random, second, IN_SECOND_EDITION - IN_FIRST_EDITION);
  await publish(ctx, institute, { quarter: second, end, questions: [...ASKED, ...ASKED_LATER] });
  const [query] = ASKED;
  const named = { name: "People by age and region", query: AskInsights.parse(query) };
  await createSavedQuery({ ...institute, clock: new FixedClock(new Date(end)) }, named);
  await publishAndSchedule({ ...institute, clock: new FixedClock(new Date(end)) });
  return TEAM.map(({ email, role }) => ({ email, as: `${role} of an institute with the Research plan` }));
}

/** A finding that everyone can read, and a report that was made once. */
async function publishAndSchedule(institute: PartnerContext): Promise<void> {
  const { partnerId, db } = institute;
  const asked = await db.insightQuery.findFirstOrThrow({
    where: { partnerId, asked: { path: ["measure"], equals: "trait_average" } },
    orderBy: { createdAt: "desc" },
  });
  await publishFinding(institute, {
    query_id: asked.id,
    title: "Novelty falls with age among people who do not exist",
    summary:
      "The people of this edition were drawn by chance, with a little less novelty for each year of age. The figures find that again, although each has noise.\n\nThis is a demo of how a finding looks.",
  });
  const reader = await db.partnerMember.findFirstOrThrow({ where: { partnerId, role: "owner" } });
  const report = await createReport(institute, {
    name: "Novelty by age",
    cadence: "edition",
    query_id: asked.id,
    error: 40,
    max_epsilon_milli: 200,
    recipients: [reader.userId],
  });
  await runReport(institute, { report_id: report.id, period: "demo" });
}

async function seedInstitute(ctx: JobContext, password: string): Promise<PartnerContext> {
  const { partner_id: partnerId } = await createContractPartner(ctx, {
    company_name: "Meridian Institute (demo)",
    email: "demo@meridian.example",
    tier: "research",
    active: true,
  });
  for (const { email, name, role } of TEAM) {
    const user = await createUser(ctx, { email, name, password });
    await acceptTerms(ctx, user.id);
    const now = ctx.clock.now();
    await ctx.db.partnerMember.create({
      data: { id: newId(now), partnerId, userId: user.id, role, createdAt: now, updatedAt: now },
    });
  }
  return { ...ctx, partnerId, mode: "live", permissions: ALL_PERMISSIONS };
}

/** Freezes and opens the edition of a quarter as the night after it would, and asks the institute's questions, before `end`. */
async function publish(
  ctx: JobContext,
  institute: PartnerContext,
  { quarter, end, questions }: { quarter: Quarter; end: number; questions: readonly object[] },
): Promise<void> {
  const opens = Math.min(end, quarter.endsAt.getTime() + 5 * 3_600_000);
  const step = Math.min(5 * DAY_MS, Math.floor((end - opens) / (questions.length + 1)));
  const clock = new FixedClock(new Date(opens));
  const { edition_id } = await buildEdition({ ...ctx, clock });
  await openEdition({ ...ctx, clock }, { edition_id });
  for (const question of questions) {
    clock.advance(step);
    await runQuery({ ...institute, clock }, AskInsights.parse(question));
  }
}

/** People who answered in a quarter, written a few thousand at a time: one by one they would take minutes. */
export async function insertPeople(
  ctx: JobContext,
  random: Random,
  quarter: Quarter,
  count: number,
): Promise<void> {
  for (let from = 0; from < count; from += CHUNK) {
    const drawn = Array.from({ length: Math.min(CHUNK, count - from) }, () => draw(random, quarter));
    const list = <K extends keyof (typeof drawn)[number]>(key: K) => drawn.map((person) => person[key]);
    const { version } = currentText("research", quarter.startsAt);
    await ctx.db.$executeRaw`
      INSERT INTO profiles (id, birth_year, region, synthetic, created_at)
      SELECT id, birth_year, region, true, at FROM unnest(${list("id")}::uuid[], ${list("birthYear")}::int[],
        ${list("region")}::text[], ${list("at")}::timestamptz[]) AS drawn (id, birth_year, region, at)`;
    await ctx.db.$executeRaw`
      INSERT INTO trait_results (id, profile_id, source, model_version, questionnaire_version, traits, standard_errors,
        quality, quality_signs, doubtful_statement_ids, answer_count, created_at, revised_at)
      SELECT result_id, id, 'assessment', ${RESULT_MODEL}, ${QUESTIONNAIRE_VERSION}, traits::jsonb,
        ${JSON.stringify(TRAITS.map(() => STANDARD_ERROR))}::jsonb, 'high', '{}', '{}', 64, at, at
      FROM unnest(${list("resultId")}::uuid[], ${list("id")}::uuid[], ${list("traits")}::text[],
        ${list("at")}::timestamptz[]) AS drawn (result_id, id, traits, at)`;
    await ctx.db.$executeRaw`
      INSERT INTO consent_events (id, profile_id, purpose, granted, version, at, place, actor_type)
      SELECT event_id, id, 'research', true, ${version}, at, 'privacy', 'browser'
      FROM unnest(${list("eventId")}::uuid[], ${list("id")}::uuid[], ${list("at")}::timestamptz[])
        AS drawn (event_id, id, at)`;
  }
}

const place = (trait: (typeof TRAITS)[number]) => TRAITS.indexOf(trait);
const clamp01 = (value: number) => Math.min(1, Math.max(0, value));

function draw(random: Random, { startsAt, endsAt }: Quarter) {
  const at = new Date(startsAt.getTime() + random() * (endsAt.getTime() - startsAt.getTime() - 1));
  const age = drawAge(random);
  // Novelty falls and stability rises with age, so that there is something to find.
  const drift = (Math.min(age, 70) - 35) / 200;
  const traits = drawPerson(random).map((value, trait) => {
    const shift = trait === place("novelty") ? -drift : trait === place("stability") ? drift : 0;
    const measured = clamp01(value + shift + STANDARD_ERROR * normal(random));
    return Math.round(measured * 1_000) / 1_000;
  });
  return {
    id: newId(at),
    resultId: newId(at),
    eventId: newId(at),
    at: at.toISOString(),
    // One in thirty does not say.
    birthYear: random() < 1 / 30 ? null : endsAt.getUTCFullYear() - age,
    region: drawCountry(random),
    traits: JSON.stringify(traits),
  };
}

/** Mostly from 20 to 45, and some of every age from 16 on. */
function drawAge(random: Random): number {
  return Math.min(
    92,
    Math.max(16, Math.round(24 + 24 * -Math.log(1 - random()) * 0.55 + 4 * normal(random))),
  );
}

function drawCountry(random: Random): string | null {
  let left = random() * 100;
  for (const [country, share] of COUNTRIES) {
    left -= share;
    if (left < 0) return country;
  }
  return null;
}
