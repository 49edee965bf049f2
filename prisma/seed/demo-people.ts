import { createUser } from "@/lib/identity/accounts/create-user";
import { currentText } from "@/lib/identity/consent/consent-texts";
import type { Place } from "@/lib/identity/consent/schemas";
import { assessQuality, ERROR_FACTORS } from "@/lib/people/assessments/answer-quality";
import { estimateTraits } from "@/lib/people/assessments/estimate-traits";
import { RESULT_MODEL } from "@/lib/people/assessments/finish-assessment";
import { type Form, QUESTIONNAIRE_VERSION, statementsOf } from "@/lib/people/assessments/statements";
import { computeNorms } from "@/lib/people/results/compute-norms";
import { listResults } from "@/lib/people/results/list-results";
import { openShare } from "@/lib/people/sharing/open-share";
import { ShareReport, ShareResult } from "@/lib/people/sharing/schemas";
import { shareReport } from "@/lib/people/sharing/share-report";
import { shareResult } from "@/lib/people/sharing/share-result";
import { acceptTogetherInvitation } from "@/lib/people/together/accept-together-invitation";
import { agreeToCompare } from "@/lib/people/together/agree-to-compare";
import { answerCheckIn } from "@/lib/people/together/answer-check-in";
import { createTogetherInvitation } from "@/lib/people/together/create-together-invitation";
import { getPair } from "@/lib/people/together/get-pair";
import { leavePair } from "@/lib/people/together/leave-pair";
import { listPairs } from "@/lib/people/together/list-pairs";
import { FixedClock } from "@/lib/platform/clock";
import type { ProfileContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import type { JobContext } from "@/lib/platform/jobs";
import type { ConsentName } from "@/lib/platform/purposes";
import { acceptTerms } from "@/prisma/seed/accept-terms";
import { drawPerson, type Random, seeded, sincereAnswer } from "./drawn-people";

/** Enough for norms of either form, which want 200 each. Specification section 7. */
const POPULATION = 440;
const DAY_MS = 86_400_000;

/** People of the demo who sign in for themselves. */
const READERS = [
  { email: "mira@people.example", name: "Mira", days: [60, 20] },
  { email: "jonas@people.example", name: "Jonas", days: [12] },
  { email: "kim@people.example", name: "Kim", days: [30] },
] as const;

/**
 * Makes a population of people who do not exist, marked as such, so that percentiles show, and a few with logins whose
 * results can be looked at. All are drawn from seven factors and answer as the measurement model says people do.
 */
export async function seedPeopleWithResults(
  ctx: JobContext,
  { password, end }: { password: string; end: number },
): Promise<readonly { email: string; as: string }[]> {
  const random = seeded(20_261_130);
  const drawn = Array.from({ length: POPULATION }, (_, index) =>
    sheetOf(
      random,
      drawPerson(random),
      index % 2 === 0 ? "short" : "long",
      new Date(end - (index % 200) * DAY_MS),
    ),
  );
  await ctx.db.profile.createMany({
    data: drawn.map(({ profileId, at }) => ({
      id: profileId,
      synthetic: true,
      createdAt: at,
    })),
  });
  await ctx.db.consentEvent.createMany({
    data: drawn.map(({ profileId, at }) => decision(profileId, "norms", true, "assessment", at)),
  });
  await ctx.db.assessment.createMany({ data: drawn.map(({ assessment }) => assessment) });
  await ctx.db.traitResult.createMany({
    data: drawn.map(({ result, assessment }) => ({ ...result, assessmentId: assessment.id })),
  });
  const profileIds: Record<string, string> = {};
  for (const { email, name, days } of READERS) {
    const user = await createUser(ctx, { email, name, password });
    await acceptTerms(ctx, user.id);
    const traits = drawPerson(random);
    const sheets = days.map((ago) => sheetOf(random, traits, "long", new Date(end - ago * DAY_MS)));
    const [first] = sheets;
    if (first === undefined) continue;
    profileIds[name] = first.profileId;
    await ctx.db.profile.create({ data: { id: first.profileId, userId: user.id, createdAt: first.at } });
    await seedDecisions(ctx, { profileId: first.profileId, userId: user.id, from: first.at });
    for (const { answers, assessment, result, at } of sheets) {
      await ctx.db.assessment.create({
        data: {
          ...assessment,
          profileId: first.profileId,
          answers: {
            create: answers.map(({ statementId, value, tookMs }) => ({
              statementId,
              value,
              tookMs: tookMs === null ? null : Math.round(tookMs),
              answeredAt: at,
            })),
          },
        },
      });
      await ctx.db.traitResult.create({
        data: { ...result, profileId: first.profileId, assessmentId: assessment.id },
      });
    }
  }
  await compareFriends(ctx, profileIds, end);
  await shareLinks(ctx, profileIds, end);
  await computeNorms(ctx);
  return READERS.map(({ email }) => ({ email, as: "a person with results" }));
}

/** What a person of the demo agreed to over time, and took back. */
async function seedDecisions(
  ctx: JobContext,
  { profileId, userId, from }: { profileId: string; userId: string; from: Date },
): Promise<void> {
  const day = (days: number) => new Date(from.getTime() + days * DAY_MS);
  const own = { actorType: "user", actorId: userId };
  await ctx.db.consentEvent.createMany({
    data: [
      decision(profileId, "intimacy", true, "assessment", from),
      decision(profileId, "norms", true, "assessment", from),
      decision(profileId, "research", true, "privacy", day(1)),
      decision(profileId, "events", true, "privacy", day(2)),
      decision(profileId, "research", false, "privacy", day(2)),
    ].map((row) => ({ ...row, ...own })),
  });
}

function decision(profileId: string, purpose: ConsentName, granted: boolean, place: Place, at: Date) {
  const { version } = currentText(purpose, at);
  return { id: newId(at), profileId, purpose, granted, version, at, place, actorType: "browser" };
}

/**
 * Mira and Jonas have a report, and have checked in. Kim compared with Mira once, and left. A week has passed, so that a
 * new report can be asked for.
 */
async function compareFriends(
  ctx: JobContext,
  { Mira, Jonas, Kim }: Record<string, string | undefined>,
  end: number,
): Promise<void> {
  if (Mira === undefined || Jonas === undefined || Kim === undefined) return;
  const clock = new FixedClock(new Date(end - 9 * DAY_MS));
  const as = (profileId: string): ProfileContext => ({ ...ctx, clock, profileId, userId: null });
  const friends = [
    { profileId: Jonas, name: "Jonas" },
    { profileId: Kim, name: "Kim" },
  ];
  for (const { profileId, name } of friends) {
    const { token } = await createTogetherInvitation(as(Mira), { name: "Mira", intimacy: true });
    const accepted = { token, name, agreed: true as const, intimacy: true };
    const { pair_id } = await acceptTogetherInvitation(as(profileId), accepted);
    await agreeToCompare(as(Mira), { pair_id, intimacy: true });
    await answerCheckIn(as(profileId), checkInOf(pair_id, [4, 5, 4, 4, 3, 5, 4]));
    await answerCheckIn(as(Mira), checkInOf(pair_id, [5, 5, 3, 4, 4, 4, 4]));
    clock.advance(2 * 3_600_000);
    await getPair(as(profileId), { pair_id });
    if (name === "Kim") await leavePair(as(profileId), { pair_id });
  }
}

/** Mira shares what stands out of her newest result, and asks Jonas to share their report. */
async function shareLinks(
  ctx: JobContext,
  { Mira }: Record<string, string | undefined>,
  end: number,
): Promise<void> {
  if (Mira === undefined) return;
  const clock = new FixedClock(new Date(end - 5 * DAY_MS));
  const mira: ProfileContext = { ...ctx, clock, profileId: Mira, userId: null };
  const [newest] = await listResults(mira);
  const { pairs } = await listPairs(mira);
  const ready = pairs.find(({ state }) => state === "ready");
  if (newest === undefined || ready === undefined) return;
  const result = { result_id: newest.id, form_id: newId(), shows: "groups", lasts: "never", name: "Mira" };
  const made = await shareResult(mira, ShareResult.parse({ ...result, values: "on", social: "on" }));
  for (let times = 0; times < 3; times += 1) await openShare(mira, made);
  clock.advance(3_600_000);
  const report = { pair_id: ready.id, form_id: newId(), shows: "headline", lasts: "90", name: "Mira" };
  await shareReport(mira, ShareReport.parse(report));
}

function checkInOf(pair_id: string, values: readonly number[]) {
  const [ease = 3, laughter = 3, heard = 3, honesty = 3, curiosity = 3, support = 3, energy = 3] = values;
  return { pair_id, ease, laughter, heard, honesty, curiosity, support, energy };
}

function sheetOf(random: Random, traits: readonly number[], form: Form, at: Date) {
  const answers = statementsOf(form, true).map((statement) => sincereAnswer(statement, traits, random));
  const quality = assessQuality(answers);
  const estimates = estimateTraits(answers, ERROR_FACTORS[quality.quality]);
  const profileId = newId(at);
  return {
    profileId,
    at,
    answers,
    assessment: {
      id: newId(at),
      profileId,
      form,
      questionnaireVersion: QUESTIONNAIRE_VERSION,
      intimacy: "agreed" as const,
      intimacyDecidedAt: at,
      startedAt: at,
      finishedAt: at,
    },
    result: {
      id: newId(at),
      profileId,
      source: "assessment" as const,
      modelVersion: RESULT_MODEL,
      questionnaireVersion: QUESTIONNAIRE_VERSION,
      traits: [...estimates.traits],
      standardErrors: [...estimates.standardErrors],
      quality: quality.quality,
      qualitySigns: [...quality.signs],
      doubtfulStatementIds: [...quality.doubtful],
      answerCount: answers.length,
      createdAt: at,
      revisedAt: at,
    },
  };
}
