import { startJobProcess } from "@/server/jobs";

/** `npm run jobs`: works off jobs by itself, beside a host that runs only Next (such as Vercel). */
const running = await startJobProcess();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void running.stop().then(() => process.exit(0)));
}
