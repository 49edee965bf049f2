import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PrismaClient } from "@/lib/platform/prisma/client";

const SCHEMA = "prisma/schema";

/** The models whose rows belong to one partner: those with a `partnerId` that is always there. */
function tenantModels(): ReadonlySet<string> {
  const text = readdirSync(SCHEMA, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".prisma"))
    .map((name) => readFileSync(join(SCHEMA, name), "utf8"))
    .join("\n");
  const models = [...text.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)];
  return new Set(
    models.flatMap(([, name = "", body = ""]) => (/^\s+partnerId\s+String\s/m.test(body) ? [name] : [])),
  );
}

export const TENANT_MODELS = tenantModels();

/** Whether a filter names the tenant: itself, in a key of several fields, in AND, or through what the row belongs to. */
function namesTenant(where: unknown, partnerId: string): boolean {
  if (typeof where !== "object" || where === null) return false;
  return Object.entries(where).some(([name, value]) => {
    if (name === "partnerId") return value === partnerId;
    if (name === "OR" || name === "NOT") return false;
    // Making a row: the partner that it is joined to.
    if (name === "partner") return namesTenant(value, partnerId) || idOf(value) === partnerId;
    if (Array.isArray(value)) return value.some((inner) => namesTenant(inner, partnerId));
    return namesTenant(value, partnerId);
  });
}

function idOf(partner: unknown): unknown {
  if (typeof partner !== "object" || partner === null) return undefined;
  if ("connect" in partner) return idOf(partner.connect);
  return "id" in partner ? partner.id : undefined;
}

function rowsOf(data: unknown): unknown[] {
  return Array.isArray(data) ? data : [data];
}

interface Arguments {
  where?: unknown;
  data?: unknown;
  create?: unknown;
}

/** What a query does beyond its tenant, or null. */
export function breachOf(
  model: string,
  operation: string,
  { where, data, create }: Arguments,
  partnerId: string,
): string | null {
  if (!TENANT_MODELS.has(model)) return null;
  if (operation.startsWith("create")) {
    return rowsOf(data).every((row) => namesTenant(row, partnerId))
      ? null
      : `${model}.${operation} makes a row of another partner`;
  }
  if (operation === "upsert" && !namesTenant(create, partnerId))
    return `${model}.upsert makes a row of another partner`;
  return namesTenant(where, partnerId) ? null : `${model}.${operation} does not name its partner`;
}

/**
 * A client that refuses to read or write a tenant's model without naming the tenant. Tests give it to verbs that act
 * within a partner. Jobs and admins, who look across all partners, get the client as it is.
 */
export function guardTenant(prisma: PrismaClient, partnerId: string): PrismaClient {
  const guarded = prisma.$extends({
    query: {
      $allModels: {
        $allOperations({ model, operation, args, query }) {
          const breach = breachOf(model, operation, args ?? {}, partnerId);
          if (breach !== null) throw new Error(breach);
          return query(args);
        },
      },
    },
  });
  return guarded as unknown as PrismaClient;
}
