import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import asc from "assemblyscript/asc";

const here = dirname(fileURLToPath(import.meta.url));

/**
 * Compiles assembly/kernel.ts and returns the text of kernel-wasm.ts. The same source and the pinned compiler give
 * the same bytes, which build-kernel.test.ts holds us to. Throws with the compiler's messages where it fails.
 */
export async function compileKernel(): Promise<string> {
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [
      "kernel.ts",
      "--outFile=kernel.wasm",
      "-O3",
      "--noAssert",
      "--runtime=stub",
      "--enable=simd",
      "--initialMemory=1",
    ],
    {
      readFile: (name, base) => {
        // The compiler asks for several spellings of each import; null means "not there".
        try {
          return readFileSync(join(here, "assembly", base, name), "utf8");
        } catch {
          return null;
        }
      },
      writeFile: (_name, contents) => {
        if (typeof contents !== "string") binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error || !binary)
    throw new Error(`The kernel does not compile.\n${stderr.toString()}`, { cause: error });
  return [
    "// Made by build-kernel.ts from assembly/kernel.ts. Do not edit.",
    `export const KERNEL_WASM =\n  "${Buffer.from(binary).toString("base64")}";`,
    "",
  ].join("\n");
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(join(here, "kernel-wasm.ts"), await compileKernel());
}
