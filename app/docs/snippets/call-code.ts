import { PLACEHOLDERS } from "./fill-in";
import type { Language } from "./languages";
import { JAVASCRIPT, literal, PYTHON } from "./literal";

/** One call of the API, to be written down in every language. */
export interface Call {
  method: string;
  /** Below `/api`, with its query: `/v1/usage?group_by=day`. */
  path: string;
  body?: unknown;
  /** A table that is sent as it stands, instead of JSON. */
  csv?: string;
  /** Whether it carries the key. */
  keyed: boolean;
  /** The key it carries, where the reader's test key is not enough. */
  key?: string;
  headers?: Readonly<Record<string, string>>;
  /** The one field of the reply to print; all of it where none is named. curl always prints all. */
  show?: readonly string[];
  /** What of a reply that is not JSON is printed: its text, how many bytes it has, or its first event. */
  print?: "text" | "size" | "event";
  /** Whether the reply has no body (204): then the status is printed. */
  bodiless?: boolean;
}

/** Writes the call as it is pasted into a shell, a Node 20 module and a Python 3 file; nothing need be installed. */
export function callCode(origin: string, call: Call): Record<Language, string> {
  return {
    curl: curlCode(origin, call),
    javascript: javascriptCode(origin, call),
    python: pythonCode(origin, call),
  };
}

function headersOf({ keyed, key, body, csv, headers }: Call): [name: string, value: string][] {
  return [
    ...(keyed ? [["X-API-Key", key ?? PLACEHOLDERS.key] as [string, string]] : []),
    ...(csv === undefined ? [] : [["Content-Type", "text/csv; charset=utf-8"] as [string, string]]),
    ...(body === undefined ? [] : [["Content-Type", "application/json"] as [string, string]]),
    ...Object.entries(headers ?? {}),
  ];
}

/** A text in single quotes, as any POSIX shell takes it. */
function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function curlCode(origin: string, call: Call): string {
  const { method, path, body, csv } = call;
  const implied = body === undefined && csv === undefined ? "GET" : "POST";
  const url = `${origin}/api${path}`;
  const flags = { text: "-sS", size: "-sS -o invoice.pdf", event: "-sN --max-time 3" }[call.print ?? "text"];
  return [
    `curl ${flags} ${/[?&']/.test(url) ? shellQuoted(url) : url}`,
    ...(method === implied ? [] : [`-X ${method}`]),
    ...headersOf(call).map(([name, value]) => `-H ${shellQuoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`-d ${shellQuoted(literal(body))}`]),
    ...(csv === undefined ? [] : [`--data-binary ${shellQuoted(csv)}`]),
    ...(call.bodiless === true ? [`-w '%{http_code}\\n'`] : []),
    ...(call.print === "size" ? [`-w '%{size_download}\\n'`] : []),
    // Without --max-time it goes on for ever; 28 is how curl says that the time is over.
    ...(call.print === "event" ? ["|| [ $? -eq 28 ]"] : []),
  ].join(" \\\n  ");
}

const JAVASCRIPT_PRINTS = {
  text: ["console.log(await response.text());"],
  size: ["const bytes = new Uint8Array(await response.arrayBuffer());", "console.log(bytes.length);"],
  event: [
    "const decoder = new TextDecoder();",
    "for await (const chunk of response.body) {",
    "  const text = decoder.decode(chunk, { stream: true });",
    "  console.log(text);",
    '  if (text.includes("data: ")) break;',
    "}",
  ],
} as const;

const PYTHON_PRINTS = {
  text: ["    print(response.read().decode())"],
  size: ["    print(len(response.read()))"],
  event: [
    "    for line in response:",
    '        if line.startswith(b"data: "):',
    "            print(line.decode().strip())",
    "            break",
  ],
} as const;

function javascriptCode(origin: string, call: Call): string {
  const { method, path, body, csv, show = [], bodiless = false } = call;
  const headers = headersOf(call);
  const options = [
    ...(method === "GET" ? [] : [`  method: "${method}",`]),
    ...(headers.length === 0
      ? []
      : [`  headers: ${literal(Object.fromEntries(headers), JAVASCRIPT, "  ")},`]),
    ...(body === undefined ? [] : [`  body: JSON.stringify(${literal(body, JAVASCRIPT, "  ")}),`]),
    ...(csv === undefined ? [] : [`  body: ${literal(csv, JAVASCRIPT)},`]),
  ];
  const init = options.length === 0 ? "" : `, {\n${options.join("\n")}\n}`;
  const field = show.map((name) => `.${name}`).join("");
  const fail = `throw new Error(\`\${reply.code}: \${reply.detail}\`);`;
  return [
    `const response = await fetch("${origin}/api${path}"${init});`,
    ...(bodiless
      ? ["console.log(response.status);"]
      : call.print !== undefined
        ? ["if (!response.ok) throw new Error(await response.text());", ...JAVASCRIPT_PRINTS[call.print]]
        : [
            "const reply = await response.json();",
            `if (!response.ok) ${fail}`,
            `console.log(${show.length === 0 ? "JSON.stringify(reply, null, 2)" : `reply${field}`});`,
          ]),
  ].join("\n");
}

function pythonCode(origin: string, call: Call): string {
  const { method, path, body, csv, show = [], bodiless = false } = call;
  const headers = headersOf(call);
  const parts = [
    `    "${origin}/api${path}",`,
    ...(method === "GET" ? [] : [`    method="${method}",`]),
    ...(headers.length === 0 ? [] : [`    headers=${literal(Object.fromEntries(headers), PYTHON, "    ")},`]),
    ...(body === undefined ? [] : [`    data=json.dumps(${literal(body, PYTHON, "    ")}).encode(),`]),
    ...(csv === undefined ? [] : [`    data=${literal(csv, PYTHON)}.encode(),`]),
  ];
  const field = show.map((name) => `["${name}"]`).join("");
  return [
    ...((bodiless || call.print !== undefined) && body === undefined ? [] : ["import json"]),
    "import urllib.request",
    "",
    "request = urllib.request.Request(",
    ...parts,
    ")",
    "with urllib.request.urlopen(request) as response:",
    ...(bodiless
      ? ["    print(response.status)"]
      : call.print !== undefined
        ? PYTHON_PRINTS[call.print]
        : [
            "    reply = json.load(response)",
            `print(${show.length === 0 ? "json.dumps(reply, indent=2)" : `reply${field}`})`,
          ]),
  ].join("\n");
}
