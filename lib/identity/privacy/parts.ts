import type { PrivacyPart } from "@/lib/platform/privacy";

/** What each domain holds about people, in the order in which it is erased. The registry gathers them. */
export type Parts = readonly { readonly domain: string; readonly part: PrivacyPart }[];
