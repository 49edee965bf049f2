"use client";

import { useEffect, useRef } from "react";

/**
 * Moves the focus to the heading when another scene takes the place of the one before: the button that was pressed is
 * gone, and a screen reader goes on where the story does.
 */
export function SceneFocus({ scene, heading }: { scene: string; heading: string }) {
  const shown = useRef(scene);
  useEffect(() => {
    if (shown.current === scene) return;
    shown.current = scene;
    document.getElementById(heading)?.focus();
  }, [scene, heading]);
  return null;
}
