import type { TraitName } from "@/lib/scoring/model";

/** What a choice moves each trait of its scene by. Two scenes touch every trait, so one choice never decides it. */
export const STEP = 0.15;

export type Place =
  | "quay"
  | "inn"
  | "lighthouse"
  | "storm"
  | "feast"
  | "boat"
  | "workshop"
  | "morning"
  | "kitchen"
  | "ferry";

export interface Choice {
  readonly text: string;
  /** Traits it moves up and down by one step. */
  readonly up: readonly TraitName[];
  readonly down: readonly TraitName[];
  /** Where it leads, where that is not the next stage's only scene. */
  readonly marks?: "inn" | "lighthouse" | "boat" | "workshop";
}

export interface Scene {
  readonly id: string;
  readonly place: Place;
  readonly title: string;
  readonly text: string;
  /** Shown only to who chose this earlier. */
  readonly after?: "inn" | "lighthouse" | "boat" | "workshop";
  /** Asked of adults who agreed to it, and of nobody else. */
  readonly intimate?: boolean;
  readonly choices: readonly [Choice, Choice, Choice, Choice];
}

/** Kept with every result; words or moves that change make a new version. */
export const QUEST_VERSION = "quest-2";

/** The story, a stage after the other: of a stage's scenes the first that fits what was chosen is shown. */
export const STAGES: readonly (readonly Scene[])[] = [
  [
    {
      id: "cancelled",
      place: "quay",
      title: "The last ferry",
      text: "You came to the island for an afternoon. Now a chalkboard at the pier says: “No ferry until further notice. Wind.” You have plans for tomorrow.",
      choices: [
        {
          text: "A night you didn’t plan? You’re grinning already.",
          up: ["novelty", "lifestyle_flexibility"],
          down: ["stability", "routine_preference"],
        },
        {
          text: "You’re curious what will happen, but first you rewrite tomorrow’s to-do list.",
          up: ["novelty", "routine_preference"],
          down: ["stability", "lifestyle_flexibility"],
        },
        {
          text: "You shrug. As long as there’s a warm, safe bed somewhere.",
          up: ["stability", "lifestyle_flexibility"],
          down: ["novelty", "routine_preference"],
        },
        {
          text: "You ask three people whether the board is really right.",
          up: ["stability", "routine_preference"],
          down: ["novelty", "lifestyle_flexibility"],
        },
      ],
    },
  ],
  [
    {
      id: "stranger",
      place: "quay",
      title: "Someone else left behind",
      text: "One other person is left on the pier, sitting on a crate and eating an apple. “Sam,” they say. “Looks like we missed it together.” A dozen islanders watch from the café.",
      choices: [
        {
          text: "You take a bow for the café, sit down next to Sam and start talking.",
          up: ["extroversion", "attention_comfort"],
          down: ["introversion_preference", "social_adaptability"],
        },
        {
          text: "You introduce yourself, and soon the two of you chat with the whole café.",
          up: ["extroversion", "social_adaptability"],
          down: ["introversion_preference", "attention_comfort"],
        },
        {
          text: "You make a quiet joke about being on stage and enjoy the sea for a while.",
          up: ["introversion_preference", "attention_comfort"],
          down: ["extroversion", "social_adaptability"],
        },
        {
          text: "You turn your back to the café. Sam seems easy company, even in silence.",
          up: ["introversion_preference", "social_adaptability"],
          down: ["extroversion", "attention_comfort"],
        },
      ],
    },
  ],
  [
    {
      id: "bed",
      place: "quay",
      title: "Two places to sleep",
      text: "There is an inn with creaking rooms, and the old lighthouse keeper rents out her tower. Sam is fine with either. It will be dark in an hour.",
      choices: [
        {
          text: "You compare prices, beds and the walk to the pier. The inn wins.",
          up: ["analytical_decisions", "concreteness_preference"],
          down: ["intuitive_decisions", "autonomy"],
          marks: "inn",
        },
        {
          text: "You list the pros and cons and then insist on choosing: the lighthouse.",
          up: ["analytical_decisions", "autonomy"],
          down: ["intuitive_decisions", "concreteness_preference"],
          marks: "lighthouse",
        },
        {
          text: "You smell soup from the inn, and that settles it for both of you.",
          up: ["intuitive_decisions", "concreteness_preference"],
          down: ["analytical_decisions", "autonomy"],
          marks: "inn",
        },
        {
          text: "The tower is calling. You’re going, with or without company.",
          up: ["intuitive_decisions", "autonomy"],
          down: ["analytical_decisions", "concreteness_preference"],
          marks: "lighthouse",
        },
      ],
    },
  ],
  [
    {
      id: "inn-table",
      place: "inn",
      after: "inn",
      title: "Soup for two",
      text: "The inn has one free table. Over fish soup Sam asks: “If you could know one thing about your life in ten years, what would it be?”",
      choices: [
        {
          text: "You ask what Sam would want to know, and listen until the soup is cold.",
          up: ["listening_depth", "conversation_depth"],
          down: ["abstraction_preference", "family"],
        },
        {
          text: "“Who sits at my table,” you say, and ask about the people at Sam’s.",
          up: ["listening_depth", "family"],
          down: ["abstraction_preference", "conversation_depth"],
        },
        {
          text: "You wonder aloud whether knowing would change it, and what “you” even means by then.",
          up: ["abstraction_preference", "conversation_depth"],
          down: ["listening_depth", "family"],
        },
        {
          text: "You talk about time, then about your grandmother, then about soup.",
          up: ["abstraction_preference", "family"],
          down: ["listening_depth", "conversation_depth"],
        },
      ],
    },
    {
      id: "tower-stairs",
      place: "lighthouse",
      after: "lighthouse",
      title: "A hundred and twelve steps",
      text: "At the top of the tower the lamp turns above your heads. The keeper leaves you bread and a thermos. “So,” says Sam, “what do you believe in?”",
      choices: [
        {
          text: "You want to hear Sam’s answer first, and all of it.",
          up: ["listening_depth", "conversation_depth"],
          down: ["abstraction_preference", "family"],
        },
        {
          text: "“In my people,” you say. “Tell me about yours.”",
          up: ["listening_depth", "family"],
          down: ["abstraction_preference", "conversation_depth"],
        },
        {
          text: "You get lost in a theory about light, chance and meaning. It’s wonderful.",
          up: ["abstraction_preference", "conversation_depth"],
          down: ["listening_depth", "family"],
        },
        {
          text: "You describe how your family argues about exactly that every winter.",
          up: ["abstraction_preference", "family"],
          down: ["listening_depth", "conversation_depth"],
        },
      ],
    },
  ],
  [
    {
      id: "no-answer",
      place: "storm",
      title: "One gray tick",
      text: "You told the person closest to you that you’re stuck here. Two hours later, they still haven’t answered your message. The wind is getting loud.",
      choices: [
        {
          text: "They’ll answer when they can. You put the phone away and watch the storm.",
          up: ["attachment_security", "distress_tolerance"],
          down: ["abandonment_sensitivity", "emotional_regulation"],
        },
        {
          text: "You feel a sting, breathe, and remember how often they’ve been there for you.",
          up: ["attachment_security", "emotional_regulation"],
          down: ["abandonment_sensitivity", "distress_tolerance"],
        },
        {
          text: "You check again and again, but you carry on. You’ve been through worse nights.",
          up: ["abandonment_sensitivity", "distress_tolerance"],
          down: ["attachment_security", "emotional_regulation"],
        },
        {
          text: "You notice the fear that they’ve had enough of you, and slowly talk yourself down.",
          up: ["abandonment_sensitivity", "emotional_regulation"],
          down: ["attachment_security", "distress_tolerance"],
        },
      ],
    },
  ],
  [
    {
      id: "sam-cries",
      place: "storm",
      title: "Sam goes quiet",
      text: "“I was on my way to say goodbye to someone,” Sam says suddenly, turning to the window, shoulders shaking.",
      choices: [
        {
          text: "You move closer, breathe slowly, and let the tears come.",
          up: ["coregulation_skill", "emotional_regulation"],
          down: ["listening_depth", "metacommunication_skill"],
        },
        {
          text: "“Do you want to talk, or should I just be here?”",
          up: ["coregulation_skill", "metacommunication_skill"],
          down: ["listening_depth", "emotional_regulation"],
        },
        {
          text: "You stay calm where you are and listen to every word of the story.",
          up: ["listening_depth", "emotional_regulation"],
          down: ["coregulation_skill", "metacommunication_skill"],
        },
        {
          text: "You listen, then say that you’re moved and don’t know what would help.",
          up: ["listening_depth", "metacommunication_skill"],
          down: ["coregulation_skill", "emotional_regulation"],
        },
      ],
    },
  ],
  [
    {
      id: "the-bill",
      place: "inn",
      title: "Who broke the lamp?",
      text: "A lamp lies in pieces on the floor. Your host wants forty crowns. You think Sam’s bag knocked it over. Sam thinks it was your elbow.",
      choices: [
        {
          text: "“I’m quite sure it was your bag,” you say, and laugh. “Shall we split it?”",
          up: ["conflict_directness", "repair_efficiency"],
          down: ["responsibility_taking", "cognitive_flexibility"],
        },
        {
          text: "You say what you saw, and then admit that your elbow was close.",
          up: ["conflict_directness", "responsibility_taking"],
          down: ["repair_efficiency", "cognitive_flexibility"],
        },
        {
          text: "You act out both versions until neither of you is sure, and make peace over it.",
          up: ["repair_efficiency", "cognitive_flexibility"],
          down: ["conflict_directness", "responsibility_taking"],
        },
        {
          text: "Come to think of it, it may have been you. You pay and say nothing more.",
          up: ["responsibility_taking", "cognitive_flexibility"],
          down: ["conflict_directness", "repair_efficiency"],
        },
      ],
    },
  ],
  [
    {
      id: "shutters",
      place: "storm",
      after: "inn",
      title: "Three in the morning",
      text: "A shutter tears loose and bangs against the wall. Glass cracks. Another guest’s children start to scream in the hallway.",
      choices: [
        {
          text: "You check what’s at hand (rope, nails, a mattress) and secure the window step by step.",
          up: ["distress_tolerance", "analytical_decisions"],
          down: ["coregulation_skill", "intuitive_decisions"],
        },
        {
          text: "You’re at the window before you’ve thought about it, and your hands know what to do.",
          up: ["distress_tolerance", "intuitive_decisions"],
          down: ["coregulation_skill", "analytical_decisions"],
        },
        {
          text: "You sit down with the children and explain the storm until it’s only weather.",
          up: ["coregulation_skill", "analytical_decisions"],
          down: ["distress_tolerance", "intuitive_decisions"],
        },
        {
          text: "You pick up the smallest child and hum the first song that comes to you.",
          up: ["coregulation_skill", "intuitive_decisions"],
          down: ["distress_tolerance", "analytical_decisions"],
        },
      ],
    },
    {
      id: "lamp-out",
      place: "lighthouse",
      after: "lighthouse",
      title: "The light goes out",
      text: "Deep in the night the great lamp dies. Out at sea, a small boat fires a flare. The keeper sits on the stairs with her hands over her face.",
      choices: [
        {
          text: "You read the manual by flashlight, fuse by fuse, while the tower sways.",
          up: ["distress_tolerance", "analytical_decisions"],
          down: ["coregulation_skill", "intuitive_decisions"],
        },
        {
          text: "You grab every lantern there is and run up. It just has to be bright.",
          up: ["distress_tolerance", "intuitive_decisions"],
          down: ["coregulation_skill", "analytical_decisions"],
        },
        {
          text: "You go to the keeper, and together you work out what she would normally do.",
          up: ["coregulation_skill", "analytical_decisions"],
          down: ["distress_tolerance", "intuitive_decisions"],
        },
        {
          text: "You put an arm around her. Something tells you she can fix this herself once her breath slows.",
          up: ["coregulation_skill", "intuitive_decisions"],
          down: ["distress_tolerance", "analytical_decisions"],
        },
      ],
    },
  ],
  [
    {
      id: "feast",
      place: "feast",
      title: "The herring feast",
      text: "The morning is bright, and there is still no ferry. The whole village sits at one long table. It’s Herring Day, as it has been every year for three hundred years. They call you both to the front.",
      choices: [
        {
          text: "You give a speech in three languages and toast the next three hundred years.",
          up: ["extroversion", "attention_comfort"],
          down: ["introversion_preference", "tradition"],
        },
        {
          text: "You learn the old dance from everyone at the table, badly and in the last row.",
          up: ["extroversion", "tradition"],
          down: ["introversion_preference", "attention_comfort"],
        },
        {
          text: "You take the applause with a smile and then slip out to walk along the beach.",
          up: ["introversion_preference", "attention_comfort"],
          down: ["extroversion", "tradition"],
        },
        {
          text: "You’d rather not go up front. Later an old man tells you how each custom began.",
          up: ["introversion_preference", "tradition"],
          down: ["extroversion", "attention_comfort"],
        },
      ],
    },
  ],
  [
    {
      id: "invitation",
      place: "morning",
      title: "An offer from Old Ina",
      text: "Old Ina builds boats. “Come out with me on the new one,” she says, “or come to my workshop, where my mother’s tools still hang.”",
      choices: [
        {
          text: "The new boat! You’ve never sailed, and you want to learn from her.",
          up: ["novelty", "growth"],
          down: ["stability", "tradition"],
          marks: "boat",
        },
        {
          text: "You’d love a ride in a boat built the way they’ve always been built.",
          up: ["novelty", "tradition"],
          down: ["stability", "growth"],
          marks: "boat",
        },
        {
          text: "The workshop, with firm ground under your feet. You want to get good at something.",
          up: ["stability", "growth"],
          down: ["novelty", "tradition"],
          marks: "workshop",
        },
        {
          text: "The workshop. You like places where things have hung on the same nail for sixty years.",
          up: ["stability", "tradition"],
          down: ["novelty", "growth"],
          marks: "workshop",
        },
      ],
    },
  ],
  [
    {
      id: "at-sea",
      place: "boat",
      after: "boat",
      title: "Without a compass",
      text: "A mile out, fog comes in. “How do we find our way home?” asks Ina, who clearly knows the answer. She hands you the tiller.",
      choices: [
        {
          text: "You feel the wind on your cheek, try, drift off course, and try again.",
          up: ["concreteness_preference", "growth"],
          down: ["abstraction_preference", "cognitive_flexibility"],
        },
        {
          text: "You look at the waves, then the gulls, then the rope, and change your plan each time.",
          up: ["concreteness_preference", "cognitive_flexibility"],
          down: ["abstraction_preference", "growth"],
        },
        {
          text: "You build a model in your head (the waves come from the west) and ask Ina to correct it.",
          up: ["abstraction_preference", "growth"],
          down: ["concreteness_preference", "cognitive_flexibility"],
        },
        {
          text: "You come up with three theories of where home is, and enjoy that any of them could be true.",
          up: ["abstraction_preference", "cognitive_flexibility"],
          down: ["concreteness_preference", "growth"],
        },
      ],
    },
    {
      id: "in-workshop",
      place: "workshop",
      after: "workshop",
      title: "A plank that doesn’t fit",
      text: "Ina gives you a plane and a plank. Your first cut is too deep. She says nothing and hands you another plank.",
      choices: [
        {
          text: "You run your thumb along the grain and practice until a curl comes off whole.",
          up: ["concreteness_preference", "growth"],
          down: ["abstraction_preference", "cognitive_flexibility"],
        },
        {
          text: "You turn the plank around, change your grip, and use the spoiled one as a wedge.",
          up: ["concreteness_preference", "cognitive_flexibility"],
          down: ["abstraction_preference", "growth"],
        },
        {
          text: "You want to understand why wood tears, and ask Ina for the principle behind it.",
          up: ["abstraction_preference", "growth"],
          down: ["concreteness_preference", "cognitive_flexibility"],
        },
        {
          text: "Maybe a boat could be built another way altogether. You start to draw.",
          up: ["abstraction_preference", "cognitive_flexibility"],
          down: ["concreteness_preference", "growth"],
        },
      ],
    },
  ],
  [
    {
      id: "work-calls",
      place: "morning",
      title: "The phone rings after all",
      text: "Work. The report you sent yesterday has a wrong table, and the client has noticed. You’re sitting in the sun with a bowl of cherries.",
      choices: [
        {
          text: "“My mistake. I’ll fix it Monday at nine, as always.” Then you eat the cherries.",
          up: ["work_life_balance", "routine_preference"],
          down: ["autonomy", "responsibility_taking"],
        },
        {
          text: "You decide for yourself that it can wait, and write that the error was yours.",
          up: ["work_life_balance", "responsibility_taking"],
          down: ["autonomy", "routine_preference"],
        },
        {
          text: "You open the laptop at your usual hour and do it your own way, without asking anyone.",
          up: ["autonomy", "routine_preference"],
          down: ["work_life_balance", "responsibility_taking"],
        },
        {
          text: "You drop everything, borrow a desk, and put right what you broke.",
          up: ["autonomy", "responsibility_taking"],
          down: ["work_life_balance", "routine_preference"],
        },
      ],
    },
  ],
  [
    {
      id: "quarrel",
      place: "kitchen",
      title: "A secret told too early",
      text: "At lunch Sam tells the table something that you shared last night. People laugh kindly. You don’t.",
      choices: [
        {
          text: "“That was mine to tell,” you say right there. Before dessert you’re friends again.",
          up: ["conflict_directness", "repair_efficiency"],
          down: ["metacommunication_skill", "attachment_security"],
        },
        {
          text: "You take Sam aside: “Can we talk about what we tell others?” It takes you a day to thaw.",
          up: ["conflict_directness", "metacommunication_skill"],
          down: ["repair_efficiency", "attachment_security"],
        },
        {
          text: "You let it go at the table. You’re sure Sam meant well, and soon it’s all right.",
          up: ["repair_efficiency", "attachment_security"],
          down: ["conflict_directness", "metacommunication_skill"],
        },
        {
          text: "In the evening, when you trust yourself again, you ask how it looked from Sam’s side.",
          up: ["metacommunication_skill", "attachment_security"],
          down: ["conflict_directness", "repair_efficiency"],
        },
      ],
    },
  ],
  [
    {
      id: "home-calls",
      place: "kitchen",
      title: "A birthday you’ll miss",
      text: "Your cousin’s birthday is tonight, and you won’t make it. Everyone is on the line at once. Behind them an aunt sighs: “Typical.”",
      choices: [
        {
          text: "You stay on the phone for the whole cake. Whatever else was planned can wait.",
          up: ["family", "lifestyle_flexibility"],
          down: ["work_life_balance", "abandonment_sensitivity"],
        },
        {
          text: "“Typical” hurts. You promise to come next weekend and block the time right away.",
          up: ["family", "abandonment_sensitivity"],
          down: ["work_life_balance", "lifestyle_flexibility"],
        },
        {
          text: "You wish them a good evening and keep the rest of yours free, whatever it brings.",
          up: ["work_life_balance", "lifestyle_flexibility"],
          down: ["family", "abandonment_sensitivity"],
        },
        {
          text: "You take the evening off for yourself, and lie awake wondering whether they mind.",
          up: ["work_life_balance", "abandonment_sensitivity"],
          down: ["family", "lifestyle_flexibility"],
        },
      ],
    },
  ],
  [
    {
      id: "close",
      place: "inn",
      intimate: true,
      title: "A walk in the dark",
      text: "Imagine that the person walking home beside you tonight is someone you love. Your hands touch.",
      choices: [
        {
          text: "You take the hand and hold on. Words can wait.",
          up: ["physical_intimacy"],
          down: ["emotional_intimacy", "sexual_communication"],
        },
        {
          text: "You squeeze it and say exactly what you’d like tonight.",
          up: ["physical_intimacy", "sexual_communication"],
          down: ["emotional_intimacy"],
        },
        {
          text: "You tell them what you’ve been afraid of all day.",
          up: ["emotional_intimacy"],
          down: ["physical_intimacy", "sexual_communication"],
        },
        {
          text: "You ask how close they want to be, and you both answer honestly.",
          up: ["emotional_intimacy", "sexual_communication"],
          down: ["physical_intimacy"],
        },
      ],
    },
  ],
  [
    {
      id: "near",
      place: "lighthouse",
      intimate: true,
      title: "Morning light",
      text: "You wake up next to that person. Neither of you has to be anywhere for an hour.",
      choices: [
        {
          text: "You stay skin to skin and let the hour pass.",
          up: ["physical_intimacy"],
          down: ["emotional_intimacy", "sexual_communication"],
        },
        {
          text: "You whisper what felt good, and what you’d like to try.",
          up: ["physical_intimacy", "sexual_communication"],
          down: ["emotional_intimacy"],
        },
        {
          text: "You share a dream that you’ve kept to yourself for years.",
          up: ["emotional_intimacy"],
          down: ["physical_intimacy", "sexual_communication"],
        },
        {
          text: "Over coffee you talk about what you each want, in bed and beyond it.",
          up: ["emotional_intimacy", "sexual_communication"],
          down: ["physical_intimacy"],
        },
      ],
    },
  ],
  [
    {
      id: "last-evening",
      place: "feast",
      title: "Bonfire",
      text: "On your last evening the whole island sits around one fire: fishermen, children, a professor, two nuns. They shuffle closer together until there’s a gap just your size.",
      choices: [
        {
          text: "You end up with one of the nuns, talking about doubt until the embers glow.",
          up: ["conversation_depth"],
          down: ["social_adaptability"],
        },
        {
          text: "You move from group to group, and each time you hear what people care about.",
          up: ["conversation_depth", "social_adaptability"],
          down: [],
        },
        {
          text: "You joke with everyone and know all their nicknames by midnight.",
          up: ["social_adaptability"],
          down: ["conversation_depth"],
        },
        {
          text: "You stay near Sam. You two don’t need big topics.",
          up: [],
          down: ["conversation_depth", "social_adaptability"],
        },
      ],
    },
  ],
  [
    {
      id: "departure",
      place: "ferry",
      title: "The ferry is here",
      text: "The wind has dropped. On deck, Sam holds out a crumpled piece of paper with an address. The island grows smaller behind you.",
      choices: [
        {
          text: "You write yours on the back. You’ll see each other again, and you know it.",
          up: ["attachment_security", "stability"],
          down: ["novelty", "growth"],
        },
        {
          text: "You keep it close and wonder who you’ll be when you next meet.",
          up: ["attachment_security", "growth"],
          down: ["novelty", "stability"],
        },
        {
          text: "You’d rather leave it to chance. Perhaps on another pier.",
          up: ["novelty", "stability"],
          down: ["attachment_security", "growth"],
        },
        {
          text: "You let go of the rail. You’re already thinking of what comes next.",
          up: ["novelty", "growth"],
          down: ["attachment_security", "stability"],
        },
      ],
    },
  ],
];

