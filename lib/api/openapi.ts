import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import type { Auth, Endpoint } from "@/lib/api/endpoint";
import {
  bodyContent,
  type HeaderParameter,
  itemSchemas,
  replyParameters,
  successReplies,
} from "@/lib/api/openapi-content";
import { ProblemSchema } from "@/lib/api/problem-schema";
import { brandOf } from "@/lib/platform/brand";
import { SCOPES } from "@/lib/platform/scopes";

const limitHeaders = {
  RateLimit: { $ref: "#/components/headers/RateLimit" },
  "RateLimit-Policy": { $ref: "#/components/headers/RateLimitPolicy" },
  "Request-Id": { $ref: "#/components/headers/RequestId" },
};

const SECURITY: Record<Auth, Record<string, string[]>[]> = {
  public: [],
  partner: [{ apiKey: [] }, { bearer: [] }],
  person: [{ accessToken: [] }],
};

function problemReply(description: string) {
  return { description, content: { "application/problem+json": { schema: ProblemSchema } } };
}

function operationOf(endpoint: Endpoint): ZodOpenApiOperationObject {
  const { params, query, body, reply, auth, scope } = endpoint;
  const parameters: HeaderParameter[] = replyParameters(reply);
  const idempotencyKey: HeaderParameter = {
    name: "Idempotency-Key",
    in: "header" as const,
    required: false,
    description:
      "A key of your choosing: a retry with the same key and body gets the first reply again, unbilled.",
    schema: { type: "string" as const, minLength: 1, maxLength: 255 },
  };
  if (endpoint.idempotent === true) parameters.unshift(idempotencyKey);
  return {
    operationId: endpoint.operationId,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    ...descriptionOf(endpoint.description, scope),
    security: SECURITY[auth],
    requestParams: {
      ...(params === undefined ? {} : { path: params as never }),
      ...(query === undefined ? {} : { query: query as never }),
    },
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: bodyContent(body, endpoint.example) } }),
    responses: {
      ...successReplies(endpoint, limitHeaders),
      "4XX": problemReply("The call was refused: `code` says why, `errors` names every bad field."),
      "5XX": problemReply("The fault is ours; `Retry-After` says when to try again."),
    },
  };
}

function descriptionOf(description: string | undefined, scope: string | undefined) {
  const parts = [description, scope === undefined ? undefined : `Needs the scope \`${scope}\`.`];
  const text = parts.filter((part) => part !== undefined).join("\n\n");
  return text === "" ? {} : { description: text };
}

/** The OpenAPI 3.1 document of the public API, made from the endpoint definitions. `origin` is where it is served. */
export function describeApi(
  origin: string,
  endpoints: readonly Endpoint[],
  tags: Readonly<Record<string, string>>,
) {
  const paths: ZodOpenApiPathsObject = {};
  for (const endpoint of endpoints) {
    const method = endpoint.method.toLowerCase() as "get" | "post" | "put" | "patch" | "delete";
    paths[endpoint.path] = { ...paths[endpoint.path], [method]: operationOf(endpoint) };
  }
  const document = createDocument(
    {
      openapi: "3.1.0",
      info: {
        title: `${brandOf(null).name} API`,
        version: "1.0.0",
        description:
          "How well do two people fit? Send 32 traits of each and get a score, its parts and, if you ask, its derivation.\n\nErrors are RFC 9457 problem documents. Sign up with one call and score your first pair with the next.",
        license: { name: "Proprietary", url: `${origin}/docs` },
      },
      servers: [{ url: `${origin}/api` }],
      tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
      paths,
      components: {
        schemas: itemSchemas(endpoints),
        securitySchemes: {
          apiKey: {
            type: "apiKey",
            in: "header",
            name: "X-API-Key",
            description: `Scopes: ${SCOPES.join(", ")}.`,
          },
          bearer: {
            type: "http",
            scheme: "bearer",
            description: "The same key as a bearer token, or a personal access token (`pat_…`).",
          },
          accessToken: {
            type: "http",
            scheme: "bearer",
            description:
              "A personal access token (`pat_…`). Our own pages call with the session of the person who is signed in.",
          },
        },
        headers: {
          RequestId: { description: "The call's id, also in problem documents.", schema: { type: "string" } },
          RateLimit: {
            description:
              "What is left of each limit (`r`) and in how many seconds it is more (`t`), by IETF's RateLimit header fields.",
            schema: { type: "string" },
          },
          RateLimitPolicy: { description: "The limits in force.", schema: { type: "string" } },
        },
      },
    },
    {
      // A client must survive a field that it does not know yet. Bodies stay strict: an unread field is a mistake.
      override: ({ jsonSchema, io }) => {
        if (io === "output" && jsonSchema.additionalProperties === false)
          delete jsonSchema.additionalProperties;
      },
    },
  );
  openReferences(document);
  return document;
}

/** Where a shape is referred to with words of its own, it is the shape that says whether other members are allowed. */
function openReferences(node: unknown): void {
  if (typeof node !== "object" || node === null) return;
  if ("$ref" in node && "additionalProperties" in node) delete node.additionalProperties;
  for (const child of Object.values(node)) openReferences(child);
}
