import { defineConfig } from "prisma/config";

// `prisma generate` and `validate` need only the WebAssembly they bring along, yet first look for the migration
// engine and try to download it. Any existing program satisfies that look. Whoever has the real engine (for
// `prisma migrate deploy`) names it in this variable.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  // Only the commands that talk to a database need one.
  ...(process.env.DATABASE_URL === undefined ? {} : { datasource: { url: process.env.DATABASE_URL } }),
});
