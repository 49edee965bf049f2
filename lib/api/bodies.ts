import type { z } from "zod";

/** What an operation takes as its body: JSON by a zod schema, or one of these. */
export type BodyShape = z.ZodType | CsvBody | MultipartBody;

/** A table in UTF-8 whose first line names the columns: the fields of `row`. The verb is given `rows`. */
export interface CsvBody<R extends z.ZodObject = z.ZodObject> {
  readonly kind: "csv";
  readonly row: R;
  readonly maxRows: number;
}

/** What one file of a form may be. */
export interface FileTerms {
  readonly maxBytes: number;
  /** `image/png`, without parameters. */
  readonly contentTypes: readonly string[];
  readonly optional?: boolean;
}

/** A form with text fields and files. The verb is given both by name. */
export interface MultipartBody<
  F extends z.ZodObject = z.ZodObject,
  N extends Record<string, FileTerms> = Record<string, FileTerms>,
> {
  readonly kind: "multipart";
  readonly fields: F;
  readonly files: N;
}

/** A file that was sent. Its type is what the sender says; its name is fit to be shown. */
export interface UploadedFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export function csvBody<R extends z.ZodObject>(row: R, maxRows: number): CsvBody<R> {
  return { kind: "csv", row, maxRows };
}

export function multipartBody<F extends z.ZodObject, const N extends Record<string, FileTerms>>(
  fields: F,
  files: N,
): MultipartBody<F, N> {
  return { kind: "multipart", fields, files };
}

type FilesOf<N extends Record<string, FileTerms>> = {
  [K in keyof N]: N[K] extends { optional: true } ? UploadedFile | undefined : UploadedFile;
};

/** What a body adds to the verb's input. */
export type BodyInput<B> =
  B extends CsvBody<infer R>
    ? { rows: z.output<R>[] }
    : B extends MultipartBody<infer F, infer N>
      ? z.output<F> & FilesOf<N>
      : B extends z.ZodType
        ? z.output<B>
        : never;

export function bodyKind(body: BodyShape): "json" | "csv" | "multipart" {
  return "kind" in body ? body.kind : "json";
}
