import type { GroupName, TraitName } from "@/lib/scoring/model";

export interface TraitWords {
  readonly name: string;
  /** What it means, in half a sentence. */
  readonly about: string;
  /** What having little, some and much of it looks like in daily life. */
  readonly low: string;
  readonly middle: string;
  readonly high: string;
}

export const GROUP_TITLES: Record<GroupName, string> = {
  attachment: "Closeness and calm",
  conflict: "When you disagree",
  cognitive: "How you think",
  values: "What matters to you",
  social: "Among people",
  sexual: "Intimacy",
  life_structure: "Everyday life",
};

/** What the outer end of each group's axis means in the radar. */
export const GROUP_POLES: Record<GroupName, string> = {
  attachment: "Secure",
  conflict: "Open in conflict",
  cognitive: "Analytical",
  values: "Open to change",
  social: "Outgoing",
  sexual: "Intimate",
  life_structure: "Flexible",
};

export const TRAIT_WORDS: Record<TraitName, TraitWords> = {
  attachment_security: {
    name: "Trust in closeness",
    about: "how safe it feels to rely on someone",
    low: "You take your time before you rely on someone, and you look for proof first.",
    middle: "You trust people who have earned it and keep a little back at first.",
    high: "You let people in easily and expect them to be there for you.",
  },
  abandonment_sensitivity: {
    name: "Fear of being left",
    about: "how quickly distance worries you",
    low: "A day without a message doesn’t trouble you.",
    middle: "Silence sometimes makes you wonder, but one message is enough to settle it.",
    high: "When someone you love goes quiet, it stays on your mind until you hear from them.",
  },
  emotional_regulation: {
    name: "Steady emotions",
    about: "how well you steer strong feelings",
    low: "Feelings hit you at full strength and take a while to pass.",
    middle: "You usually find your balance, though a bad day can throw you.",
    high: "You notice a strong feeling early and bring yourself back to calm.",
  },
  coregulation_skill: {
    name: "Calming others",
    about: "how well you help someone settle down",
    low: "When someone near you is upset, you’d rather give them space.",
    middle: "You can comfort people you know well.",
    high: "People calm down around you, and you know what to say or when to say nothing.",
  },
  distress_tolerance: {
    name: "Calm under pressure",
    about: "how much strain you can carry",
    low: "Pressure gets to you quickly, so you plan ahead to avoid it.",
    middle: "You handle most stress, but you feel it when several things hit at once.",
    high: "When everything happens at once, you keep a clear head.",
  },
  conflict_directness: {
    name: "Directness",
    about: "how openly you say what bothers you",
    low: "You choose your moment and often let small things go.",
    middle: "You speak up when it matters and stay quiet when it doesn’t.",
    high: "You say what’s wrong while it’s still small.",
  },
  repair_efficiency: {
    name: "Making up",
    about: "how fast you repair things after a fight",
    low: "After an argument you need time before you can be close again.",
    middle: "You make up once the worst of the anger has passed.",
    high: "You reach out soon after a fight and don’t hold on to it.",
  },
  responsibility_taking: {
    name: "Owning mistakes",
    about: "how readily you say that you were wrong",
    low: "You defend your side first and look at your part later.",
    middle: "You admit mistakes once you’ve thought about them.",
    high: "“I was wrong” comes easily to you.",
  },
  listening_depth: {
    name: "Listening",
    about: "how fully you listen",
    low: "In a lively conversation, you jump in with your own thoughts.",
    middle: "You listen well when the subject interests you.",
    high: "People feel heard by you, because you let them finish.",
  },
  metacommunication_skill: {
    name: "Talking about talking",
    about: "how willing you are to talk about how you communicate",
    low: "You’d rather solve the problem than discuss how you discuss it.",
    middle: "You look at how you talk when something keeps going wrong.",
    high: "You like to step back and ask what’s going on between you.",
  },
  analytical_decisions: {
    name: "Weighing facts",
    about: "how carefully you think before you decide",
    low: "You decide quickly and sort out the details along the way.",
    middle: "You think big decisions through and make small ones on the spot.",
    high: "You compare your options before you choose, even for small things.",
  },
  intuitive_decisions: {
    name: "Gut feeling",
    about: "how much you trust a hunch",
    low: "A hunch alone rarely decides anything for you.",
    middle: "You listen to your gut and check it against the facts.",
    high: "You often just know, and you act on it.",
  },
  abstraction_preference: {
    name: "Love of ideas",
    about: "how much you enjoy ideas for their own sake",
    low: "You prefer talk that leads somewhere practical.",
    middle: "You enjoy a good idea now and then.",
    high: "You could talk about ideas all night.",
  },
  concreteness_preference: {
    name: "Feet on the ground",
    about: "how much you prefer things you can see and touch",
    low: "Details bore you, and you look for the big picture.",
    middle: "You like a good theory with a good example.",
    high: "You understand things best by doing them.",
  },
  cognitive_flexibility: {
    name: "Open mind",
    about: "how easily you change your mind",
    low: "Once you’ve made up your mind, you stay with it.",
    middle: "A good argument can change your mind.",
    high: "You enjoy finding out that you were wrong.",
  },
  autonomy: {
    name: "Independence",
    about: "how much room of your own you need",
    low: "You like to decide together and spend most of your time together.",
    middle: "You share most things and keep a few for yourself.",
    high: "You need to make your own decisions and have time and space of your own, even in love.",
  },
  family: {
    name: "Family",
    about: "how central family is to you",
    low: "Your own path matters more to you than family ties.",
    middle: "You care about your family and live your own life.",
    high: "Family comes first, and a partner becomes part of it.",
  },
  novelty: {
    name: "Appetite for the new",
    about: "how much you look for new experiences",
    low: "You return to places and things you already love.",
    middle: "You try something new from time to time.",
    high: "You’d rather take the unknown road than the familiar one.",
  },
  stability: {
    name: "Need for security",
    about: "how much a steady life matters to you",
    low: "You like it when the future is open.",
    middle: "You want a solid base and some surprises.",
    high: "You sleep best with a secure home and a plan.",
  },
  growth: {
    name: "Personal growth",
    about: "how much you work on yourself",
    low: "You like yourself the way you are.",
    middle: "You learn from what life brings.",
    high: "You look for feedback and work on becoming better.",
  },
  tradition: {
    name: "Tradition",
    about: "how much customs mean to you",
    low: "You make your own customs.",
    middle: "You keep the traditions that mean something to you.",
    high: "You like holidays and customs to stay the way they’ve always been.",
  },
  extroversion: {
    name: "Outgoing",
    about: "how much energy you get from company",
    low: "In a group you watch and listen more than you talk.",
    middle: "You enjoy company, in moderation.",
    high: "You start the conversation and keep the party going.",
  },
  introversion_preference: {
    name: "Need for quiet",
    about: "how much time alone you need",
    low: "An evening alone makes you restless.",
    middle: "You like a mix of company and quiet.",
    high: "You need quiet time to recharge.",
  },
  attention_comfort: {
    name: "At ease in the spotlight",
    about: "how comfortable you are when all eyes are on you",
    low: "You’d rather not have everyone look at you.",
    middle: "You can take the stage when you have to.",
    high: "You enjoy it when a room listens to you.",
  },
  conversation_depth: {
    name: "Deep conversations",
    about: "how far below the surface you like to talk",
    low: "You like conversations that are light and easy.",
    middle: "You enjoy small talk, and now and then a talk that lasts all night.",
    high: "You soon ask people what really matters to them.",
  },
  social_adaptability: {
    name: "Fitting in",
    about: "how easily you adapt to new people",
    low: "It takes you a while to feel at home in a new group.",
    middle: "You find your place once you’ve had a look around.",
    high: "You get along with nearly everyone, nearly anywhere.",
  },
  physical_intimacy: {
    name: "Physical closeness",
    about: "how much touch matters to you",
    low: "You can feel close without much touch.",
    middle: "Touch matters to you, along with other things.",
    high: "Touch is how you show and feel love.",
  },
  emotional_intimacy: {
    name: "Emotional closeness",
    about: "how much of your inner life you share",
    low: "Some things you keep to yourself, even in love.",
    middle: "You open up step by step.",
    high: "You want a partner to know every side of you.",
  },
  sexual_communication: {
    name: "Talking about sex",
    about: "how openly you talk about it",
    low: "You’d rather show than say it.",
    middle: "You talk about it when the moment is right.",
    high: "You say what you like and ask what your partner likes.",
  },
  routine_preference: {
    name: "Routine",
    about: "how much you like a fixed rhythm",
    low: "No two of your days look alike.",
    middle: "You have a rough plan and drop it when you feel like it.",
    high: "Your days have a rhythm, and you feel best in it.",
  },
  work_life_balance: {
    name: "Free time",
    about: "how well you protect your time from work",
    low: "Work often takes over your evenings.",
    middle: "You sometimes work late and make up for it later.",
    high: "When work is done, it’s done.",
  },
  lifestyle_flexibility: {
    name: "Flexibility",
    about: "how easily you change plans",
    low: "A change of plans unsettles you.",
    middle: "You can change plans with some notice.",
    high: "A change of plans? You’re already on your way.",
  },
};

/** Where a trait lies, for choosing words: a third of the scale each. */
export function levelOf(trait: number): "low" | "middle" | "high" {
  if (trait < 1 / 3) return "low";
  return trait > 2 / 3 ? "high" : "middle";
}
