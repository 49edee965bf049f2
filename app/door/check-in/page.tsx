import type { Metadata, Viewport } from "next";
import { DoorApp } from "./door-app";

export const metadata: Metadata = {
  title: "Door",
  robots: { index: false, follow: false },
  referrer: "no-referrer",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  interactiveWidget: "resizes-content",
};

/** Where a phone checks guests in. The server says the same to everyone; what the phone shows, it asks for. */
export default function DoorPage() {
  return <DoorApp />;
}
