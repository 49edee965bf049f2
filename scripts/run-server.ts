import { type ChildProcess, spawn } from "node:child_process";

export interface RunningServer {
  port: number;
  process: ChildProcess;
  /** Resolves with the exit code when the server has ended. */
  ended: Promise<number | null>;
}

/** Starts the built server and resolves once it serves. Rejects when it ends before that. */
export async function runServer(
  env: NodeJS.ProcessEnv,
  options: { output?: "inherit" | ((text: string) => void); cwd?: string; nodeArguments?: string[] } = {},
): Promise<RunningServer> {
  const { output = "inherit", cwd = process.cwd(), nodeArguments = [] } = options;
  const stream = output === "inherit" ? "inherit" : "pipe";
  const server = spawn(process.execPath, ["--enable-source-maps", ...nodeArguments, "dist/server.js"], {
    cwd,
    env,
    stdio: ["ignore", stream, stream, "ipc"],
    // Ctrl-C must reach it through us alone, so that the database outlives it.
    detached: true,
  });
  if (output !== "inherit") {
    server.stdout?.on("data", (chunk) => output(String(chunk)));
    server.stderr?.on("data", (chunk) => output(String(chunk)));
  }
  const ended = new Promise<number | null>((resolve) => server.once("exit", resolve));
  const port = await new Promise<number>((resolve, reject) => {
    server.on("message", (message: { type?: string; port?: number }) => {
      if (message.type === "soulmate.ready" && message.port !== undefined) resolve(message.port);
    });
    void ended.then((code) => reject(new Error(`The server ended with ${code} before it served.`)));
  });
  return { port, process: server, ended };
}
