"use client";

import { type ReactNode, useActionState } from "react";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { SubmitButton } from "@/components/ui/submit-button";
import {
  acceptOffer,
  cancelRegistration,
  confirmRegistration,
  createFriendsLink,
  declineOffer,
  joinFriends,
  leaveFriends,
  updateRegistration,
  waitForFriends,
} from "../actions";
import { GroupFields, NameField } from "./details-fields";
import { MatchHint, type MatchText } from "./register-form";

const PRESSES = {
  accept: { action: acceptOffer, label: "Take the seat", pending: "Taking it…", kind: "primary" },
  decline: { action: declineOffer, label: "No, thanks", pending: "Giving it back…", kind: "quiet" },
  confirm: { action: confirmRegistration, label: "Yes, I’m coming", pending: "Saving…", kind: "primary" },
  not_coming: { action: cancelRegistration, label: "No, I can’t", pending: "Giving it back…", kind: "quiet" },
  cancel: {
    action: cancelRegistration,
    label: "Cancel my registration",
    pending: "Cancelling…",
    kind: "danger",
  },
  friends_link: {
    action: createFriendsLink,
    label: "Make a link for friends",
    pending: "Making it…",
    kind: "quiet",
  },
  wait_for_friends: {
    action: waitForFriends,
    label: "Wait together",
    pending: "Moving…",
    kind: "quiet",
  },
  leave_friends: { action: leaveFriends, label: "Leave the group", pending: "Leaving…", kind: "bare" },
} as const;

/** What one press of a button does to a person's own place. */
export function PressForm({ eventId, does }: { eventId: string; does: keyof typeof PRESSES }) {
  const { action, label, pending, kind } = PRESSES[does];
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <form action={submit} className="space-y-2">
      <FormProblem state={state} />
      <input type="hidden" name="event_id" value={eventId} />
      <SubmitButton pendingLabel={pending} kind={kind}>
        {label}
      </SubmitButton>
    </form>
  );
}

/** For a person who is registered already and opened a friend's link. */
export function JoinForm({ eventId, friends }: { eventId: string; friends: string }) {
  const [state, submit] = useActionState(joinFriends, UNSENT);
  const problem = state.result !== null && !state.result.ok ? state.result.problem : null;
  return (
    <form action={submit} className="space-y-3 rounded-xl bg-plum-soft p-4">
      <p className="text-sm">A friend invited you to get seats together.</p>
      {problem !== null && (
        <p role="alert" className="text-sm text-ember">
          {problem.errors[0]?.message ?? problem.detail}
        </p>
      )}
      <input type="hidden" name="event_id" value={eventId} />
      <input type="hidden" name="friends_token" value={friends} />
      <SubmitButton pendingLabel="Joining…" size="small">
        Join your friend
      </SubmitButton>
    </form>
  );
}

interface ChangeFormProps {
  eventId: string;
  name: string;
  group: string | null;
  seeks: readonly string[];
  groups: readonly string[];
  agreesToMatch: boolean;
  agreesToPreview: boolean;
  matchText: MatchText | null;
}

/** What a person said when they registered, to be changed at any time. */
export function ChangeForm(props: ChangeFormProps) {
  const { eventId, name, group, seeks, groups, agreesToMatch, agreesToPreview, matchText } = props;
  const [state, submit] = useActionState(updateRegistration, UNSENT);
  return (
    <form action={submit} noValidate className="space-y-5">
      <FormProblem state={state} />
      <input type="hidden" name="event_id" value={eventId} />
      <NameField state={state} name={name} />
      <GroupFields state={state} groups={groups} group={group} seeks={seeks} />
      {matchText !== null && (
        <>
          <input type="hidden" name="consent_version" value={matchText.version} />
          <Box name="agrees_to_match" checked={agreesToMatch} label="Match me at this event">
            <MatchHint says={matchText.says} />
          </Box>
        </>
      )}
      <Box
        name="agrees_to_preview"
        checked={agreesToPreview}
        label="Show my first name to people I’m to meet"
      >
        Once matches are published, each of you sees the other’s first name and why you were paired. Only if
        you both agree.
      </Box>
      <SubmitButton pendingLabel="Saving…" kind="quiet">
        Save
      </SubmitButton>
      {state.result?.ok === true && (
        <p role="status" className="text-sm text-pine">
          Saved.
        </p>
      )}
    </form>
  );
}

interface BoxProps {
  name: string;
  checked: boolean;
  label: string;
  children: ReactNode;
}

/** A box that also says that it is not checked. */
function Box({ name, checked, label, children }: BoxProps) {
  return (
    <>
      <input type="hidden" name={name} value="off" />
      <NativeCheckbox
        key={String(checked)}
        name={name}
        label={label}
        hint={children}
        defaultChecked={checked}
      />
    </>
  );
}
