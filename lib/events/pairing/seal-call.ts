import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { KeptCall } from "@/lib/events/pairing/match-task";
import { seal, unseal } from "@/lib/platform/seal";

const compress = promisify(gzip);
const decompress = promisify(gunzip);

const purposeOf = (runId: string) => `match-run\n${runId}`;

/** The call as it waits in the database: attendees' traits are nothing to be read there. */
export async function sealCall(runId: string, call: KeptCall): Promise<Uint8Array<ArrayBuffer>> {
  const packed = await compress(JSON.stringify(call));
  return seal(purposeOf(runId), packed.toString("base64"));
}

/** Opens what `sealCall` made; null where APP_SECRET has changed meanwhile. */
export async function unsealCall(runId: string, sealed: Uint8Array): Promise<KeptCall | null> {
  const packed = unseal(purposeOf(runId), sealed);
  if (packed === null) return null;
  return KeptCall.parse(JSON.parse((await decompress(Buffer.from(packed, "base64"))).toString("utf8")));
}
