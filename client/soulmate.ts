import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./schema";

/** The shapes of the API by name: `Schemas["CalculateCompatibility"]`. */
export type Schemas = components["schemas"];

/** Every refusal, as an RFC 9457 problem document: branch on `code`, show `detail`, look into `errors`. */
export type Problem = Schemas["Problem"];

export type SoulmateClient = Client<paths>;

export interface SoulmateClientOptions {
  /** Where Soulmate is served, without `/api`: `https://soulmate.example.com`. */
  baseUrl: string;
  /** `sk_test_…` or `sk_live_…`. Only signing up and verifying an e-mail address work without. */
  apiKey?: string;
  /** In place of the global `fetch`: to add retries, a proxy, logging. */
  fetch?: (request: Request) => Promise<Response>;
}

/**
 * The public API, typed end to end. Calls never throw for a refusal: they resolve with either `data` or `error`.
 *
 * ```ts
 * const soulmate = createSoulmateClient({ baseUrl: "https://soulmate.example.com", apiKey });
 * const { data, error } = await soulmate.POST("/v1/compatibility/calculate", {
 *   body: { person1: { traits }, person2: { traits: others } },
 *   params: { header: { "Idempotency-Key": crypto.randomUUID() } },
 * });
 * if (error) throw new Error(`${error.code}: ${error.detail}`);
 * console.log(data.compatibility_score);
 * ```
 */
export function createSoulmateClient({ baseUrl, apiKey, fetch }: SoulmateClientOptions): SoulmateClient {
  return createClient<paths>({
    baseUrl: `${baseUrl.replace(/\/+$/, "")}/api`,
    headers: apiKey === undefined ? {} : { "X-API-Key": apiKey },
    ...(fetch === undefined ? {} : { fetch }),
  });
}
