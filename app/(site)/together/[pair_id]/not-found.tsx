import type { Metadata } from "next";
import Link from "next/link";
import { NoticePage } from "@/components/site/notice-page";
import { buttonStyle } from "@/components/ui/button";

export const metadata: Metadata = { title: "No comparison here" };

/** The same for what never was, what is another's and what is gone. */
export default function PairNotFound() {
  return (
    <NoticePage mark="404" title="There is no comparison here">
      <p>It may have ended. When one of the two leaves or removes their answers, it’s gone for both.</p>
      <p className="text-base">
        <Link prefetch={false} href="/together" className={buttonStyle()}>
          Back to Together
        </Link>
      </p>
    </NoticePage>
  );
}
