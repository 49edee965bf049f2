"use client";

import { useRouter } from "next/navigation";
import { deleteReport, leaveReport, sendReportNow, setReportActive } from "@/app/research/reports/actions";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";

interface ReportButtonsProps {
  reportId: string;
  name: string;
  active: boolean;
}

/** Ends a report’s e-mails to the reader themselves. */
export function LeaveButton({ reportId }: { reportId: string }) {
  const router = useRouter();
  const leave = useAction(leaveReport, () => {
    toast("You no longer get this report by email");
    router.refresh();
  });
  return (
    <>
      <Button
        kind="quiet"
        aria-disabled={leave.pending}
        onClick={() => {
          if (!leave.pending) leave.run({ report_id: reportId });
        }}
      >
        {leave.pending ? "Stopping…" : "Stop emails to me"}
      </Button>
      {leave.problem !== null && (
        <p role="alert" className="w-full text-sm text-ember">
          {leave.problem.detail}
        </p>
      )}
    </>
  );
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
