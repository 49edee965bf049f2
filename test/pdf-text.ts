import { inflateSync } from "node:zlib";

/**
 * The text of a PDF that pdfkit wrote, in the order in which it is drawn, a line for each piece: its fonts are subsets,
 * so that what is drawn are numbers of glyphs, which a table of each font leads back to letters.
 */
export function pdfText(pdf: Uint8Array): string {
  const raw = Buffer.from(pdf).toString("latin1");
  const objects = new Map(
    [...raw.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = "", body = ""]) => [id, body]),
  );
  const streamOf = (body: string): string => {
    const data = /stream\n([\s\S]*)\nendstream/.exec(body)?.[1] ?? "";
    return body.includes("/FlateDecode") ? inflateSync(Buffer.from(data, "latin1")).toString("latin1") : data;
  };
  const letters = new Map<string, Map<number, string>>();
  for (const body of objects.values()) {
    for (const [, name = "", id = ""] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? "")?.[1];
      if (table !== undefined && !letters.has(name))
        letters.set(name, tableOf(streamOf(objects.get(table) ?? "")));
    }
  }
  const lines: string[] = [];
  for (const body of objects.values()) {
    if (!body.includes("stream\n") || !body.includes("/Length")) continue;
    const content = /\/(?:Type|Subtype|Length1|FunctionType)/.test(body.split("stream\n")[0] ?? "")
      ? ""
      : streamOf(body);
    let font = new Map<number, string>();
    for (const [, name, array] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
      if (name !== undefined) font = letters.get(name) ?? font;
      else {
        const glyphs = [...(array ?? "").matchAll(/<([0-9a-f]+)>/g)].flatMap(
          ([, hex = ""]) => hex.match(/.{4}/g) ?? [],
        );
        lines.push(glyphs.map((glyph) => font.get(Number.parseInt(glyph, 16)) ?? "").join(""));
      }
    }
  }
  return lines.filter((line) => line !== "").join("\n");
}

/** Letters by the numbers of glyphs. */
function tableOf(table: string): Map<number, string> {
  const letters = new Map<number, string>();
  for (const [, first = "", list = ""] of table.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g)) {
    for (const [at, code] of [...list.matchAll(/<([0-9a-f ]*)>/g)].entries()) {
      const units = (code[1] ?? "").split(" ").flatMap((part) => part.match(/.{4}/g) ?? []);
      letters.set(
        Number.parseInt(first, 16) + at,
        String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))),
      );
    }
  }
  return letters;
}
