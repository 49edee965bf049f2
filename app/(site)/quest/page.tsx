import Link from "next/link";
import { currentProfile } from "@/app/profile";
import { pageMetadata } from "@/app/public-pages";
import { buttonStyle } from "@/components/ui/button";
import { findOpenQuest } from "@/lib/people/quest/start-quest";
import { ENDINGS } from "@/lib/people/quest/story";
import { walk } from "@/lib/people/quest/walk-story";
import { Landscape } from "./landscape";
import { StartForm } from "./start-form";

export const metadata = pageMetadata("/quest");

export default async function QuestPage() {
  const profile = await currentProfile();
  const open = profile === null ? null : await findOpenQuest(profile.ctx);
  return (
    <div className="mx-auto max-w-3xl space-y-8 px-4 py-8 sm:px-6 sm:py-12">
      <Landscape place="quay" />
      <header className="space-y-4">
        <h1 className="text-4xl leading-tight font-semibold tracking-[-0.03em] sm:text-5xl">
          The last ferry
        </h1>
        <p className="text-lg text-muted">
          You’re stuck on a small island for a night and a day, with a stranger, a storm and three hundred
          years of herring. In {walk({}, false).length} scenes you choose what you would really do. There are{" "}
          {ENDINGS.length} endings and no wrong way.
        </p>
      </header>
      {open === null ? (
        <StartForm />
      ) : (
        <Link prefetch={false} href={`/quest/${open.id}`} className={buttonStyle()}>
          Continue the story
        </Link>
      )}
      <p className="text-sm text-muted">
        A story tells less about you than the{" "}
        <Link prefetch={false} href="/assessment" className="link">
          assessment
        </Link>
        , so its ranges are wider. It takes about five minutes.
      </p>
    </div>
  );
}
