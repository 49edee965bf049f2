/** Why the demo’s events have a pass. By it they are told apart from events of people, with whom they are never counted. */
export const DEMO_PASS = "The demo’s own";
