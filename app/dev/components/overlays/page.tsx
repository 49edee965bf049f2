import { PageHeader } from "@/components/ui/page-header";
import { OverlaysGallery } from "./overlays-gallery";

export default function OverlaysPage() {
  return (
    <>
      <PageHeader title="Overlays" description="What opens over the page, and closes again." />
      <OverlaysGallery />
    </>
  );
}