/** The scenes about intimacy. */
export const INTIMATE_SCENES: ReadonlySet<string> = new Set(
  STAGES.flat()
    .filter(({ intimate }) => intimate)
    .map(({ id }) => id),
);

export interface Ending {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** The traits whose mean decides whether the story ends here. */
  readonly traits: readonly TraitName[];
}

/** The story ends where these traits are highest; of two alike, with the earlier. */
export const ENDINGS: readonly Ending[] = [
  {
    id: "explorer",
    title: "The open horizon",
    text: "You didn’t wait for the ferry. You let the island happen to you. Whoever travels with you should pack light.",
    traits: ["novelty", "lifestyle_flexibility"],
  },
  {
    id: "anchor",
    title: "The safe harbor",
    text: "While the wind shook everything else, you kept one thing steady: a bed, a plan, a custom. People come to you when the weather turns.",
    traits: ["stability", "routine_preference", "tradition"],
  },
  {
    id: "bridge",
    title: "The bridge",
    text: "You said what was wrong, took your share and found the way back. Quarrels with you lead somewhere.",
    traits: ["conflict_directness", "repair_efficiency", "metacommunication_skill", "responsibility_taking"],
  },
  {
    id: "lamp",
    title: "The lamp in the window",
    text: "When Sam cried and the storm hit, you were the calm in the room. People rest near you.",
    traits: ["listening_depth", "coregulation_skill", "emotional_regulation"],
  },
  {
    id: "bonfire",
    title: "The bonfire",
    text: "You found your place at every table, and often in the middle of it. Where you are, others warm their hands.",
    traits: ["extroversion", "attention_comfort", "social_adaptability"],
  },
  {
    id: "chart",
    title: "The star chart",
    text: "Fog, wood and wind: you wanted to know how it all hangs together. With you, even a missed ferry turns into a thought.",
    traits: ["abstraction_preference", "analytical_decisions", "cognitive_flexibility"],
  },
];
