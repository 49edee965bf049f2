import { applyMigrations } from "@/lib/platform/migrations";

/** `npm run migrate`: brings DATABASE_URL up to this version. Safe to run from several places at once. */
const url = process.env.DATABASE_URL;
if (url === undefined || url === "") {
  console.error("Set DATABASE_URL to the database to bring up to date.");
  process.exit(2);
}
const applied = await applyMigrations(url, { log: console.log });
console.log(applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`);
