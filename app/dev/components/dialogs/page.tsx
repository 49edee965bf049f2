import { PageHeader } from "@/components/ui/page-header";
import { DialogsGallery } from "./dialogs-gallery";

export default function DialogsPage() {
  return (
    <>
      <PageHeader title="Dialogs and tabs" description="What opens over the page, and closes again." />
      <DialogsGallery />
    </>
  );
}
