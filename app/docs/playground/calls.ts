import { literal } from "../snippets/literal";

/** A call that the playground can make. Its id is the operation's. */
export interface PlaygroundCall {
  readonly id: string;
  readonly title: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  /** The body it begins with, as text. */
  readonly body: string | null;
  /** Parameters of the query and what they begin with. */
  readonly query: readonly {
    readonly name: string;
    readonly value: string;
    readonly options?: readonly string[];
  }[];
  readonly idempotent: boolean;
}

/** A body as it is typed into the editor. */
export function bodyText(value: unknown): string {
  return literal(value);
}

/** Below `/api`, with the parameters that are not empty. */
export function pathOf(call: PlaygroundCall, query: Readonly<Record<string, string>>): string {
  const given = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ""));
  return given.size === 0 ? call.path : `${call.path}?${given}`;
}
