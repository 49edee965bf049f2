import { describe, expect, inject, it } from "vitest";
import { sandboxPeople } from "@/lib/partners/compatibility/sandbox-people";
import { GROUP_NAMES, TRAITS } from "@/lib/scoring/model";
import { DEFAULT_MODEL_VERSION, MODEL_VERSIONS } from "@/lib/scoring/models";
import { EXACT, type GoldenCase, goldenCases as golden } from "@/lib/scoring/testdata/golden-cases.fixture";
import { makeKey } from "@/test/partner-state";
import { type Answer, call, closeProductDatabase, type Mount, makePartner, person } from "@/test/product";
import { billedUnits, recordedCall } from "@/test/recorded-calls";

closeProductDatabase();

function bodyOf({ input }: GoldenCase): Record<string, unknown> {
  const dated = input.birthdate1 !== null && input.birthdate2 !== null;
  return {
    person1: { traits: input.person1 },
    person2: { traits: input.person2 },
    ...(input.resonance === null ? {} : { resonance: input.resonance }),
    ...(dated
      ? {
          birthdate1: input.birthdate1,
          birthdate2: input.birthdate2,
          include_numerology: true,
          include_astrology: true,
        }
      : {}),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: a reply of either endpoint
function expectGolden(score: any, { expected }: GoldenCase): void {
  const near = (actual: unknown, wanted: number) => {
    expect(typeof actual).toBe("number");
    expect(Math.abs(Number(actual) - wanted)).toBeLessThanOrEqual(EXACT);
  };
  for (const field of [
    "compatibility_score",
    "trait_compatibility",
    "resonance_compatibility",
    "total_compatibility",
  ] as const) {
    near(score[field], expected[field]);
  }
  expect(Object.keys(score.dimension_breakdown).sort()).toEqual([...GROUP_NAMES].sort());
  for (const group of GROUP_NAMES)
    near(score.dimension_breakdown[group], expected.dimension_breakdown[group]);
  expect([score.numerology_score, score.astrology_score]).toEqual([
    expected.numerology_score,
    expected.astrology_score,
  ]);
  expect([score.trait_coverage, score.model_version]).toEqual([1, DEFAULT_MODEL_VERSION]);
}

const calculate = (mount: Mount, key: string, body: unknown): Promise<Answer> =>
  call(mount, "POST", "/v1/compatibility/calculate", { key, body });
const batch = (mount: Mount, key: string, body: unknown, query = ""): Promise<Answer> =>
  call(mount, "POST", `/v1/compatibility/batch${query}`, { key, body });
const rank = (mount: Mount, key: string, body: unknown): Promise<Answer> =>
  call(mount, "POST", "/v1/compatibility/rank", { key, body });
const pair = { person1: person(0.4), person2: person(0.6) };

describe.each(inject("mounts"))("through $name", (mount) => {
  it("calculates the 67 reference answers to 1e-12, one by one and as a batch, and bills each pair once", async () => {
    expect(golden).toHaveLength(67);
    const partner = await makePartner();
    const answers = await Promise.all(golden.map((one) => calculate(mount, partner.liveKey, bodyOf(one))));
    for (const [index, one] of golden.entries()) {
      expect(answers[index]?.status).toBe(200);
      expectGolden(answers[index]?.body, one);
    }
    const together = await batch(mount, partner.liveKey, { pairs: golden.map(bodyOf) });
    expect(together.body).toMatchObject({
      total_pairs: 67,
      scored_pairs: 67,
      failed_pairs: 0,
      billable_units: 67,
    });
    for (const [index, one] of golden.entries()) {
      expect(together.body.results[index].ok).toBe(true);
      expectGolden(together.body.results[index], one);
    }
    expect(await billedUnits(partner)).toBe(2 * 67);
  });

  it("is the same whichever of the two comes first", async () => {
    const { liveKey } = await makePartner();
    const [one] = golden;
    if (one === undefined) throw new Error("no golden case");
    const { person1, person2, ...rest } = bodyOf(one);
    const there = await calculate(mount, liveKey, { person1, person2, ...rest });
    const back = await calculate(mount, liveKey, { person1: person2, person2: person1, ...rest });
    expect(back.body.compatibility_score).toBe(there.body.compatibility_score);
  });

  it("multiplies by feasibility, and takes 1 where none is given", async () => {
    const { liveKey } = await makePartner();
    const whole = await calculate(mount, liveKey, pair);
    const half = await calculate(mount, liveKey, { ...pair, feasibility: 0.5 });
    const none = await calculate(mount, liveKey, { ...pair, feasibility: 0 });
    expect(whole.body.compatibility_score).toBe(whole.body.total_compatibility);
    expect(half.body.compatibility_score).toBeCloseTo(whole.body.total_compatibility / 2, 14);
    expect(none.body.compatibility_score).toBe(0);
  });

  it("scores from 16 known traits on, scales by them, and gives null for a group that is unknown", async () => {
    const { liveKey } = await makePartner();
    const known = (count: number) => ({ traits: TRAITS.map((_, k) => (k < count ? 0.5 : null)) });
    const { body, status } = await calculate(mount, liveKey, { person1: known(16), person2: person(0.5) });
    expect([status, body.trait_coverage]).toEqual([200, 0.5]);
    expect(body.dimension_breakdown).toMatchObject({ attachment: 1, sexual: null, life_structure: null });
    const refused = await calculate(mount, liveKey, { person1: known(15), person2: person(0.5) });
    expect([refused.status, refused.body.code]).toEqual([400, "invalid_input"]);
  });

  it("explains a score so that it can be worked out again by hand", async () => {
    const { liveKey } = await makePartner();
    const one = golden.at(-1);
    if (one === undefined) throw new Error("no golden case");
    const { body } = await calculate(mount, liveKey, { ...bodyOf(one), feasibility: 0.75, explain: true });
    const { derivation, groups, closest_traits, widest_traits, summary } = body.explanation;
    const { raw_squared_distance, scale, distance, traits, resonance_mean, resonance_evenness, resonance } =
      derivation;
    expect(Math.abs(Math.sqrt(raw_squared_distance * scale) - distance)).toBeLessThanOrEqual(EXACT);
    expect(Math.abs(Math.exp(-distance) - traits.value)).toBeLessThanOrEqual(EXACT);
    expect(
      Math.abs(resonance_mean.contribution + resonance_evenness.contribution - resonance.value),
    ).toBeLessThanOrEqual(EXACT);
    const total = traits.weight * traits.value + resonance.weight * resonance.value;
    expect(Math.abs(total - body.total_compatibility)).toBeLessThanOrEqual(EXACT);
    expect(Math.abs(0.75 * total - body.compatibility_score)).toBeLessThanOrEqual(EXACT);
    expect(derivation.compatibility_score).toBe(body.compatibility_score);
    expect(groups.map(({ group }: { group: string }) => group)).toEqual([...GROUP_NAMES]);
    expect(closest_traits.length).toBeGreaterThan(0);
    expect(widest_traits[0].difference).toBeGreaterThanOrEqual(closest_traits[0].difference);
    expect(summary).toEqual(expect.any(String));
    expect((await calculate(mount, liveKey, bodyOf(one))).body.explanation).toBeUndefined();
  });

  it("answers a key that pins a model with that model, and refuses to pin one that was never published", async () => {
    const partner = await makePartner();
    const [oldest] = MODEL_VERSIONS;
    const pinned = await makeKey(partner, { pinned_model: oldest ?? null });
    expect((await calculate(mount, pinned.key, pair)).body.model_version).toBe(oldest);
    expect((await batch(mount, pinned.key, [pair])).body.model_version).toBe(oldest);
    const refused = await call(mount, "POST", `/v1/partners/${partner.partnerId}/api-keys`, {
      key: partner.liveKey,
      body: { name: "Pins", pinned_model: "soulmate-0" },
    });
    expect([refused.status, refused.body.errors[0].path]).toEqual([400, "pinned_model"]);
  });

  it("scores with the model that the call asks for, else the key's, else the default", async () => {
    const partner = await makePartner();
    const pinned = await makeKey(partner, { pinned_model: "soulmate-2" });
    const errors = Array<number>(32).fill(0.08);
    const measured = {
      person1: { ...person(0.4), standard_errors: errors },
      person2: { ...person(0.6), standard_errors: errors },
    };
    const plain = await calculate(mount, partner.testKey, pair);
    expect(plain.body.model_version).toBe(DEFAULT_MODEL_VERSION);
    expect(plain.body).not.toHaveProperty("score_range");
    expect(plain.body).not.toHaveProperty("population_percentile");

    for (const [key, body] of [
      [partner.testKey, { ...measured, model_version: "soulmate-2" }],
      [pinned.key, measured],
      [pinned.key, { ...measured, model_version: null }],
    ] as const) {
      const { status, body: score } = await calculate(mount, key, { ...body, explain: true });
      expect(status).toBe(200);
      expect(score).toMatchObject({
        model_version: "soulmate-2",
        population_percentile: null,
        population_reference: null,
        score_range: { level: 0.8 },
      });
      expect(score.score_range.low).toBeLessThan(score.compatibility_score);
      expect(score.score_range.high).toBeGreaterThan(score.compatibility_score);
      const { raw_squared_distance, squared_error, scale, distance } = score.explanation.derivation;
      expect(squared_error).toBeCloseTo(64 * 0.08 ** 2, 10);
      expect(distance).toBeCloseTo(Math.sqrt(Math.max(0, raw_squared_distance - squared_error) * scale), 10);
    }
    const back = await calculate(mount, pinned.key, { ...pair, model_version: "soulmate-1" });
    expect(back.body).toEqual({
      ...plain.body,
      timestamp: expect.any(String),
      request_id: expect.any(String),
    });

    const mixed = await call(mount, "POST", "/v1/compatibility/batch", {
      key: partner.testKey,
      body: {
        model_version: "soulmate-2",
        pairs: [
          measured,
          { ...pair, model_version: "soulmate-1" },
          { ...measured, model_version: "soulmate-1" },
        ],
      },
    });
    expect(mixed.body).toMatchObject({ model_version: "soulmate-2", scored_pairs: 2, failed_pairs: 1 });
    const [first, second, third] = mixed.body.results;
    expect([first.model_version, second.model_version]).toEqual(["soulmate-2", "soulmate-1"]);
    expect(second).not.toHaveProperty("score_range");
    expect(third.error.errors.map(({ path }: { path: string }) => path)).toEqual([
      "person1.standard_errors",
      "person2.standard_errors",
    ]);
  });

  it("scores the good pairs of a batch in order, says what is wrong with the bad, and bills the good", async () => {
    const partner = await makePartner();
    const bad = { person1: { traits: [2] }, person2: person(0.5) };
    const undated = { ...pair, include_numerology: true };
    const { status, body, headers } = await batch(mount, partner.liveKey, [pair, bad, 7, undated, pair]);
    expect(status).toBe(200);
    expect(body.results.map(({ ok }: { ok: boolean }) => ok)).toEqual([true, false, false, false, true]);
    expect(body).toMatchObject({
      total_pairs: 5,
      scored_pairs: 2,
      failed_pairs: 3,
      billable_units: 2,
      price_micro_usd: 100,
    });
    expect(body.results[0].compatibility_score).toBe(body.results[4].compatibility_score);
    const paths = (index: number) =>
      body.results[index].error.errors.map((error: { path: string }) => error.path);
    expect(paths(1)).toEqual(["person1.traits", "person1.traits[0]"]);
    expect(paths(3)).toEqual(["birthdate1", "birthdate2"]);
    for (const index of [1, 2, 3]) expect(body.results[index].compatibility_score).toBeUndefined();
    expect(await recordedCall(headers.get("request-id"))).toMatchObject({
      units: 2,
      billable: true,
      status: 200,
    });
  });

  it("bills nothing for a batch of bad pairs, for a refused call, and for test calls", async () => {
    const partner = await makePartner();
    const all = await batch(mount, partner.liveKey, [{}, {}]);
    expect(all.body).toMatchObject({
      scored_pairs: 0,
      failed_pairs: 2,
      billable_units: 0,
      price_micro_usd: 0,
    });
    expect((await calculate(mount, partner.liveKey, {})).status).toBe(400);
    expect((await calculate(mount, partner.testKey, pair)).status).toBe(200);
    const test = await batch(mount, partner.testKey, [pair, pair]);
    expect(test.body).toMatchObject({ scored_pairs: 2, billable_units: 0, price_micro_usd: 0 });
    const row = await recordedCall(test.headers.get("request-id"));
    expect(row).toMatchObject({ units: 2, billable: false, mode: "test" });
    expect(await billedUnits(partner)).toBe(0);
  });

  it("ranks up to 1,000 candidates, each as a single calculation scores it, and bills those that are scored", async () => {
    const partner = await makePartner({ per_minute: 100, per_day: 2_000 });
    const me = person(0.5);
    const candidates = Array.from({ length: 999 }, (_, index) => ({
      id: `candidate-${index}`,
      ...person(index / 999),
    }));
    const unknown = { id: "unknown", traits: Array<null>(32).fill(null) };
    const ranked = await rank(mount, partner.liveKey, {
      person: me,
      candidates: [unknown, ...candidates],
      limit: 3,
    });
    expect(ranked.status).toBe(200);
    expect(ranked.body).toMatchObject({
      unscored: [{ id: "unknown", trait_coverage: 0 }],
      total_candidates: 1_000,
      scored_pairs: 999,
      billable_units: 999,
      price_micro_usd: 999 * 50,
      model_version: DEFAULT_MODEL_VERSION,
    });
    expect(ranked.body.results).toHaveLength(3);
    for (const { id, rank: place, ...result } of ranked.body.results) {
      const person2 = person(Number(id.slice("candidate-".length)) / 999);
      const single = await calculate(mount, partner.liveKey, { person1: me, person2 });
      expect(single.body).toMatchObject(result);
      expect(place).toBeGreaterThanOrEqual(1);
    }
    expect(ranked.headers.get("ratelimit")).toMatch(/"minute";r=99;.+"day";r=1000;/);
    expect(await recordedCall(ranked.headers.get("request-id"))).toMatchObject({
      units: 999,
      billable: true,
    });
    const refused = await rank(mount, partner.liveKey, { person: me, candidates: candidates.slice(0, 998) });
    expect([refused.status, refused.body.code]).toEqual([429, "rate_limited_day"]);
    expect(await billedUnits(partner)).toBe(999 + 3);
  });

  it("bills no ranking of a test key, and no part of one that is refused", async () => {
    const partner = await makePartner();
    const candidates = [
      { id: "a", ...person(0.4) },
      { id: "b", ...person(0.6) },
    ];
    const test = await rank(mount, partner.testKey, { person: person(0.5), candidates });
    expect(test.body).toMatchObject({ scored_pairs: 2, billable_units: 0, price_micro_usd: 0 });
    expect(test.body.results.map(({ rank: place }: { rank: number }) => place)).toEqual([1, 1]);
    const errors = Array<number>(32).fill(0.1);
    const measured = [candidates[0], { ...candidates[1], standard_errors: errors }];
    const refused = await rank(mount, partner.liveKey, { person: person(0.5), candidates: measured });
    expect([refused.status, refused.body.errors.map(({ path }: { path: string }) => path)]).toEqual([
      400,
      ["candidates[1].standard_errors"],
    ]);
    const corrected = await rank(mount, partner.testKey, {
      person: person(0.5),
      candidates: measured,
      model_version: "soulmate-2",
    });
    expect(corrected.body.results[0]).toHaveProperty("score_range");
    expect(await billedUnits(partner)).toBe(0);
  });

  it("has the row of a billable call before its reply", async () => {
    const partner = await makePartner();
    for (let turn = 1; turn <= 20; turn += 1) {
      expect((await calculate(mount, partner.liveKey, pair)).status).toBe(200);
      expect(await billedUnits(partner)).toBe(turn);
    }
  });

  it("gives fifty people to try things with, always the same, whole or by pages", async () => {
    const { testKey, liveKey } = await makePartner();
    const list = (query: string, key = liveKey) => call(mount, "GET", `/v1/sandbox/people${query}`, { key });
    const all = await list("", testKey);
    expect(all.body).toEqual({ data: sandboxPeople(), has_more: false, next_cursor: null });
    expect(all.body.data).toHaveLength(50);
    const paged = [];
    for (let cursor = "", pages = 0; pages < 10; pages += 1) {
      const { body } = await list(`?limit=7${cursor}`);
      paged.push(...body.data);
      if (!body.has_more) {
        expect([pages, body.next_cursor, body.data.length]).toEqual([7, null, 1]);
        break;
      }
      cursor = `&cursor=${body.next_cursor}`;
    }
    expect(paged).toEqual(all.body.data);
    expect((await list("?cursor=nonsense")).status).toBe(400);
    const [ada, ben] = all.body.data;
    const scored = await calculate(mount, testKey, {
      person1: { traits: ada.traits },
      person2: { traits: ben.traits },
      birthdate1: ada.birthdate,
      birthdate2: ben.birthdate,
      include_astrology: true,
      include_numerology: true,
    });
    expect(scored.status).toBe(200);
  });
});
