"use client";

import { CameraOff } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { createCodeReader } from "./read-code";

const LOOK_EVERY_MS = 150;
/** A code in front of the camera is read many times a second, and counts once. */
const SAME_CODE_MS = 4_000;

type CameraState = "starting" | "on" | "refused" | "none";

/** Reads tickets by the camera until it is taken away. */
export function Scanner({ onCode }: { onCode: (text: string) => Promise<void> }) {
  const video = useRef<HTMLVideoElement>(null);
  const handle = useRef(onCode);
  handle.current = onCode;
  const [state, setState] = useState<CameraState>("starting");
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt starts the camera again
  useEffect(() => {
    let isOver = false;
    let stream: MediaStream | undefined;
    let lock: { release(): Promise<void> } | undefined;
    const begin = async () => {
      setState("starting");
      try {
        stream = await navigator.mediaDevices.getUserMedia({
          video: { facingMode: "environment", width: { ideal: 1280 } },
          audio: false,
        });
      } catch (error) {
        setState(error instanceof DOMException && error.name === "NotAllowedError" ? "refused" : "none");
        return;
      }
      const picture = video.current;
      if (isOver || picture === null) return;
      picture.srcObject = stream;
      await picture.play();
      setState("on");
      lock = await navigator.wakeLock?.request("screen").catch(() => undefined);
      const read = await createCodeReader();
      let last = { text: "", at: 0 };
      while (!isOver) {
        const text = picture.readyState >= 2 ? await read(picture).catch(() => null) : null;
        const now = Date.now();
        if (!isOver && text !== null && (text !== last.text || now - last.at > SAME_CODE_MS)) {
          last = { text, at: now };
          await handle.current(text);
        } else if (text !== null) last.at = now;
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
    };
    void begin().catch(() => setState("none"));
    return () => {
      isOver = true;
      for (const track of stream?.getTracks() ?? []) track.stop();
      void lock?.release().catch(() => undefined);
    };
  }, [attempt]);

  return (
    <section aria-label="Scan a ticket" className="flex-1 px-4 pt-4">
      <div className="relative overflow-hidden rounded-2xl bg-code">
        <video
          ref={video}
          muted
          playsInline
          aria-label="What the camera sees"
          className="aspect-square max-h-[55dvh] w-full object-cover"
        />
        {state === "on" && (
          <span aria-hidden className="absolute inset-[18%] rounded-3xl border-4 border-white/80" />
        )}
        {state !== "on" && (
          <div className="absolute inset-0 flex flex-col items-center justify-center gap-4 p-6 text-center text-code-ink">
            {state === "starting" ? (
              <p className="text-lg">Starting the camera…</p>
            ) : (
              <>
                <CameraOff aria-hidden size={36} />
                <p className="text-lg text-balance">
                  {state === "refused"
                    ? "This browser may not use the camera. Allow it in the address bar, then try again."
                    : "There is no camera that we can use."}{" "}
                  You can type ticket numbers in the list.
                </p>
                <Button kind="quiet" onClick={() => setAttempt((count) => count + 1)} className="min-h-12">
                  Try again
                </Button>
              </>
            )}
          </div>
        )}
      </div>
      <p className="py-4 text-center text-muted">
        {state === "on" ? "Hold the code of the ticket in front of the camera." : " "}
      </p>
    </section>
  );
}
