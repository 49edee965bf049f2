import type { Metadata } from "next";
import { ShareGone } from "../share-gone";

export const metadata: Metadata = { title: "Nothing is shared here" };

export default function ShareNotFound() {
  return <ShareGone />;
}
