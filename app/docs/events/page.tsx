import Link from "next/link";
import { DOORS_OPEN_HOURS, MAX_CHECK_INS } from "@/lib/events/check-in/limits";
import { guestStatements } from "@/lib/events/invitations/answer-guest-form";
import {
  MAX_SCHEDULE_ROUNDS,
  MAX_SCHEDULED,
  MAX_SCHEDULED_AT_ONCE,
} from "@/lib/events/pairing/schedule-schemas";
import {
  LONGEST_RUN_MINUTES,
  MAX_ATTENDEES,
  MAX_ATTENDEES_AT_ONCE,
  MAX_MATCHES,
  USUAL_MATCHES,
  USUAL_THRESHOLD,
} from "@/lib/events/pairing/schemas";
import { LAST_CALL_HOURS, OFFER_HOURS } from "@/lib/events/registrations/deadlines";
import { MAX_FRIENDS } from "@/lib/events/registrations/schemas";
import { Guide } from "../frame/guide";
import { Snippet } from "../frame/snippet";
import { guideMetadata } from "../guide-metadata";
import { CertificatePicture, PairingPicture, RoundsPicture } from "./pictures";

export const metadata = guideMetadata("events");

const count = (value: number) => value.toLocaleString("en-US");

export default function EventsPage() {
  return (
    <Guide
      page="events"
      lead={
        <p>
          Send the traits of everyone who comes to your event. One call tells you which pairs fit. Another
          plans who meets whom, round by round, and proves that no plan is better.
        </p>
      }
      sections={{
        organize: (
          <>
            <p>
              Everything on this page can be done in the portal, too, under{" "}
              <Link href="/partner/events">Events</Link>. Create an event, upload your guest list, publish it
              with an event pass, and see who should meet whom. Test events are free and email no one.
            </p>
            <p>
              A guest list is any CSV file, with commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252.
              You say what each column stands for. Then every row is checked: bad cells and duplicates are
              named by their line, and you correct them or leave them out before anything is saved. All rows
              are added, or none.
            </p>
            <p>
              Guests without traits can be emailed a short form once the event is published. Each gets a
              personal link, answers {guestStatements().length} statements, or leaves the list. You see who
              answered, never what, and cannot replace their answers: <code>PATCH</code> with traits then
              answers <code>traits_of_person</code>, and with another email <code>address_of_person</code>. No
              guest gets more than three emails for an event.
            </p>
            <p>
              An event pass publishes one live event and is bought under{" "}
              <Link href="/partner/events/passes">Event passes</Link>. If all of its money goes back, an
              unused pass can no longer be used.
            </p>
            <p>
              A monthly partnership, bought on the same page for 1 to 12 months, includes several live events
              each month. Publishing uses these before passes. Its matching begins before others that wait,
              and <Link href="/partner/events/analytics">analytics of all events</Link> compare months, cities
              and weekdays. It does not renew itself, and published events stay when it ends.
            </p>
          </>
        ),
        create: (
          <>
            <p>
              An event starts as a draft, and a draft can be matched. Publishing a live event uses an event of
              your partnership or an event pass. Events that a test key creates are test events, need no pass,
              and are never charged for.
            </p>
            <Snippet id="create-event" />
            <p>
              You can send attendees with each call, or store them with the event, as JSON or as a table. What
              you store is never shown again: traits go in and do not come out.
            </p>
            <Snippet id="add-attendees" />
            <Snippet id="import-attendees" />
            <Snippet id="list-attendees" />
          </>
        ),
        people: (
          <>
            <p>
              A live event that is published and <code>public</code> is listed on{" "}
              <Link href="/events">our events page</Link>, the next one first, until it ends. An{" "}
              <code>unlisted</code> event opens for everyone who has its address,{" "}
              <code>/events/{"{event_id}"}</code>, and search engines are asked to leave it out. Drafts,
              private events and test events answer 404, as if there were none. A cancelled event still opens,
              and shows your reason.
            </p>
            <p>
              Its card shows the day and time at the venue, the place, how many people are registered, the
              seats that are left or the length of the line, your <code>price_label</code>, and the badges
              Sponsored (with your <code>sponsor_badge</code>) and Pre-matched (once its matches are
              released). The page adds your <code>description</code>, a link to a map, and a calendar file. We
              take no money for you: what an event costs is between you and your guests.
            </p>
            <p>
              People register with a first name and say that they are 18 or older. You never get their email,
              their answers or their traits. If they agree to be matched, you see their pairs in bands of five
              points. Where at least three attendees have the same <code>group</code>, people may choose it
              for themselves, and whom they want to meet. When all seats are taken they wait in line, alone or
              with friends, and each free seat is offered to the next in line.
            </p>
          </>
        ),
        registrations: (
          <>
            <p>
              <code>registration</code> says who may register: <code>open</code> is everyone,{" "}
              <code>approval</code> is people whom you approve, <code>closed</code> is no one. A seat is taken
              by each attendee, however they came, and by each offer that is open. With open registration a
              person has a seat at once while one is free and no one waits. Otherwise they join the end of the
              line, and their place only ever moves forward.
            </p>
            <Snippet id="list-registrations" />
            <p>
              A seat that becomes free is offered to the next in line. They have {OFFER_HOURS} hours to take
              it, or half of the time that is left before the start if that is less. Up to {MAX_FRIENDS}{" "}
              friends can share a link. Those who stand next to each other wait together with one place, and
              are offered seats only when there is one for each. A friend who joins later moves no one back.
              Until {LAST_CALL_HOURS} hours before the start they hold up those behind them. Set{" "}
              <code>confirm_hours</code> to ask people whether they are coming. If they do not answer in half
              of that time, the seat goes to the next in line.
            </p>
            <p>
              You can <code>approve</code>, <code>decline</code>, <code>promote</code> and{" "}
              <code>release</code> each registration. <code>decline</code> is for good, and a person whose
              seat you release can register again. <code>promote</code> gives a person a seat wherever they
              stand. Send <code>add_seats</code> with it where none is free, because a seat that you add
              beforehand is offered to the next in line. The webhooks{" "}
              <Link href="/docs/webhooks#types">
                registration.created, registration.promoted and registration.cancelled
              </Link>{" "}
              keep your own list true. Seats change until the event starts.
            </p>
          </>
        ),
        match: (
          <>
            <p>
              <code>POST /api/v1/events/match</code> takes 2 to {count(MAX_ATTENDEES)} attendees of one of
              your events, each with an <code>id</code> of yours and 32{" "}
              <Link href="/docs/scores">traits</Link>. Leave <code>attendee_traits</code> out to match the
              attendees that the event has stored. The event may still be a draft. Your key needs the scope{" "}
              <code>events:write</code>.
            </p>
            <Snippet id="match-event" />
            <p>
              <code>group</code> and <code>seeks</code> say who may meet whom. Two attendees may meet if each
              is in a group that the other seeks. Leave <code>seeks</code> out for everyone. Traits may be{" "}
              <code>null</code> where unknown, and with <code>soulmate-2</code> you can send{" "}
              <Link href="/docs/measurement-error">standard errors</Link>.
            </p>
            <p>
              Guests who answered for themselves, on the site or by the short form, are a crowd of their own.
              They are matched only with each other, only if they agree, and only when you leave{" "}
              <code>attendee_traits</code> out. You get their pairs in <code>own_answers_matches</code>, in
              bands of 5 points and without a breakdown, once five of them agree. They cost no units.
            </p>
          </>
        ),
        reply: (
          <>
            <p>
              <code>matches</code> has the pairs that score at least the <code>threshold</code> (
              {USUAL_THRESHOLD} unless you say otherwise), best first. Up to <code>limit</code> of them come
              back and are stored: {count(USUAL_MATCHES)} by default, {count(MAX_MATCHES)} at most.{" "}
              <code>total_matches</code> counts all of them, and <code>match_rate</code> divides that by the
              pairs that may meet.
            </p>
            <p>
              If the list is empty, look at <code>distribution</code>: it has the lowest and highest score of
              your crowd and what lies between. Without a check-in every pair has neutral resonance, and then
              a score of 0.6 asks for two people whose traits are at most 0.80 apart. Few crowds have such a
              pair. With <code>threshold_percentile</code> in place of the threshold you ask for a share: 90
              gives the best tenth of all pairs.
            </p>
            <p>
              <code>GET /api/v1/events/{"{event_id}"}/matches</code> lists the stored pairs page by page.
            </p>
          </>
        ),
        large: (
          <p>
            More than {MAX_ATTENDEES_AT_ONCE} attendees are matched by a job. The call answers 202 with a{" "}
            <code>Location</code>: ask there for <code>status</code> and <code>progress</code>, and in the end
            for <code>result</code>, which is what the call would have returned. Send{" "}
            <code>Prefer: respond-async</code> to get this for a small event too. A job goes on after a
            restart of ours, and ends when you cancel it or the event, or after {LONGEST_RUN_MINUTES} minutes
            of work. Many jobs at once take turns with those of other partners. The webhook{" "}
            <Link href="/docs/webhooks#types">event.matched</Link> tells you when it has finished. While a job
            works, another call for the event gets{" "}
            <Link href="/docs/errors#match_in_progress">match_in_progress</Link>.
          </p>
        ),
        rounds: (
          <>
            <p>
              A list of good pairs is not a plan, because one person can be in many of them. A plan has to
              look at everyone at once.
            </p>
            <PairingPicture />
            <p>
              <code>POST /api/v1/events/{"{event_id}"}/schedule</code> plans up to {MAX_SCHEDULE_ROUNDS}{" "}
              rounds of pairs, or of tables with up to 8 people (<code>table_size</code>). No two people meet
              twice. If the number is odd, someone has a bye in each round, and byes differ by at most one
              wherever the rules allow it.
            </p>
            <RoundsPicture />
            <Snippet id="plan-schedule" />
            <p>
              Leave <code>attendee_traits</code> out to plan for the attendees that the event has stored.{" "}
              Guests who answered for themselves sit at tables of their own, numbered after the others, with{" "}
              <code>bands</code> in place of scores. <code>pins</code> are pairs that must meet,{" "}
              <code>forbids</code> pairs that must not. The same <code>seed</code> gives the same plan. Did
              someone leave early, or come late? Send <code>played_rounds</code> and <code>absent</code>:
              played rounds stay, and the others change for as few people as possible, whom{" "}
              <code>moved_attendees</code> names. Before the first round send <code>replan</code> instead. Up
              to {MAX_SCHEDULED_AT_ONCE} attendees are planned at once, up to {count(MAX_SCHEDULED)} by a job.
            </p>
          </>
        ),
        rules: (
          <>
            <p>
              <code>PUT /api/v1/events/{"{event_id}"}/pair-rules</code> stores with the event which attendees
              are to meet and which are not. These rules hold in every later match and schedule in which both
              take part, also in those that your colleagues start in the portal. What a call says of a pair
              goes before them. An attendee can be pinned to one other. Plans of pairs keep a pin in the first
              round that is planned, and tables know no pins. A forbidden pair is no match either.
            </p>
            <Snippet id="pair-rules" />
          </>
        ),
        control: (
          <p>
            Are planned rounds better than chance? Send <code>control_round</code> with the number of one
            round. It is drawn at random from the pairs that may meet, whatever their scores, and the others
            are planned without its pairs. Objective, <code>bound</code> and <code>price_of_fairness</code>{" "}
            leave it out. Only the plan says which round it is, so don’t tell your guests: who knows would
            judge the round by it.
          </p>
        ),
        fairness: (
          <>
            <p>
              <code>objective</code> says what the plan makes best. <code>total</code> is the sum of all
              scores: best for the room, sometimes hard on one person. <code>balanced</code> gives up a little
              of the sum where someone with less gains more. <code>worst_off</code> lifts the attendee who
              fares worst.
            </p>
            <p>
              <code>guests</code> says how each attendee fares: best, mean and worst score, byes, and{" "}
              <code>envy</code>, which is how much more the partners of someone else would have given them.{" "}
              <code>price_of_fairness</code> is the share of the total that a fair objective gave up.{" "}
              <code>bound</code> says what no plan can exceed, and its <code>gap</code> how much may be lost
              at most.
            </p>
          </>
        ),
        certificate: (
          <>
            <p>
              One round of pairs is the best there is, and you need not take our word for it. The certificate
              gives each attendee a price. Checking prices is easy, even where finding the pairing is not.
            </p>
            <CertificatePicture />
            <p>
              Prices alone cannot settle an odd group, such as three people who all fit each other, because
              one of them is left over. A group like that, a blossom, has a price of its own for each pair
              that fits inside it. For its calculation a certificate counts in whole numbers: the weight of a
              pair is its score times <code>scale</code>, and <code>cardinality_bonus</code> makes one pair
              more worth more than any score.
            </p>
            <p>
              Save the attendees that you sent, without those who are absent, as <code>attendees.json</code>{" "}
              and <code>GET /api/v1/events/{"{event_id}"}/schedule/certificate</code> as{" "}
              <code>certificate.json</code>. This script computes all scores itself, by{" "}
              <Link href="/docs/scores#formula">soulmate-1</Link> from traits without nulls. It believes the
              proof in one thing, which pairs had to meet and which could not: compare <code>pins</code> and{" "}
              <code>forbids</code> with your own rules.
            </p>
            <Snippet id="check-certificate" />
          </>
        ),
        doors: (
          <>
            <p>
              On the event’s page in the portal, open Doors and add a door for each entrance. You get a link
              and a QR code for the phones that work there. A phone shows the guest list, scans tickets and
              keeps working without network: it sends what it recorded once it is back. Doors close{" "}
              {DOORS_OPEN_HOURS} hours after the end, and phones then forget the list.
            </p>
            <p>
              Each attendee has a ticket: a QR code that is signed, so that a phone can check it without
              network, and a number that can be typed in. Removing the attendee ends the ticket.
            </p>
            <p>
              If you have doors of your own, send what they see to{" "}
              <code>POST /api/v1/events/{"{event_id}"}/check-ins</code>, up to {MAX_CHECK_INS} at once. Name
              the attendee by <code>attendee_id</code>, by your <code>external_id</code> or by the{" "}
              <code>ticket</code> that was scanned. Give each check-in an <code>id</code>: sent again, it
              counts once. The result is the same in any order. What an <code>undone</code> names does not
              count, the rest counts by time, and the last one says whether the attendee is there. Someone who
              is checked in at two doors counts once and is listed as a conflict in the portal.
            </p>
            <p>
              <code>GET /api/v1/events/{"{event_id}"}/check-ins</code> lists everything, newest first. The
              webhook <Link href="/docs/webhooks#types">checkin.recorded</Link> tells you of each once.
            </p>
          </>
        ),
        report: (
          <>
            <p>
              <code>report.csv</code> has a row for each attendee of the last schedule: whom they meet in each
              round and at which table, the score of each meeting, byes, best, mean and worst score, and envy.
              Names stand beside the ids of attendees that you stored with the event. Without a schedule it
              has those who are in a stored pair of the last match.
            </p>
            <Snippet id="event-report" />
            <p>
              <code>analytics</code> sums this up: attendees by how they came and whether they can be matched,
              what the last match found, how many are left without a match, and how fair the last schedule is.
              What is not known yet is <code>null</code>.
            </p>
            <p>
              After the event, <code>outcomes</code> has what guests made of it: how often they want to see
              each other again, predicted against actual by score, and their ratings. There are only figures,
              and none of fewer than five people. Who said yes or no to whom is never shown to you.
            </p>
            <Snippet id="event-analytics" />
          </>
        ),
        cost: (
          <p>
            A call takes one call of the minute and one of the day per attendee in its body, or one where it
            has none. Each pair that is scored is a unit. In an event with a pass, and with test keys, pairs
            cost nothing. A job is charged for when it has finished, and <code>charge_request_id</code> names
            its row in your request log. Runs that failed or were cancelled cost nothing.
          </p>
        ),
      }}
    />
  );
}
