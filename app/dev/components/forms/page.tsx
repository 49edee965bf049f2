import { PageHeader } from "@/components/ui/page-header";
import { FormsGallery } from "./forms-gallery";

export default function FormsPage() {
  return (
    <>
      <PageHeader title="Forms" description="Each control with its label, hint and error." />
      <FormsGallery />
    </>
  );
}
