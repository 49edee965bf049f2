import { ChevronLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { orNotFound } from "@/app/or-not-found";
import { requireProfile } from "@/app/profile";
import { getQuest } from "@/lib/people/quest/get-quest";
import { IntimacyConsentForm } from "../../intimacy-consent-form";
import { chooseIntimacy } from "../actions";
import { Landscape } from "../landscape";
import { SceneFocus } from "./scene-focus";
import { SceneForm } from "./scene-form";

export const metadata: Metadata = { title: "The last ferry", robots: { index: false } };

const HEADING = "scene-heading";

interface PageProps {
  params: Promise<{ quest_id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ScenePage({ params, searchParams }: PageProps) {
  const { ctx } = await requireProfile();
  const { quest_id } = await params;
  const quest = await orNotFound(getQuest(ctx, { quest_id }));
  if (quest.resultId !== null) redirect(`/results/${quest.resultId}`);
  const { scene: named } = await searchParams;
  const earlier = quest.answered.findIndex(({ id }) => id === named);
  const at = earlier === -1 ? quest.answered.length : earlier;
  const scene = quest.answered[at] ?? quest.next;
  const before = quest.answered[at - 1];
  const back = before !== undefined && (
    <Link
      prefetch={false}
      href={`/quest/${quest.id}?scene=${before.id}`}
      className="inline-flex min-h-11 items-center gap-1 rounded-md pr-3 text-muted hover:text-ink"
    >
      <ChevronLeft aria-hidden size={18} /> Back
    </Link>
  );
  if (scene === null) {
    if (!quest.asksIntimacy) notFound();
    return (
      <div className="mx-auto max-w-2xl space-y-6 px-4 py-8 sm:px-6 sm:py-12">
        <SceneFocus scene="intimacy" heading={HEADING} />
        <h1 id={HEADING} tabIndex={-1} className="text-3xl font-semibold tracking-tight">
          Two scenes of another kind
        </h1>
        <p>
          The next two scenes are about closeness and talking about sex. The story works without them, and it
          ends the same way.
        </p>
        <p className="text-muted">
          Answers about intimacy get special protection by law, so we ask for your consent apart from
          everything else. They’re used for your own result only, and you can erase them again at any time.
        </p>
        <IntimacyConsentForm
          action={chooseIntimacy}
          idName="quest_id"
          id={quest.id}
          agreement="I agree that my choices about intimacy are used for my result"
          agreeLabel="Show them"
          declineLabel="Leave them out"
        />
        {back}
      </div>
    );
  }
  return (
    <div className="mx-auto max-w-2xl space-y-6 px-4 py-6 sm:px-6 sm:py-10">
      <SceneFocus scene={scene.id} heading={HEADING} />
      <p className="text-sm text-muted tabular-nums">
        Scene {at + 1} of {quest.length}
      </p>
      <article key={scene.id} className="space-y-6 motion-safe:animate-rise">
        <Landscape place={scene.place} />
        <h1 id={HEADING} tabIndex={-1} className="text-3xl font-semibold tracking-tight">
          {scene.title}
        </h1>
        <p className="text-lg">{scene.text}</p>
        <SceneForm
          questId={quest.id}
          sceneId={scene.id}
          choices={scene.choices.map(({ text }) => text)}
          chosen={quest.choices[scene.id] ?? null}
        />
      </article>
      {back}
    </div>
  );
}
