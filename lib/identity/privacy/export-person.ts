import { z } from "zod";
import type { Parts } from "@/lib/identity/privacy/parts";
import { personRef } from "@/lib/identity/privacy/person-ref";
import type { PrivacyContext } from "@/lib/identity/privacy/privacy-context";
import { brandOf } from "@/lib/platform/brand";
import { exportedTime } from "@/lib/platform/privacy-shapes";

const FORMAT = "soulmate-export-1";

/**
 * Everything that is held about a person, as the text of one JSON document, piece by piece: rows are read as they are
 * asked for. `exportSchema` describes it.
 */
export async function* exportPerson(ctx: PrivacyContext, parts: Parts): AsyncIterable<string> {
  const person = await personRef(ctx.db, ctx);
  const head = {
    format: FORMAT,
    exported_at: ctx.clock.now().toISOString(),
    person: { user_id: person.userId, profile_id: person.profileId },
  };
  yield `${JSON.stringify(head).slice(0, -1)},"tables":{`;
  // A table that several domains know of, each of other rows, is exported by one of them.
  let before = "";
  for (const { part } of parts) {
    const names = part.tables.filter(({ exported }) => exported !== undefined).map(({ table }) => table);
    const rows = part.exportPerson(ctx.db, person)[Symbol.asyncIterator]();
    let row = await rows.next();
    for (const name of names) {
      yield `${before}\n${JSON.stringify(name)}:[`;
      for (let comma = ""; !row.done && row.value.table === name; comma = ",") {
        yield `${comma}\n${row.value.json}`;
        row = await rows.next();
      }
      yield "]";
      before = ",";
    }
  }
  yield "}}\n";
}

/** The JSON Schema of an export. Published, so that other programs can read one. */
export function exportSchema(parts: Parts): Record<string, unknown> {
  const tables = parts.flatMap(({ part }) =>
    part.tables.flatMap(({ table, holds, exported }) =>
      exported === undefined ? [] : [[table, z.array(exported.row).describe(holds)] as const],
    ),
  );
  const shape = z.strictObject({
    format: z.literal(FORMAT),
    exported_at: exportedTime,
    person: z.strictObject({ user_id: z.uuid().nullable(), profile_id: z.uuid().nullable() }),
    tables: z.strictObject(Object.fromEntries(tables)),
  });
  return { title: `Everything ${brandOf(null).name} holds about a person`, ...z.toJSONSchema(shape) };
}
