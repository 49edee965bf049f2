import Link from "next/link";
import { pageMetadata } from "@/app/public-pages";
import { currentUser } from "@/app/session";
import type { Endpoint } from "@/lib/api/endpoint";
import {
  batchEndpoint,
  calculateEndpoint,
  sandboxPeopleEndpoint,
} from "@/lib/partners/compatibility/endpoints";
import { usageEndpoint } from "@/lib/partners/usage/endpoints";
import { USAGE_GROUPS } from "@/lib/partners/usage/schemas";
import { linkTo } from "@/lib/platform/brand";
import { readerLanguage } from "../frame/snippet";
import { exampleBody } from "../reference/examples";
import { examplePair } from "../snippets/example-reply";
import { bodyText, type PlaygroundCall } from "./calls";
import { Playground } from "./playground";

export const metadata = pageMetadata("/docs/playground");

function callOf(endpoint: Endpoint, more: Partial<PlaygroundCall> = {}): PlaygroundCall {
  const { operationId, summary, method, path, idempotent } = endpoint;
  if (method !== "GET" && method !== "POST") throw new Error(`The playground does not send ${method}.`);
  const body = exampleBody(endpoint);
  return {
    id: operationId,
    title: summary,
    method,
    path,
    body: body === undefined ? null : bodyText(body),
    query: [],
    idempotent: idempotent === true,
    ...more,
  };
}

function calls(): PlaygroundCall[] {
  return [
    callOf(calculateEndpoint, { body: bodyText({ explain: false, ...examplePair() }) }),
    callOf(batchEndpoint, { query: [{ name: "dry_run", value: "false", options: ["false", "true"] }] }),
    callOf(sandboxPeopleEndpoint, {
      query: [
        { name: "limit", value: "2" },
        { name: "cursor", value: "" },
      ],
    }),
    callOf(usageEndpoint, { query: [{ name: "group_by", value: "day", options: USAGE_GROUPS }] }),
  ];
}

export default async function PlaygroundPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const { call } = await searchParams;
  const all = calls();
  const first = all.find(({ id }) => id === call) ?? all[0];
  const signedIn = (await currentUser().catch(() => null)) !== null;
  return (
    <>
      <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">Playground</h1>
      <p className="mt-4 max-w-2xl text-lg text-muted">
        Send real calls from this page with a test key. They are free, and count towards your test limits.
      </p>
      <noscript>
        <p className="mt-6">
          This page needs scripts. Without them, paste a snippet of the{" "}
          <Link href="/docs/quickstart" className="link">
            quickstart
          </Link>
          .
        </p>
      </noscript>
      {first !== undefined && (
        <Playground
          calls={all}
          first={first.id}
          origin={linkTo(null, "")}
          language={await readerLanguage()}
          signedIn={signedIn}
        />
      )}
    </>
  );
}
