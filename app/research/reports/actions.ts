"use server";

import { partnerAction } from "@/app/action";
import { createReport as create } from "@/lib/research/reports/create-report";
import { deleteReport as remove } from "@/lib/research/reports/delete-report";
import { leaveReport as leave } from "@/lib/research/reports/leave-report";
import { CreateReport, ReportPath, SetReportActive } from "@/lib/research/reports/schemas";
import { sendReportNow as sendNow } from "@/lib/research/reports/send-report-now";
import { setReportActive as setActive } from "@/lib/research/reports/set-report-active";

export const createReport = partnerAction("write", CreateReport, create);

export const setReportActive = partnerAction("write", SetReportActive, setActive);

export const sendReportNow = partnerAction("mail", ReportPath, sendNow);

export const leaveReport = partnerAction("write", ReportPath, leave);

export const deleteReport = partnerAction("write", ReportPath, remove);
