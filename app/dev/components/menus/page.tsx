import { PageHeader } from "@/components/ui/page-header";
import { MenusGallery } from "./menus-gallery";

export default function MenusPage() {
  return (
    <>
      <PageHeader title="Menus" description="What opens beside its button." />
      <MenusGallery />
    </>
  );
}
