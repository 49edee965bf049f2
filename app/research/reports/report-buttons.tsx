"use client";

import { useRouter } from "next/navigation";
import { deleteReport, sendReportNow, setReportActive } from "@/app/research/reports/actions";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";

interface ReportButtonsProps {
  reportId: string;
  name: string;
  active: boolean;
}

/** What can be done with a report. */
export function ReportButtons({ reportId, name, active }: ReportButtonsProps) {
  const router = useRouter();
  const send = useAction(sendReportNow, () => {
    toast("Report on its way", { description: "It is made now, and sent to its readers." });
    router.refresh();
  });
  const change = useAction(setReportActive, (report) => {
    toast(report.active ? "Report resumed" : "Report paused");
    router.refresh();
  });
  const problem = send.problem ?? change.problem;
  return (
    <>
      <Button
        kind="quiet"
        aria-disabled={send.pending || !active}
        onClick={() => {
          if (!send.pending && active) send.run({ report_id: reportId });
        }}
      >
        {send.pending ? "Sending…" : "Send now"}
      </Button>
      <Button
        kind="quiet"
        aria-disabled={change.pending}
        onClick={() => {
          if (!change.pending) change.run({ report_id: reportId, active: !active });
        }}
      >
        {active ? "Pause" : "Resume"}
      </Button>
      <ConfirmDialog
        trigger={<Button kind="quiet">Delete</Button>}
        title="Delete this report?"
        description={
          <>
            “<bdi>{name}</bdi>” is no longer sent, and the list of what it has sent is gone. The answers that
            it asked for stay among your queries.
          </>
        }
        confirmLabel="Delete report"
        pendingLabel="Deleting…"
        action={() => deleteReport({ report_id: reportId })}
        onDone={() => {
          toast("Report deleted");
          router.push("/research/reports");
        }}
      />
      {problem !== null && (
        <p role="alert" className="w-full text-sm text-ember">
          {problem.detail}
        </p>
      )}
    </>
  );
}
