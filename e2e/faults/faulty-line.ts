import { once } from "node:events";
import { createServer, connect as dial, type Socket } from "node:net";

/** What a line between two programs may do: carry, refuse whoever calls, or hang without a word. */
export type LineState = "carries" | "refuses" | "hangs";

export interface FaultyLine {
  port: number;
  /** `refuses` also cuts the connections there are. */
  set(state: LineState): void;
  /** Where new connections lead. */
  lead(port: number): void;
  close(): Promise<void>;
}

/** A TCP relay in this process between a product and something it depends on, whose faults the test decides. */
export async function layFaultyLine(target: number): Promise<FaultyLine> {
  let state: LineState = "carries";
  let to = target;
  const ends = new Set<Socket>();
  const track = (socket: Socket) => {
    ends.add(socket);
    socket.on("close", () => ends.delete(socket));
    // Either end may go at any moment: that is what the line is for.
    socket.on("error", () => socket.destroy());
    if (state === "hangs") socket.pause();
  };
  const join = (from: Socket, other: Socket) => {
    from.on("data", (chunk) => {
      if (!other.write(chunk)) from.pause();
    });
    from.on("drain", () => {
      if (state !== "hangs") other.resume();
    });
    from.on("end", () => other.end());
    from.on("close", () => other.destroy());
    // `data` listeners set a socket flowing.
    if (state === "hangs") from.pause();
  };
  const server = createServer((near) => {
    if (state === "refuses") {
      near.resetAndDestroy();
      return;
    }
    const far = dial(to, "127.0.0.1");
    for (const socket of [near, far]) track(socket);
    join(near, far);
    join(far, near);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The line has no port.");

  return {
    port: address.port,
    set(next) {
      state = next;
      for (const socket of ends) {
        if (next === "refuses") socket.resetAndDestroy();
        else if (next === "hangs") socket.pause();
        else socket.resume();
      }
    },
    lead(port) {
      to = port;
    },
    async close() {
      const closed = once(server, "close");
      server.close();
      for (const socket of ends) socket.destroy();
      await closed;
    },
  };
}
