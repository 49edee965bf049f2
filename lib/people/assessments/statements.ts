import { TRAITS, type TraitName } from "@/lib/scoring/model";

/** Where a statement's words come from: the public-domain International Personality Item Pool (ipip.ori.org), or us. */
export type StatementSource = "ipip" | "soulmate";

export interface Statement {
  /** `<trait>.<1–3>`. An id always means the same words; other words are a new questionnaire version. */
  readonly id: string;
  readonly trait: TraitName;
  readonly text: string;
  /** Agreeing means less of the trait. */
  readonly reversed: boolean;
  readonly source: StatementSource;
}

/** Kept with every assessment. Words, order or keys that change make a new version. */
export const QUESTIONNAIRE_VERSION = "questionnaire-1";

type Words = readonly [text: string, source?: "ipip"];

/** For each trait: a statement for it, one against it, and a third that is asked only when it tells most. */
const WORDS: Record<TraitName, readonly [direct: Words, reversed: Words, extra: Words]> = {
  attachment_security: [
    ["I find it easy to trust someone I love."],
    ["When I get close to someone, part of me waits for it to go wrong."],
    ["I feel safe leaning on the people closest to me."],
  ],
  abandonment_sensitivity: [
    ["I worry a lot when someone I love goes quiet."],
    ["I stay calm when a partner needs time apart."],
    ["I often fear that people I love will leave me."],
  ],
  emotional_regulation: [
    ["I can calm myself down when I’m upset."],
    ["I have frequent mood swings.", "ipip"],
    ["I keep my emotions under control.", "ipip"],
  ],
  coregulation_skill: [
    ["I know how to help someone I love calm down."],
    ["When someone close to me is upset, I feel lost."],
    ["I make people feel at ease.", "ipip"],
  ],
  distress_tolerance: [
    ["I remain calm under pressure.", "ipip"],
    ["I panic easily.", "ipip"],
    ["I can sit with a bad feeling until it passes."],
  ],
  conflict_directness: [
    ["When something bothers me, I say so directly."],
    ["I drop hints instead of saying what’s wrong."],
    ["I bring up small problems before they grow."],
  ],
  repair_efficiency: [
    ["After an argument, I’m usually the first to reach out."],
    ["I hold a grudge.", "ipip"],
    ["An hour after a fight, I’m ready to make up."],
  ],
  responsibility_taking: [
    ["I admit it when I’m wrong."],
    ["When something goes wrong, I look for someone else to blame."],
    ["I say sorry when I hurt someone, even by accident."],
  ],
  listening_depth: [
    ["I listen until the other person has finished."],
    ["My mind wanders while other people talk."],
    ["People tell me they feel heard by me."],
  ],
  metacommunication_skill: [
    ["I like to talk about how we talk to each other."],
    ["Discussing how we communicate feels like a waste of time."],
    ["When a conversation goes wrong, I stop and ask what’s happening between us."],
  ],
  analytical_decisions: [
    ["I weigh the facts before I decide."],
    ["I rush into things.", "ipip"],
    ["I compare my options carefully, even for small choices."],
  ],
  intuitive_decisions: [
    ["I trust my gut when I make decisions."],
    ["When I make a decision, I ignore my hunches."],
    ["I often just know what the right choice is."],
  ],
  abstraction_preference: [
    ["I enjoy thinking about ideas and theories."],
    ["I am not interested in abstract ideas.", "ipip"],
    ["I love to ask what things really mean."],
  ],
  concreteness_preference: [
    ["I prefer facts and examples to theories."],
    ["Practical details bore me."],
    ["I understand things best when I can see or touch them."],
  ],
  cognitive_flexibility: [
    ["I change my mind when I learn something new."],
    ["Once I’ve decided, that’s it."],
    ["I can see an issue from several sides."],
  ],
  autonomy: [
    ["I need to make my own decisions."],
    ["I’m happy to let others decide for me."],
    ["I need time and space of my own, even in a relationship."],
  ],
  family: [
    ["My family comes first."],
    ["I could live happily with little contact with my family."],
    ["Family gatherings matter to me."],
  ],
  novelty: [
    ["I seek adventure.", "ipip"],
    ["I prefer to stick with things that I know.", "ipip"],
    ["I love to try things I’ve never done before."],
  ],
  stability: [
    ["I want a life that feels steady and secure."],
    ["I like not knowing where I’ll be next year."],
    ["A secure home matters more to me than an exciting one."],
  ],
  growth: [
    ["I work on becoming a better person."],
    ["I’m fine with staying just the way I am."],
    ["I like feedback that helps me grow."],
  ],
  tradition: [
    ["I care about keeping traditions alive."],
    ["Old customs mean little to me."],
    ["I like to celebrate holidays the way my family always did."],
  ],
  extroversion: [
    ["I am the life of the party.", "ipip"],
    ["I keep in the background.", "ipip"],
    ["I start conversations.", "ipip"],
  ],
  introversion_preference: [
    ["I need time alone to recharge."],
    ["An evening on my own makes me restless."],
    ["I enjoy a quiet night in more than a night out."],
  ],
  attention_comfort: [
    ["I don’t mind being the center of attention.", "ipip"],
    ["I dislike being the center of attention.", "ipip"],
    ["I enjoy speaking in front of a group."],
  ],
  conversation_depth: [
    ["I’d rather talk about life than about the weather."],
    ["I prefer to keep conversations light."],
    ["I ask people about what matters to them."],
  ],
  social_adaptability: [
    ["I get along with all kinds of people."],
    ["I feel out of place in a new group."],
    ["I adapt easily to new situations.", "ipip"],
  ],
  physical_intimacy: [
    ["Physical closeness matters a lot to me in a relationship."],
    ["I can go a long time without touch and feel fine."],
    ["I show love through touch."],
  ],
  emotional_intimacy: [
    ["I share my deepest feelings with a partner."],
    ["I keep my innermost feelings to myself, even with a partner."],
    ["I want a partner to know every side of me."],
  ],
  sexual_communication: [
    ["I can say what I want in bed."],
    ["Talking about sex embarrasses me."],
    ["I ask a partner what they like."],
  ],
  routine_preference: [
    ["I follow a schedule.", "ipip"],
    ["I do most things on the spur of the moment."],
    ["I feel best when my days have a fixed rhythm."],
  ],
  work_life_balance: [
    ["I protect my free time from work."],
    ["Work often takes over my evenings."],
    ["When work is done, I switch off."],
  ],
  lifestyle_flexibility: [
    ["I’m relaxed when plans change at the last minute."],
    ["A sudden change of plans ruins my day."],
    ["I could move to a new city for someone I love."],
  ],
};

