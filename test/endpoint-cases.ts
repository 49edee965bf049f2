import { randomInt } from "node:crypto";
import type { Endpoint } from "@/lib/api/endpoint";
import { createAttendees } from "@/lib/events/events/create-attendees";
import { givePass } from "@/lib/events/events/events.fixture";
import type { RegistrationStatus } from "@/lib/events/registrations/seat-machine";
import { createAccessToken } from "@/lib/identity/accounts/create-access-token";
import type { Mode } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { SCOPES, type Scope } from "@/lib/platform/scopes";
import { makeEvent, makeRegistration, makeRun, makeSchedule } from "./events";
import { makeFinalizedInvoice } from "./finalized-invoice";
import { CsvText, freshAddress } from "./loopback";
import {
  changeContract,
  makeKey,
  makeSigningKey,
  makeVerificationToken,
  partnerContext,
} from "./partner-state";
import { makePerson, personContext, type TestPerson } from "./people";
import { type Mount, person, productDatabase, type TestPartner } from "./product";
import { knownQuestion, makeInsightQuery, makeInsights } from "./research";

/** What to send to an endpoint so that it succeeds. */
export interface GoodCall {
  path: string;
  body?: unknown;
}

const DAY_MS = 86_400_000;
const nothing = async () => undefined;
/** Two bodies are never the same, so that a second one can stand for "another body". */
const freshPair = () => ({ person1: person(0.4), person2: person(0.6), feasibility: Math.random() });

/** Of the only field there is: each body is another than the one before. */
let addsSeats = false;

/** A good body for each operation, and what must be so before it is sent. An operation without one fails its tests. */
const BODIES: Record<string, (partner: TestPartner, mode: Mode) => Promise<unknown>> = {
  createPartner: async () => ({ company_name: "Case Ltd", email: `case-${newId()}@example.com` }),
  verifyEmail: async (partner) => ({ token: await makeVerificationToken(partner) }),
  getPartner: nothing,
  updatePartner: async () => ({ use_case: `Case ${newId()}` }),
  resendVerification: async (partner) => {
    const data = { emailVerifiedAt: null };
    await productDatabase().prisma.partner.update({ where: { id: partner.partnerId }, data });
  },
  createApiKey: async () => ({ name: `Case ${newId()}`, mode: "test" }),
  listApiKeys: nothing,
  getApiKey: nothing,
  updateApiKey: async () => ({ name: `Case ${newId()}` }),
  revokeApiKey: nothing,
  rotateApiKey: async () => ({ overlap_seconds: randomInt(60, 600_000) }),
  createSigningKey: async (partner) => {
    await changeContract(partner, { tier: "enterprise" });
    return { name: `Case ${newId()}`, algorithm: "hmac-sha256" };
  },
  listSigningKeys: nothing,
  revokeSigningKey: nothing,
  calculateCompatibility: async () => freshPair(),
  calculateBatch: async () => ({ pairs: [freshPair(), freshPair()] }),
  rankCandidates: async () => {
    const { person1, person2 } = freshPair();
    return { person: person1, candidates: [{ id: newId(), ...person2 }] };
  },
  listSandboxPeople: nothing,
  matchEvent: async (partner, mode) => ({
    event_id: await makeEvent(productDatabase(), partner, { mode }),
    attendee_traits: [0.4, 0.6].map((value) => ({ id: newId(), ...person(value) })),
  }),
  listMatches: nothing,
  getMatchRun: nothing,
  cancelMatchRun: nothing,
  createSchedule: async () => ({
    attendee_traits: [0.4, 0.6].map((value) => ({ id: newId(), ...person(value) })),
  }),
  getSchedule: nothing,
  getScheduleCertificate: nothing,
  listPairRules: nothing,
  replacePairRules: async () => ({ pins: [], forbids: [] }),
  exportEventReport: nothing,
  getEventAnalytics: nothing,
  getMe: nothing,
  getUsage: nothing,
  exportUsage: nothing,
  streamRequests: nothing,
  listInvoices: nothing,
  downloadInvoice: nothing,
  getApiUsageSummary: nothing,
  getApiRateLimit: nothing,
  getTokenBalance: nothing,
  listTokenUsage: nothing,
  createEvent: async () => ({
    name: `Case ${newId()}`,
    starts_at: new Date(Date.now() + 30 * DAY_MS).toISOString(),
    time_zone: "Europe/Berlin",
  }),
  listEvents: nothing,
  getEvent: nothing,
  updateEvent: async () => ({ name: `Case ${newId()}` }),
  publishEvent: async (partner) => givePass(partnerContext(partner)),
  cancelEvent: async () => ({ reason: `Case ${newId()}` }),
  createAttendees: async () => ({ attendees: [{ external_id: newId(), ...person(0.4) }] }),
  listAttendees: nothing,
  importAttendees: async () => new CsvText(`external_id,name\n${newId()},Ada\n`),
  exportAttendees: nothing,
  getAttendee: nothing,
  updateAttendee: async () => ({ name: `Case of ${randomInt(1_000_000)}` }),
  deleteAttendee: nothing,
  listCheckIns: nothing,
  recordCheckIns: async () => ({ check_ins: [{ id: newId(), external_id: newId() }] }),
  listRegistrations: nothing,
  approveRegistration: nothing,
  declineRegistration: nothing,
  promoteRegistration: async () => {
    addsSeats = !addsSeats;
    return { add_seats: addsSeats };
  },
  releaseRegistration: nothing,
  runInsightQuery: async (partner) => {
    await makeInsights(productDatabase(), partner);
    return knownQuestion();
  },
  getInsightQuery: nothing,
  getInsightsBudget: (partner) => makeInsights(productDatabase(), partner),
  listInsightEditions: (partner) => makeInsights(productDatabase(), partner),
  exportInsights: (partner) => makeInsights(productDatabase(), partner),
  purchaseTokens: async () => ({ tokens: randomInt(5, 1_000) * 1_000 }),
};

