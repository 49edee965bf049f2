import type { ClientRequest } from "node:http";

export interface ReceivedReply {
  status: number;
  headers: Headers;
  text: string;
}

/** What a request is answered with, as text. A stream ends when its reader leaves: its first piece is enough. */
export function receiveReply(sent: ClientRequest): Promise<ReceivedReply> {
  return new Promise((resolve, reject) => {
    sent.on("error", reject);
    sent.on("response", (response) => {
      const chunks: Buffer[] = [];
      const finish = () => {
        const fields = Object.entries(response.headers);
        resolve({
          status: response.statusCode ?? 0,
          headers: new Headers(fields.map(([name, value]): [string, string] => [name, String(value)])),
          text: Buffer.concat(chunks).toString("utf8"),
        });
      };
      response.on("error", reject);
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        if (response.headers["content-type"] !== "text/event-stream") return;
        finish();
        sent.destroy();
      });
      response.once("end", finish);
    });
  });
}