/** All 96 statements: three a trait, in the order of the traits. */
export const STATEMENTS: readonly Statement[] = Object.freeze(
  TRAITS.flatMap((trait) =>
    WORDS[trait].map(
      ([text, source], index): Statement => ({
        id: `${trait}.${index + 1}`,
        trait,
        text,
        reversed: index === 1,
        source: source ?? "soulmate",
      }),
    ),
  ),
);

const BY_ID = new Map(STATEMENTS.map((statement) => [statement.id, statement]));

/** The statement of an id; null where there is none. */
export function findStatement(id: string): Statement | null {
  return BY_ID.get(id) ?? null;
}

/** Special-category questions: asked after a consent of their own, of adults only. Specification section 7. */
export const INTIMACY_TRAITS: ReadonlySet<TraitName> = new Set([
  "physical_intimacy",
  "emotional_intimacy",
  "sexual_communication",
]);

/** The ids of the statements about them. */
export const INTIMATE_IDS: readonly string[] = STATEMENTS.filter(({ trait }) =>
  INTIMACY_TRAITS.has(trait),
).map(({ id }) => id);

export const FORMS = ["short", "long"] as const;
export type Form = (typeof FORMS)[number];

/** Statements that a top-up may add at most. Specification section 7. */
export const MAX_TOP_UP = 12;

/**
 * The statements of a form in the order they are asked: one of each trait before the second of any, neighbours of
 * different groups, and half of each round reversed, so that a run of one answer shows. Intimacy statements come last,
 * because they are asked for apart.
 */
export function statementsOf(form: Form, withIntimacy: boolean): readonly Statement[] {
  const rounds = form === "short" ? [0] : [0, 1];
  const asked = rounds.flatMap((round) =>
    ASKING_ORDER.map((traitIndex, position) => {
      const reversed = (position + round) % 2 === 1;
      return STATEMENTS[traitIndex * 3 + (reversed ? 1 : 0)];
    }),
  );
  const known = asked.filter((statement) => statement !== undefined);
  const intimate = known.filter(({ trait }) => INTIMACY_TRAITS.has(trait));
  const others = known.filter(({ trait }) => !INTIMACY_TRAITS.has(trait));
  return withIntimacy ? [...others, ...intimate] : others;
}

/** Steps of 7 through the 32 traits visit each once and never two of a group in a row. */
const ASKING_ORDER = TRAITS.map((_, position) => (position * 7) % TRAITS.length);