/** How a call of an endpoint says who makes it, by `callFrom`: an address of its own, a key, or a person's token. */
export async function goodCaller(
  endpoint: Endpoint,
  partner: TestPartner,
): Promise<{ from?: string; key?: string; headers?: Record<string, string> }> {
  if (endpoint.auth === "public") return { from: freshAddress() };
  if (endpoint.auth === "partner") return { key: partner.liveKey };
  return { headers: { Authorization: `Bearer ${await makeOwnToken(await makePerson(productDatabase()))}` } };
}

/** A token of a person for themselves, or within a partner that they work for. */
export async function makeOwnToken(
  person: Pick<TestPerson, "userId">,
  partnerId: string | null = null,
  scopes: readonly Scope[] = partnerId === null ? [] : SCOPES,
): Promise<string> {
  const made = await createAccessToken(personContext(productDatabase(), person), {
    partner_id: partnerId,
    name: "Made for a test",
    scopes: [...scopes],
    expires_in_days: 7,
  });
  return made.token;
}

/** `/v1/partners/{partner_id}` with its parameters filled in. */
export function fillPath(endpoint: Endpoint, values: Record<string, string>): string {
  return endpoint.path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${endpoint.operationId} needs the parameter ${name}.`);
    return value;
  });
}

/** Makes a key of the kind that the endpoint's path names, and returns its id. */
export async function makeKeyOf(
  endpoint: Endpoint,
  partner: TestPartner,
  mode: Mode = "live",
): Promise<string> {
  const isSigning = endpoint.path.includes("/signing-keys/");
  return (await (isSigning ? makeSigningKey(partner) : makeKey(partner, { mode }))).id;
}

/** The state of a registration that an operation changes. */
const STATUS_BEFORE: Readonly<Record<string, RegistrationStatus>> = {
  approveRegistration: "requested",
  promoteRegistration: "waiting",
  releaseRegistration: "offered",
};

/** Makes an attendee of the event, and returns their id. */
async function makeAttendee(
  partner: TestPartner,
  event_id: string,
  mode: Mode,
  external_id: string = newId(),
): Promise<string> {
  const ctx = partnerContext(partner, mode);
  const { data } = await createAttendees(ctx, { event_id, attendees: [{ external_id }] });
  return data[0]?.id ?? "";
}

/**
 * A call of this endpoint that succeeds for this partner: arranged anew each time, so it can be made often. With its
 * live key, unless a test key is to make it, which changes test keys only.
 */
export async function goodCall(
  endpoint: Endpoint,
  partner: TestPartner,
  mode: Mode = "live",
): Promise<GoodCall> {
  const makeBody = BODIES[endpoint.operationId];
  if (makeBody === undefined) throw new Error(`test/endpoint-cases.ts lacks ${endpoint.operationId}.`);
  const keyId = endpoint.path.includes("{key_id}") ? await makeKeyOf(endpoint, partner, mode) : "";
  const invoiceId = endpoint.path.includes("{invoice_id}")
    ? await makeFinalizedInvoice(productDatabase(), partner.partnerId)
    : "";
  const body = await makeBody(partner, mode);
  const eventId = endpoint.path.includes("{event_id}")
    ? await makeEvent(productDatabase(), partner, {
        mode,
        venue: "Café",
        city: "Berlin",
        capacity: 60,
        // The doors of a draft are closed.
        ...(endpoint.operationId === "recordCheckIns" ? { status: "published" } : {}),
      })
    : "";
  const attendeeId = endpoint.path.includes("{attendee_id}")
    ? await makeAttendee(partner, eventId, mode)
    : "";
  // The guests whom its example names.
  if (endpoint.operationId === "replacePairRules")
    for (const guest of ["ada", "ben", "cleo"]) await makeAttendee(partner, eventId, mode, guest);
  if (endpoint.operationId.startsWith("getSchedule") || endpoint.operationId === "exportEventReport")
    await makeSchedule(productDatabase(), partner, eventId, mode);
  const runId = endpoint.path.includes("{run_id}")
    ? await makeRun(productDatabase(), partner, eventId, mode)
    : "";
  const registrationId = endpoint.path.includes("{registration_id}")
    ? await makeRegistration(productDatabase(), partner, eventId, {
        mode,
        status: STATUS_BEFORE[endpoint.operationId] ?? "waiting",
      })
    : "";
  const queryId = endpoint.path.includes("{query_id}")
    ? await makeInsightQuery(productDatabase(), partner)
    : "";
  return {
    path: fillPath(endpoint, {
      partner_id: partner.partnerId,
      key_id: keyId,
      invoice_id: invoiceId,
      event_id: eventId,
      run_id: runId,
      attendee_id: attendeeId,
      registration_id: registrationId,
      query_id: queryId,
    }),
    ...(body === undefined ? {} : { body }),
  };
}

/** Endpoints as `describe.each` names them. */
/**
 * The endpoints that a guarantee of `serve` is held to through a mount: all of them through our own server, and one of
 * each method through Next's route files, which hand `serve` the same definitions. A good call is made to every endpoint
 * through either (every-endpoint.test.ts).
 */
export function heldThrough<T extends Endpoint>(mount: Pick<Mount, "name">, endpoints: readonly T[]): T[] {
  if (mount.name === "our own server") return [...endpoints];
  const firstOf = (method: string) => endpoints.find((endpoint) => endpoint.method === method);
  return endpoints.filter((endpoint) => endpoint === firstOf(endpoint.method));
}

export function named(endpoints: readonly Endpoint[]): (readonly [name: string, endpoint: Endpoint])[] {
  return endpoints.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint]);
}
