/**
 * For `primary-limiter.test.ts`: a real cluster. Two workers take 50 times each at once, one is killed, a third
 * takes 50 more; the primary prints what they got.
 */
import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { createLimiter } from "@/lib/partners/rate-limits/limiter";
import { serveLimiter } from "@/lib/partners/rate-limits/primary-limiter";

interface Report {
  kind: string;
  allowed: number;
}

const TAKES = 50;

async function runPrimary(): Promise<void> {
  serveLimiter(cluster);
  const reportOf = (worker: Worker): Promise<Report> =>
    new Promise((resolve) => worker.on("message", (message) => message.report && resolve(message.report)));
  const [one, other] = [cluster.fork(), cluster.fork()];
  const reports = await Promise.all([reportOf(one), reportOf(other)]);
  one.process.kill("SIGKILL");
  await once(one, "exit");
  reports.push(await reportOf(cluster.fork()));
  const allowed = reports.reduce((sum, report) => sum + report.allowed, 0);
  const refused = reports.length * TAKES - allowed;
  process.stdout.write(JSON.stringify({ kinds: reports.map(({ kind }) => kind), allowed, refused }), () =>
    process.exit(0),
  );
}

async function runWorker(): Promise<void> {
  const limiter = createLimiter();
  const take = {
    subject: "partner",
    limits: { perMinute: 60, perDay: 1_000 },
    minuteCost: 1,
    dayCost: 1,
    now: new Date(Date.UTC(2026, 2, 1, 12)),
  };
  const decisions = await Promise.all(Array.from({ length: TAKES }, () => limiter.take(take)));
  const report: Report = { kind: limiter.kind, allowed: decisions.filter(({ allowed }) => allowed).length };
  process.send?.({ report });
}

await (cluster.isPrimary ? runPrimary() : runWorker());
