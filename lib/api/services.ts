import { OpenStreams } from "@/lib/api/open-streams";
import { RefusedRows } from "@/lib/api/refused-calls";
import { findCredential } from "@/lib/partners/api-keys/authenticate-key";
import { CredentialCache } from "@/lib/partners/api-keys/credential-cache";
import { LastUse } from "@/lib/partners/api-keys/last-use";
import { LearnedAddresses } from "@/lib/partners/api-keys/learned-addresses";
import { findSigningKeys, SigningKeyCache } from "@/lib/partners/api-keys/signing-key-cache";
import { createLimiter, type Limiter } from "@/lib/partners/rate-limits/limiter";
import { CallRecorder } from "@/lib/partners/usage/call-recorder";
import { type Clock, systemClock } from "@/lib/platform/clock";
import { type Database, database } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { flushSecurityEvents } from "@/lib/platform/security-events";

/** What serving the API needs, once a process. */
export interface Services {
  readonly database: Database;
  readonly clock: Clock;
  readonly limiter: Limiter;
  readonly credentials: CredentialCache;
  readonly signingKeys: SigningKeyCache;
  readonly lastUse: LastUse;
  readonly learnedAddresses: LearnedAddresses;
  readonly recorder: CallRecorder;
  readonly refusedRows: RefusedRows;
  readonly streams: OpenStreams;
}

function openServices(): Services {
  const settings = env();
  const db = database();
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token, REDIS_URL: redisUrl } = settings;
  return {
    database: db,
    clock: systemClock,
    limiter: createLimiter({
      ...(url !== undefined && token !== undefined ? { upstash: { url, token } } : {}),
      ...(redisUrl === undefined ? {} : { redisUrl }),
    }),
    credentials: new CredentialCache((hash) => findCredential(db, hash)),
    signingKeys: new SigningKeyCache((partnerId) => findSigningKeys(db.prisma, partnerId)),
    lastUse: new LastUse(db.pool),
    learnedAddresses: new LearnedAddresses(db.pool),
    recorder: new CallRecorder(db.pool, log()),
    refusedRows: new RefusedRows(log()),
    streams: new OpenStreams(),
  };
}

const cache = Symbol.for("soulmate.services");
const holder = globalThis as typeof globalThis & { [cache]?: Services };

/** This process's services, opened at first use. Next's bundles and our own server share them. */
export function services(): Services {
  holder[cache] ??= openServices();
  return holder[cache];
}

/** Ends the event streams that are open, and lets no other stay: the process is about to stop. */
export function endStreams(): void {
  services().streams.endAll();
}

/** Writes what is still in memory and lets go of connections. The database is closed by who opened it. */
export async function closeServices(): Promise<void> {
  const open = holder[cache];
  holder[cache] = undefined;
  if (open === undefined) return;
  open.streams.endAll();
  await open.recorder.flush();
  await open.lastUse.flush().catch(() => undefined);
  await open.learnedAddresses.flush().catch(() => undefined);
  await flushSecurityEvents(open.database.prisma).catch(() => undefined);
  await open.limiter.close();
}
