import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { BarcodeDetector, prepareZXingModule } from "barcode-detector/ponyfill";
import QRCode from "qrcode";
import { beforeAll, describe, expect, it } from "vitest";
import { signTicket } from "@/lib/events/check-in/ticket-keys";
import { newId } from "@/lib/platform/ids";

/** What browsers have and Node does not. */
class Picture {
  constructor(
    readonly data: Uint8ClampedArray,
    readonly width: number,
    readonly height: number,
  ) {}
}
class Rectangle {
  constructor(
    readonly x: number,
    readonly y: number,
    readonly width: number,
    readonly height: number,
  ) {}
}
Object.defineProperty(Picture, "name", { value: "ImageData" });

const PIXELS_A_MODULE = 4;
const QUIET_MODULES = 4;

/** A code as a camera sees it: grey on grey, with noise, and nothing around it but its quiet zone. */
function photograph(text: string, { dark = 40, light = 210, noise = 30 } = {}): Picture {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });
  const size = (modules.size + 2 * QUIET_MODULES) * PIXELS_A_MODULE;
  const data = new Uint8ClampedArray(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const [row, column] = [y, x].map((at) => Math.floor(at / PIXELS_A_MODULE) - QUIET_MODULES) as [
        number,
        number,
      ];
      const inside = row >= 0 && column >= 0 && row < modules.size && column < modules.size;
      const grain = ((x * 7919 + y * 104_729) % noise) - noise / 2;
      const grey = (inside && modules.get(row, column) === 1 ? dark : light) + grain;
      data.set([grey, grey, grey, 255], (y * size + x) * 4);
    }
  }
  return new Picture(data, size, size);
}

beforeAll(async () => {
  Object.assign(globalThis, { ImageData: Picture, DOMRectReadOnly: Rectangle });
  const file = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
  const { buffer } = new Uint8Array(await readFile(file));
  await prepareZXingModule({ overrides: { wasmBinary: buffer }, fireImmediately: true });
});

describe("the reader for browsers that have none", () => {
  it("reads a ticket from a picture with noise and little contrast", async () => {
    const ticket = signTicket(newId(), newId());
    const reader = new BarcodeDetector({ formats: ["qr_code"] });
    const [code, ...others] = await reader.detect(photograph(ticket) as ImageData);
    expect(code?.rawValue).toBe(ticket);
    expect(others).toEqual([]);
  });

  it("finds nothing where there is nothing", async () => {
    const reader = new BarcodeDetector({ formats: ["qr_code"] });
    const blank = new Picture(new Uint8ClampedArray(200 * 200 * 4).fill(255), 200, 200);
    expect(await reader.detect(blank as ImageData)).toEqual([]);
  });
});
