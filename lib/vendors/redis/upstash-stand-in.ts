import { createServer } from "node:http";
import { text } from "node:stream/consumers";

export interface UpstashStandIn {
  url: string;
  /** How many HTTP requests have come. */
  requests(): number;
  close(): Promise<void>;
}

/**
 * For tests: Upstash's REST protocol in front of a Redis. `POST /` takes a command as a JSON array, `POST /pipeline`
 * an array of commands; replies are `{result}` or `{error}`, strings in base64 where the client asks for it.
 * `run` executes one command and throws what Redis would answer as an error.
 */
export async function startUpstashStandIn(
  token: string,
  run: (command: string[]) => unknown | Promise<unknown>,
): Promise<UpstashStandIn> {
  let requests = 0;
  const server = createServer(async (request, response) => {
    requests += 1;
    const send = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    const encode = request.headers["upstash-encoding"] === "base64" ? toBase64 : (value: unknown) => value;
    const answer = async (command: unknown) => {
      try {
        if (!Array.isArray(command)) throw new Error("ERR failed to parse command");
        return { result: encode(await run(command.map(String))) };
      } catch (error) {
        return { error: error instanceof Error ? error.message : String(error) };
      }
    };
    const body: unknown = JSON.parse(await text(request));
    if (request.headers.authorization !== `Bearer ${token}`) {
      send(401, { error: "WRONGPASS invalid or missing auth token" });
    } else if (request.url === "/pipeline" && Array.isArray(body)) {
      const replies = [];
      for (const command of body) replies.push(await answer(command));
      send(200, replies);
    } else {
      const reply = await answer(body);
      send("error" in reply ? 400 : 200, reply);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The stand-in has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function toBase64(value: unknown): unknown {
  if (typeof value === "string") return value === "OK" ? value : Buffer.from(value).toString("base64");
  return Array.isArray(value) ? value.map(toBase64) : value;
}
