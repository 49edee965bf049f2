import type { TraitName } from "@/lib/scoring/model";

/** A question for two: where they answered alike, and where they answered differently. It never says who is more of it. */
export interface StarterTexts {
  readonly alike: string;
  readonly different: string;
}

export const STARTER_TEXTS: Record<TraitName, StarterTexts> = {
  attachment_security: {
    alike: "When did you first notice that you could rely on each other?",
    different: "What does a person do that makes you trust them? Compare your lists.",
  },
  abandonment_sensitivity: {
    alike: "How long can a message stay unanswered before either of you wonders?",
    different: "When one of you goes quiet, what does the other make of it?",
  },
  emotional_regulation: {
    alike: "What brings each of you back to calm after a hard day?",
    different: "How can you tell from the outside that the other is upset?",
  },
  coregulation_skill: {
    alike: "Who calmed you down best as a child, and how did they do it?",
    different: "When you’re upset, would you rather have a hug, advice or an hour alone?",
  },
  distress_tolerance: {
    alike: "Tell each other about a day when everything went wrong. What got you through?",
    different: "Before a stressful week, what would you like the other to take off your hands?",
  },
  conflict_directness: {
    alike: "What’s one small thing you both never bothered to say out loud?",
    different: "How would you like to be told that you did something annoying?",
  },
  repair_efficiency: {
    alike: "What’s the shortest apology that ever worked on you?",
    different: "After a fight, how much time do you need before you can laugh again?",
  },
  responsibility_taking: {
    alike: "What were you wrong about last month?",
    different: "What makes it easy to say “that was my fault”, and what makes it hard?",
  },
  listening_depth: {
    alike: "Take two minutes each and tell a story without being interrupted. What did you hear?",
    different: "How do you notice that the other is really listening?",
  },
  metacommunication_skill: {
    alike: "Which of your conversations went best, and why do you think it did?",
    different: "When a talk goes in circles, what would help: a break, a joke or a fresh start?",
  },
  analytical_decisions: {
    alike: "What’s the best decision you’ve ever made, and how did you make it?",
    different: "You have one free weekend and a small budget. How would each of you plan it?",
  },
  intuitive_decisions: {
    alike: "When did a hunch of yours turn out to be right?",
    different: "Think of a choice you face. What does your gut say, and what does the other’s say?",
  },
  abstraction_preference: {
    alike: "Which question could you two talk about all night?",
    different: "Explain something you love to think about. Can the other find a use for it?",
  },
  concreteness_preference: {
    alike: "What would you like to build or repair together?",
    different: "Would you rather watch how something is done, read about it or just try it?",
  },
  cognitive_flexibility: {
    alike: "What have you both changed your minds about since you were twenty?",
    different: "On which subject will you never agree, and is that fine?",
  },
  autonomy: {
    alike: "What does a perfect day apart look like, and when do you meet again?",
    different: "Which decisions are yours alone, and which ones belong to both of you?",
  },
  family: {
    alike: "Which custom of your family would you pass on?",
    different: "How often should family be at the table? Name a number and explain it.",
  },
  novelty: {
    alike: "Where have neither of you been, and when do you go?",
    different: "One of you picks a place you know, the other a place you don’t. Which two do you pick?",
  },
  stability: {
    alike: "What would have to be in place for you to feel at home anywhere?",
    different: "How much of next year should be settled by now?",
  },
  growth: {
    alike: "What would you like to be able to do a year from now?",
    different: "What about yourself would you never want to change?",
  },
  tradition: {
    alike: "Which holiday do you look forward to most, and what can’t be missing from it?",
    different: "Invent a custom that is only yours. What do you do, and when?",
  },
  extroversion: {
    alike: "Describe the best party you’ve been to. How long did you stay?",
    different: "At a party, when is it time to go home? Agree on a secret sign.",
  },
  introversion_preference: {
    alike: "What do you do with an evening that belongs to no one but you?",
    different: "How can you be in one room and still leave each other in peace?",
  },
  attention_comfort: {
    alike: "When did all eyes rest on you, and how did it feel?",
    different: "Who gives the speech, and who writes it?",
  },
  conversation_depth: {
    alike: "What’s a question you’ve never been asked and would love to answer?",
    different: "Which of your small talk topics secretly matters to you?",
  },
  social_adaptability: {
    alike: "Among which kind of people do you both feel out of place?",
    different: "When you meet the other’s friends, what should they tell you first?",
  },
  physical_intimacy: {
    alike: "Which touch in daily life says “I like you” to you?",
    different: "When is touch welcome, and when would you rather have a kind word?",
  },
  emotional_intimacy: {
    alike: "What do you know about each other that few people know?",
    different: "What helps you open up, and what makes you close the door?",
  },
  sexual_communication: {
    alike: "What makes it easy to talk about what you like?",
    different: "How would you like to be asked what you like?",
  },
  routine_preference: {
    alike: "Which part of your day should always stay the way it is?",
    different: "Plan next Saturday: one hour is fixed and one hour is open. Which are they?",
  },
  work_life_balance: {
    alike: "When is work over, and how do you know?",
    different: "What would you do with every Wednesday afternoon off?",
  },
  lifestyle_flexibility: {
    alike: "What’s the best thing that came of a plan that fell through?",
    different: "How much notice do you need before plans change?",
  },
};
