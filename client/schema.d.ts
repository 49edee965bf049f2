/**
 * The types of the public API. Generated from its endpoint definitions by `scripts/generate-client.ts`, and
 * committed so that a change of the API shows in review: do not edit it, generate it again.
 */
export interface paths {
    "/v1/billing/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your invoices
         * @description Finalized invoices, newest first. Live keys only.
         *
         *     Needs the scope `billing:read`.
         */
        get: operations["listInvoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/billing/invoices/{invoice_id}/pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an invoice
         * @description The invoice as a PDF, as your accounting wants it. Live keys only.
         *
         *     Needs the scope `billing:read`.
         */
        get: operations["downloadInvoice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/compatibility/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Score many pairs
         * @description One result a pair, in order; a bad pair sinks no other, and only scored pairs are billed. Takes one call of the minute and as many of the day as there are pairs; a batch that does not fit the day is refused whole, and has taken its call of the minute.
         *
         *     Needs the scope `compatibility:calculate`.
         */
        post: operations["calculateBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/compatibility/calculate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Score one pair
         * @description How well two people fit, by 32 traits each. Traits may be null where unknown, as long as 16 are known in both.
         *
         *     Needs the scope `compatibility:calculate`.
         */
        post: operations["calculateCompatibility"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/compatibility/rank": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rank candidates for one person
         * @description One person against up to 1,000 candidates, best first. Takes one call of the minute and as many of the day as there are candidates, and costs a unit for each that is scored. The body may have 2 MB.
         *
         *     Needs the scope `compatibility:calculate`.
         */
        post: operations["rankCandidates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/email-verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify an e-mail address
         * @description Takes the code from the verification mail. Name in `keep` what you made yourself, such as the test key of your sign-up: everything else that was handed out before the address was verified is revoked. The page behind the mail's link shows you the list.
         */
        post: operations["verifyEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your events
         * @description Those created last come first. A live key sees live events, a test key test events.
         *
         *     Needs the scope `events:read`.
         */
        get: operations["listEvents"];
        put?: never;
        /**
         * Create an event
         * @description A draft that only you see. A live key creates live events, a test key test events, which no guest ever sees.
         *
         *     Needs the scope `events:write`.
         */
        post: operations["createEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an event
         * @description Needs the scope `events:read`.
         */
        get: operations["getEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change an event
         * @description What is left out stays, and null clears. Another `time_zone` alone changes no moment: send the times too if the wall clock is to stay. The start of a published event stays once it has begun or five guests were checked in.
         *
         *     Needs the scope `events:write`.
         */
        patch: operations["updateEvent"];
        trace?: never;
    };
    "/v1/events/{event_id}/analytics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the figures of an event
         * @description What is known before the guests meet: how many there are and can be matched, what the last match found, and how fair the last schedule is. Nothing is estimated. What is not known yet is null.
         *
         *     Needs the scope `events:read`.
         */
        get: operations["getEventAnalytics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event_id}/attendees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List attendees
         * @description In the order in which they were added. Their traits are not shown, only whether there are any.
         *
         *     Needs the scope `events:read`.
         */
        get: operations["listAttendees"];
        put?: never;
        /**
         * Add attendees
         * @description All of them or none: `errors` names every bad field. Each needs an external_id, a name or an email, and no id or address twice in one event. Traits go in and are never shown again. The body may have 8 MB.
         *
         *     Needs the scope `events:write`.
         */
        post: operations["createAttendees"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event_id}/attendees.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download attendees as a table
         * @description All of them as CSV, without traits. No cell can be taken for a formula.
         *
         *     Needs the scope `events:read`.
         */
        get: operations["exportAttendees"];
        put?: never;
        /**
         * Add attendees from a table
         * @description The same from CSV in UTF-8, separated by commas: at most 5,000 rows and 8 MB. Each known trait has a column of its own; leave columns out that you do not use. All rows are added or none: `errors` names each bad cell by its row, counted from 0 below the line of names.
         *
         *     Needs the scope `events:write`.
         */
        post: operations["importAttendees"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event_id}/attendees/{attendee_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an attendee
         * @description Needs the scope `events:read`.
         */
        get: operations["getAttendee"];
        put?: never;
        post?: never;
        /**
         * Remove an attendee
         * @description With all that is kept about them, also when the event is over.
         *
         *     Needs the scope `events:write`.
         */
        delete: operations["deleteAttendee"];
        options?: never;
        head?: never;
        /**
         * Change an attendee
         * @description What is left out stays, and null clears. New traits replace the old ones with their errors.
         *
         *     Needs the scope `events:write`.
         */
        patch: operations["updateAttendee"];
        trace?: never;
    };
    "/v1/events/{event_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an event
         * @description For good. Cancelling again changes nothing.
         *
         *     Needs the scope `events:write`.
         */
        post: operations["cancelEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event_id}/check-ins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List check-ins
         * @description What happened at the doors, the last first, with what was taken back. An attendee is there if the last check-in that counts is an `in`.
         *
         *     Needs the scope `events:read`.
         */
        get: operations["listCheckIns"];
        put?: never;
        /**
         * Record check-ins
         * @description For doors of your own, at most 200 in a call. Each counts once, by its `id`, and the result is the same in whatever order they arrive. One that is refused stops no other: `result` says so of each. Phones that open a door link need none of this.
         *
         *     Needs the scope `events:write`.
         */
        post: operations["recordCheckIns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event_id}/matches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the matches of an event
         * @description The stored pairs of the last match that finished, best first.
         *
         *     Needs the scope `events:read`.
         */
        get: operations["listMatches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event_id}/pair-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the rules about pairs of an event
         * @description Which stored attendees are to meet, and which are not to.
         *
         *     Needs the scope `events:read`.
         */
        get: operations["listPairRules"];
        /**
         * Replace the rules about pairs of an event
         * @description Stored with the event for every match and schedule from then on in which both attendees take part. What a later call says of a pair goes before them. Both lists replace what was stored.
         *
         *     Needs the scope `events:write`.
         */
        put: operations["replacePairRules"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event_id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish an event
         * @description Needs a venue, a city, a capacity and a start in the future. A live event uses one of your event passes; a test event needs none. Publishing again changes nothing.
         *
         *     Needs the scope `events:write`.
         */
        post: operations["publishEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event_id}/registrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List registrations
         * @description People who registered on the site, in the order in which they did. You see the first name that they chose, never an address or a trait. Test events have none, because no guest sees them.
         *
         *     Needs the scope `events:read`.
         */
        get: operations["listRegistrations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event_id}/registrations/{registration_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a registration
         * @description Of a person who asked to come, or whom you declined before. They have a seat if one is free and no one waits, else they are last in line. Approving again changes nothing.
         *
         *     Needs the scope `events:write`.
         */
        post: operations["approveRegistration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event_id}/registrations/{registration_id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline a registration
         * @description In any state that is not an end. A seat goes to the next in line, and the person cannot register for this event again. Declining again changes nothing.
         *
         *     Needs the scope `events:write`.
         */
        post: operations["declineRegistration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event_id}/registrations/{registration_id}/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a person in line a seat
         * @description Wherever they stand, and with them all friends who wait with them. Needs a free seat for each, or `add_seats`. A person who has a seat keeps it.
         *
         *     Needs the scope `events:write`.
         */
        post: operations["promoteRegistration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event_id}/registrations/{registration_id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Release a seat
         * @description A seat that a person has, or that is held for them, goes to the next in line. They may register again. Releasing again changes nothing.
         *
         *     Needs the scope `events:write`.
         */
        post: operations["releaseRegistration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event_id}/report.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download how each attendee fares
         * @description CSV, a row for each attendee of the last schedule: people met, byes, scores, envy, and three columns a round with the table, the ids of the others there, and the scores with them in the same order (separated by semicolons). Empty cells of a round are a bye. Without a schedule, a row for each attendee who is in a stored pair of the last match: `met` counts those pairs, and byes and envy are empty. `source` says which it is. No cell can be taken for a formula.
         *
         *     Needs the scope `events:read`.
         */
        get: operations["exportEventReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event_id}/runs/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a match run
         * @description How far a match is that runs as a job, and its result once it has finished.
         *
         *     Needs the scope `events:read`.
         */
        get: operations["getMatchRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event_id}/runs/{run_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a match run
         * @description Ends a run that waits or works. Nothing of it is stored or charged.
         *
         *     Needs the scope `events:write`.
         */
        post: operations["cancelMatchRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event_id}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the schedule of an event
         * @description The last schedule that was planned, and how each attendee fares.
         *
         *     Needs the scope `events:read`.
         */
        get: operations["getSchedule"];
        put?: never;
        /**
         * Plan the rounds of an event
         * @description Who meets whom in which round, in pairs or at tables of up to 8, so that no two people meet twice. One round of pairs is the best there is, and has a certificate that proves it. Takes one call of the day per attendee in the body, and costs a unit for each pair that is scored; in an event with a pass, pairs cost nothing. Up to 60 attendees are planned at once. Above that, or with `Prefer: respond-async`, the call answers 202.
         *
         *     Needs the scope `events:write`.
         */
        post: operations["createSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event_id}/schedule/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the certificate of a schedule
         * @description The proof that no other pairing is better. With the attendees’ traits you can check it yourself, in twenty lines of code: see the guide on events.
         *
         *     Needs the scope `events:read`.
         */
        get: operations["getScheduleCertificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/match": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Match the attendees of an event
         * @description All pairs of attendees who may meet and score at least the threshold, best first. The pairs that come back are stored with the event and replace those of the match before. Takes one call of the minute and as many of the day as there are attendees in the body, and costs a unit for each pair that is scored; in an event with a pass, pairs cost nothing. Up to 500 attendees are matched at once. Above that, or with `Prefer: respond-async`, the call answers 202, and the run at `status_url` has its progress and in the end the result. The body may have 8 MB.
         *
         *     Needs the scope `events:write`.
         */
        post: operations["matchEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/insights/budget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See what you can still ask
         * @description The privacy budget of an edition in thousandths of epsilon: what all releases have cost, and your own share of it.
         *
         *     Needs the scope `insights:read`.
         */
        get: operations["getInsightsBudget"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/insights/editions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the research editions
         * @description The frozen quarterly data sets that can be asked about, newest first.
         *
         *     Needs the scope `insights:read`.
         */
        get: operations["listInsightEditions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/insights/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the report of an edition
         * @description The figures that are released of every edition, each with its error. Filters select released cells and cost nothing. What was not released for them is null and named in `query_needed`: ask for it with a query.
         *
         *     Needs the scope `insights:read`.
         */
        get: operations["exportInsights"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/insights/queries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a question about a research edition
         * @description A measure by at most three dimensions, over a grid that is fixed and public. You say how far each count may be off (95 %), and the smallest epsilon that is enough is taken from your share. What was released before is answered at no cost, also where another partner paid for it, and so is what adds up from its cells. With `dry_run` only the card comes back: the cost, and what is left. Cards and answers that were released before need `insights:read` alone. A new answer spends your share, and needs `insights:query`. Cells with a noisy count under 10 are null, as empty ones are.
         *
         *     Needs the scope `insights:read`.
         */
        post: operations["runInsightQuery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/insights/queries/{query_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an answer again
         * @description One of your questions and its answer, which never changes.
         *
         *     Needs the scope `insights:read`.
         */
        get: operations["getInsightQuery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See who you are
         * @description Your account and the teams you work for. Call it with a personal access token of any kind, or from our own pages while you are signed in. It needs no team.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/monetization/ai-tokens/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See your AI tokens
         * @description What you own, what is held for work that runs, and what is free. Live keys only.
         *
         *     Needs the scope `billing:read`.
         */
        get: operations["getTokenBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/monetization/ai-tokens/purchase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Buy AI tokens
         * @description Begins a purchase and answers with the address of the page where somebody pays, by card. The tokens are in the wallet once the payment is confirmed, once. Live keys only.
         *
         *     Needs the scope `billing:write`.
         */
        post: operations["purchaseTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/monetization/ai-tokens/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what became of your AI tokens
         * @description Purchases and uses, newest first, each with the feature and the balance after it. Live keys only.
         *
         *     Needs the scope `billing:read`.
         */
        get: operations["listTokenUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/monetization/api-usage/rate-limit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See what is left of your limits
         * @description The limits of the calling key's mode, what is left of them, and when there will be more. Asking takes nothing from them.
         *
         *     Needs the scope `usage:read`.
         */
        get: operations["getApiRateLimit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/monetization/api-usage/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See this month's cost
         * @description The running UTC month by endpoint, to the last call, in millionths of a US dollar and rounded to cents. A live key sees live calls, a test key test calls, which cost nothing.
         *
         *     Needs the scope `usage:read`.
         */
        get: operations["getApiUsageSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign up
         * @description Makes a partner and answers with a test key that works at once. A mail asks you to verify your address; live keys need that, and above the free tier an active subscription. Signing up accepts the API terms and the data processing agreement at `/legal`; `terms_version` in the reply says which. Limited by address.
         */
        post: operations["createPartner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{partner_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read your partner
         * @description Needs the scope `partners:admin`.
         */
        get: operations["getPartner"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change your partner
         * @description Needs the scope `partners:admin`.
         */
        patch: operations["updatePartner"];
        trace?: never;
    };
    "/v1/partners/{partner_id}/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your keys
         * @description Newest first, revoked and expired ones too.
         *
         *     Needs the scope `partners:admin`.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Create a key
         * @description The reply holds the key itself, this once. Live keys are made by a member's session, an access token, or a live key with `partners:admin`; a test key makes test keys. No key makes one that is held less tightly than itself, by signature, allowlist or expiry.
         *
         *     Needs the scope `partners:admin`.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{partner_id}/api-keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a key
         * @description Needs the scope `partners:admin`.
         */
        get: operations["getApiKey"];
        put?: never;
        post?: never;
        /**
         * Revoke a key
         * @description For good; refused everywhere within a second. Revoking again changes nothing, and it works when all your limits are used up.
         *
         *     Needs the scope `partners:admin`.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        /**
         * Change a key
         * @description In force everywhere within a second. A key tightens other keys of its mode and never loosens them; taking away a live key's signature, addresses of its allowlist or its expiry is for owners and admins, in the portal or with an access token. A key that was rotated can only be tightened.
         *
         *     Needs the scope `partners:admin`.
         */
        patch: operations["updateApiKey"];
        trace?: never;
    };
    "/v1/partners/{partner_id}/api-keys/{key_id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate a key
         * @description Makes a key with the same settings. The old one works until the overlap ends.
         *
         *     Needs the scope `partners:admin`.
         */
        post: operations["rotateApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{partner_id}/email-verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the verification mail again
         * @description Needs the scope `partners:admin`.
         */
        post: operations["resendVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{partner_id}/signing-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your signing keys
         * @description Newest first, revoked ones too.
         *
         *     Needs the scope `partners:admin`.
         */
        get: operations["listSigningKeys"];
        put?: never;
        /**
         * Create a signing key
         * @description For the enterprise and white-label tiers. The reply holds the HMAC secret, this once; for Ed25519 you send a public key and there is none. Once there is a signing key, any call that carries `Signature-Input` is checked, with whatever API key. The guide to signed requests, at /docs/signed-requests, shows how to sign.
         *
         *     Needs the scope `partners:admin`.
         */
        post: operations["createSigningKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{partner_id}/signing-keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a signing key
         * @description For good; its signatures are refused everywhere within a second. Make its successor first: API keys with `signature_required` go on asking for a signature. Revoking again changes nothing.
         *
         *     Needs the scope `partners:admin`.
         */
        delete: operations["revokeSigningKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List people to try things with
         * @description Fifty invented people, always the same.
         *
         *     Needs the scope `compatibility:calculate`.
         */
        get: operations["listSandboxPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See what you have used
         * @description Calls, errors, units, cost and latency by day, hour, endpoint or key. A live key sees live calls, a test key test calls. Hours that have ended are counted to the last call within a minute.
         *
         *     Needs the scope `usage:read`.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download what you have used
         * @description The rows of `GET /v1/usage` as CSV, for a spreadsheet or a warehouse. The span may be a year, also by hour: the rows are sent as they are read.
         *
         *     Needs the scope `usage:read`.
         */
        get: operations["exportUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage/requests/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Watch your calls in real time
         * @description Server-sent events: a `call` for each call that was answered, within about a second. A live key sees live calls, a test key test calls. If more come than a stream can show, a `gap` says so. A client that comes back with `Last-Event-ID` goes on after that call, and may get those of the half minute before it again. One caller may have five streams open.
         *
         *     Needs the scope `usage:read`.
         */
        get: operations["streamRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Accepted: {
            /** @description When it is worth asking. */
            retry_after_seconds: number;
            /** @description Where to ask for the result, on this host. */
            status_url: string;
        };
        AddedAttendee: {
            external_id: string;
            id: string;
        };
        AddedAttendees: {
            /** @description How many people were added: all that were sent. */
            added: number;
            /** @description Their ids, in the order in which they were sent. */
            data: components["schemas"]["AddedAttendee"][];
        };
        ApiKey: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string | null;
            /**
             * Format: uuid
             * @description The key's id.
             */
            id: string;
            ip_allowlist: string[];
            /**
             * Format: date-time
             * @description Up to ten seconds late.
             */
            last_used_at: string | null;
            last_used_ip: string | null;
            /** @enum {string} */
            mode: "live" | "test";
            name: string;
            pinned_model: string | null;
            /** @description The key's first characters. */
            prefix: string;
            /** @description The key that took over when this one was rotated. */
            replaced_by: string | null;
            /** Format: date-time */
            revoked_at: string | null;
            scopes: ("compatibility:calculate" | "usage:read" | "billing:read" | "billing:write" | "events:read" | "events:write" | "insights:read" | "insights:query" | "partners:admin")[];
            signature_required: boolean;
            /** @enum {string} */
            status: "active" | "expired" | "revoked";
        };
        ApiKeys: {
            data: components["schemas"]["ApiKey"][];
            has_more: boolean;
            next_cursor: string | null;
        };
        ApiRateLimit: {
            /** @description Calls of the UTC day; a batch takes one for each pair. */
            day: {
                limit: number;
                remaining: number;
                /**
                 * Format: date-time
                 * @description When there is more than `remaining`.
                 */
                reset_at: string;
            };
            /** @description Calls in a sliding minute. */
            minute: {
                limit: number;
                remaining: number;
                /**
                 * Format: date-time
                 * @description When there is more than `remaining`.
                 */
                reset_at: string;
            };
            /** @enum {string} */
            mode: "live" | "test";
            pairs_per_batch: number;
        };
        ApiUsageSummary: {
            /** @description Pairs scored by successful live calls. */
            billable_units: number;
            by_endpoint: {
                /** @description Pairs scored by successful live calls. */
                billable_units: number;
                calls: number;
                /** @description Millionths of a US dollar. */
                cost_micro_usd: number;
                /** @description `METHOD /v1/path` */
                endpoint: string;
                /** @description Calls answered with a status of 400 or more. */
                errors: number;
            }[];
            calls: number;
            /** @description Whether this is billed: false without a plan and for test calls. */
            charged: boolean;
            /** @description Millionths of a US dollar. */
            cost_micro_usd: number;
            /** @description The same in US cents, rounded once, as on an invoice. */
            cost_minor: number;
            /** @constant */
            currency: "USD";
            /** @description Calls answered with a status of 400 or more. */
            errors: number;
            /** @enum {string} */
            mode: "live" | "test";
            /** @description The running UTC month, `2026-11`. */
            month: string;
        };
        Attendee: {
            /**
             * Format: date-time
             * @description When the person answered it. What they answered is never shown.
             */
            answered_at: string | null;
            /** Format: date-time */
            created_at: string;
            email: string | null;
            /**
             * Format: uuid
             * @description The event's id.
             */
            event_id: string;
            external_id: string;
            group: string | null;
            /** @description Whether the person can be matched. Traits are never shown. */
            has_traits: boolean;
            /**
             * Format: uuid
             * @description The attendee's id.
             */
            id: string;
            /**
             * Format: date-time
             * @description When the person was last emailed the short form.
             */
            invited_at: string | null;
            name: string | null;
            /**
             * @description How the person came to the event.
             * @enum {string}
             */
            pool: "uploaded" | "api" | "site";
            /** @description Null for everyone. */
            seeks: string[] | null;
            /** Format: date-time */
            updated_at: string;
        };
        AttendeeCounts: {
            total: number;
            /** @description Those who can be matched. */
            with_traits: number;
            without_traits: number;
        };
        AttendeeCsvRow: {
            /** Format: date-time */
            created_at: string;
            email: string | null;
            external_id: string;
            group: string | null;
            /** @description yes or no. */
            has_traits: string;
            id: string;
            name: string | null;
            pool: string;
            /** @description Groups, separated by semicolons. Empty: everyone. */
            seeks: string | null;
        };
        /** @description By how they came: in a table, or as JSON. */
        AttendeePools: {
            api: components["schemas"]["AttendeeCounts"];
            uploaded: components["schemas"]["AttendeeCounts"];
        };
        AttendeeRow: {
            abandonment_sensitivity?: string;
            abstraction_preference?: string;
            analytical_decisions?: string;
            attachment_security?: string;
            attention_comfort?: string;
            autonomy?: string;
            cognitive_flexibility?: string;
            concreteness_preference?: string;
            conflict_directness?: string;
            conversation_depth?: string;
            coregulation_skill?: string;
            distress_tolerance?: string;
            /** Format: email */
            email?: string;
            emotional_intimacy?: string;
            emotional_regulation?: string;
            /** @description Your own id of this person, once in each event. Default: the attendee's `id`. */
            external_id?: string;
            extroversion?: string;
            family?: string;
            /** @description A label of your choosing that `seeks` of others refers to. */
            group?: string;
            growth?: string;
            introversion_preference?: string;
            intuitive_decisions?: string;
            lifestyle_flexibility?: string;
            listening_depth?: string;
            metacommunication_skill?: string;
            name?: string;
            novelty?: string;
            physical_intimacy?: string;
            repair_efficiency?: string;
            responsibility_taking?: string;
            routine_preference?: string;
            /** @description Groups, separated by semicolons. Empty: everyone. */
            seeks?: string;
            sexual_communication?: string;
            social_adaptability?: string;
            stability?: string;
            tradition?: string;
            work_life_balance?: string;
        };
        Attendees: {
            data: components["schemas"]["Attendee"][];
            has_more: boolean;
            next_cursor: string | null;
        };
        Batch: {
            /** @description Units charged for; in a dry run, that would be. Test calls have none. */
            billable_units: number;
            dry_run: boolean;
            failed_pairs: number;
            model_version: string;
            /** @description Their price in millionths of a US dollar. */
            price_micro_usd: number;
            request_id: string;
            /** @description One result a pair, in the order of the pairs. */
            results: components["schemas"]["BatchResult"][];
            /** @description Pairs that were scored; in a dry run, that could be. */
            scored_pairs: number;
            /** Format: date-time */
            timestamp: string;
            total_pairs: number;
        };
        BatchResult: {
            /** @description For fun, never part of the score; null unless asked for. */
            astrology_score?: number | null;
            /** @description The score: feasibility × total_compatibility. */
            compatibility_score?: number;
            dimension_breakdown?: components["schemas"]["DimensionBreakdown"];
            error?: components["schemas"]["PairError"];
            explanation?: components["schemas"]["Explanation"];
            model_version?: string;
            /** @description For fun, never part of the score; null unless asked for. */
            numerology_score?: number | null;
            /** @description Whether this pair could be scored: then the score's fields are here, else `error`. */
            ok: boolean;
            /** @description From soulmate-2 on: the percentage of pairs in `population_reference` whose traits are less close; null where there is no reference. */
            population_percentile?: number | null;
            /** @description From soulmate-2 on: whom the percentile compares with; null where there is none. */
            population_reference?: {
                /** Format: date */
                date: string;
                name: string;
                people: number;
            } | null;
            resonance_compatibility?: number;
            score_range?: components["schemas"]["ScoreRange"];
            total_compatibility?: number;
            trait_compatibility?: number;
            /** @description Traits known in both people / 32. */
            trait_coverage?: number;
        };
        /** @description In all rounds, and of the attendees with the fewest and the most. */
        ByeCounts: {
            least: number;
            most: number;
            total: number;
        };
        CalculateBatch: {
            /** @description The model to score with. Default: the one the key is pinned to, or else soulmate-1. */
            model_version?: ("soulmate-1" | "soulmate-2") | null;
            pairs: components["schemas"]["CalculateCompatibility"][];
        } | components["schemas"]["CalculateCompatibility"][];
        CalculateCompatibility: {
            /**
             * Format: date
             * @description YYYY-MM-DD.
             */
            birthdate1?: string;
            /**
             * Format: date
             * @description YYYY-MM-DD.
             */
            birthdate2?: string;
            /** @description Adds how the score came about. */
            explain?: boolean;
            /** @description How feasible a meeting is, from 0 to 1: the score is multiplied by it. Default: 1. */
            feasibility?: number;
            /** @description For fun: needs both birthdates. */
            include_astrology?: boolean;
            /** @description For fun: needs both birthdates. */
            include_numerology?: boolean;
            /** @description The model to score with. Default: the one the key is pinned to, or else soulmate-1. */
            model_version?: ("soulmate-1" | "soulmate-2") | null;
            person1: components["schemas"]["PersonTraits"];
            person2: components["schemas"]["PersonTraits"];
            /** @description 7 metrics of how the two get on, from 0 to 1. Default: all 0.5. */
            resonance?: number[];
        };
        CancelEvent: {
            /** @description What guests may read about why. */
            reason?: string | null;
        };
        CheckIn: {
            /**
             * Format: date-time
             * @description When it happened, by the device's clock and never later than it arrived.
             */
            at: string;
            /**
             * Format: uuid
             * @description The attendee's id.
             */
            attendee_id: string;
            door: {
                id: string;
                name: string;
            } | null;
            /**
             * Format: uuid
             * @description The event's id.
             */
            event_id: string;
            external_id: string;
            /**
             * Format: uuid
             * @description The check-in's id.
             */
            id: string;
            /** @description Whether the attendee was there already. */
            is_duplicate: boolean;
            is_undone: boolean;
            /** @enum {string} */
            kind: "in" | "out" | "undone";
            /**
             * @description From a door's list, by a scanned ticket, by a typed number, by your system, or on your page.
             * @enum {string}
             */
            method: "list" | "scan" | "number" | "api" | "page";
            name: string | null;
            /** Format: date-time */
            received_at: string;
            undoes: string | null;
        };
        CheckInResult: {
            attendee_id: string | null;
            /**
             * Format: uuid
             * @description The check-in's id.
             */
            id: string;
            /** @description Why it was refused. */
            reason: ("unknown_attendee" | "invalid_ticket" | "unknown_check_in" | "id_taken" | "closed") | null;
            /**
             * @description `known`: it was sent before, and counts once.
             * @enum {string}
             */
            result: "recorded" | "known" | "refused";
        };
        CheckIns: {
            data: components["schemas"]["CheckIn"][];
            has_more: boolean;
            next_cursor: string | null;
        };
        Compatibility: {
            /** @description For fun, never part of the score; null unless asked for. */
            astrology_score: number | null;
            /** @description The score: feasibility × total_compatibility. */
            compatibility_score: number;
            dimension_breakdown: components["schemas"]["DimensionBreakdown"];
            explanation?: components["schemas"]["Explanation"];
            model_version: string;
            /** @description For fun, never part of the score; null unless asked for. */
            numerology_score: number | null;
            /** @description From soulmate-2 on: the percentage of pairs in `population_reference` whose traits are less close; null where there is no reference. */
            population_percentile?: number | null;
            /** @description From soulmate-2 on: whom the percentile compares with; null where there is none. */
            population_reference?: {
                /** Format: date */
                date: string;
                name: string;
                people: number;
            } | null;
            request_id: string;
            resonance_compatibility: number;
            score_range?: components["schemas"]["ScoreRange"];
            /** Format: date-time */
            timestamp: string;
            total_compatibility: number;
            trait_compatibility: number;
            /** @description Traits known in both people / 32. */
            trait_coverage: number;
        };
        CreateApiKey: {
            /**
             * @description When the key stops working; null for never.
             * @default null
             */
            expires_at?: string | null;
            /**
             * @description Addresses and CIDR ranges that may use the key; empty for any.
             * @default []
             */
            ip_allowlist?: (string)[];
            /**
             * @default test
             * @enum {string}
             */
            mode?: "live" | "test";
            /** @description What you call it. */
            name: string;
            /**
             * @description The model for calls with this key that ask for none; null for soulmate-1.
             * @default null
             */
            pinned_model?: ("soulmate-1" | "soulmate-2") | null;
            /**
             * @default [
             *       "compatibility:calculate",
             *       "usage:read"
             *     ]
             */
            scopes?: ("compatibility:calculate" | "usage:read" | "billing:read" | "billing:write" | "events:read" | "events:write" | "insights:read" | "insights:query" | "partners:admin")[];
            /**
             * @description Whether calls with this key must be signed (enterprise and white label; needs a signing key). Replaying a captured call, or changing it on its way, is then refused.
             * @default false
             */
            signature_required?: boolean;
        };
        CreateAttendees: {
            attendees: components["schemas"]["NewAttendee"][];
        } | components["schemas"]["NewAttendee"][];
        CreateEvent: {
            address?: string | null;
            capacity?: number | null;
            city?: string | null;
            confirm_hours?: number | null;
            description?: string | null;
            ends_at?: string | null;
            /** @description What it is called, as guests read it. */
            name: string;
            price_label?: string | null;
            registration?: ("open" | "approval" | "closed") | null;
            sponsor_badge?: string | null;
            /**
             * Format: event-time
             * @description When it starts: RFC 3339 with an offset, or without one what the clocks at the venue show (`2027-02-14T19:30:00`). A time that those clocks skip or show twice needs its offset.
             */
            starts_at: string;
            /**
             * Format: time-zone
             * @description The IANA name of the venue's time zone, such as Europe/Berlin.
             */
            time_zone: string;
            venue?: string | null;
            visibility?: ("public" | "unlisted" | "private") | null;
        };
        CreatePartner: {
            /** @description The company's name, as it stands on invoices. Without a web or mail address. */
            company_name: string;
            /**
             * Format: email
             * @description Where verification, warnings and invoices go.
             */
            email: string;
            /** @description The version of the API terms (/legal/api-terms) that you have read. Signing up accepts the version that holds now, together with the data processing agreement; another version here is refused. */
            terms_version?: string;
            /**
             * @description The tier you want. Above free it starts with a subscription; until then the free tier's limits and features hold.
             * @default free
             * @enum {string}
             */
            tier?: "free" | "starter" | "professional" | "enterprise" | "research" | "agency" | "white_label";
            /** @description What you want to build. */
            use_case?: string;
        };
        CreateSchedule: {
            /** @description Who has left, or did not come: they are in no round that is planned. */
            absent?: string[] | null;
            /** @description Who is to meet. Default: the event’s stored attendees whose traits you gave, under the ids that you gave them, and at tables of their own the guests who answered for themselves. */
            attendee_traits?: components["schemas"]["MatchAttendee"][] | null;
            /** @description For pairs only: this round is drawn at random, whatever the scores are, so that you can compare the others with it. The objective and its bound leave it out. */
            control_round?: number | null;
            /** @description Pairs that must not meet, beside those that are stored with the event. */
            forbids?: string[][] | null;
            /** @description The model to score with. Default: the one the key is pinned to, or else soulmate-1. */
            model_version?: ("soulmate-1" | "soulmate-2") | null;
            /**
             * @description What the plan makes best: the sum of all scores, a balance between attendees (Nash welfare), or the attendee who is worst off.
             * @default total
             * @enum {string}
             */
            objective?: "total" | "balanced" | "worst_off";
            /** @description Pairs that must meet, beside those that are stored with the event. For pairs only: they meet in the first round that is planned. */
            pins?: string[][] | null;
            /**
             * @description For pairs only: so many rounds of the event’s last schedule have been played and stay as they are. The others are planned again for those present, moving as few people as possible.
             * @default 0
             */
            played_rounds?: number;
            /** @description For pairs only: whether to plan on the event’s last schedule. Default: only where `played_rounds` is above 0. */
            replan?: boolean | null;
            /**
             * @description No two people meet twice.
             * @default 1
             */
            rounds?: number;
            /**
             * @description The same seed and input give the same plan.
             * @default 1
             */
            seed?: number;
            /**
             * @description People at a table. 2 means pairs.
             * @default 2
             */
            table_size?: number;
        };
        CreateSigningKey: {
            /** @constant */
            algorithm: "hmac-sha256";
            /** @description What you call it. */
            name: string;
        } | {
            /** @constant */
            algorithm: "ed25519";
            /** @description What you call it. */
            name: string;
            /** @description The public key: base64 of its 32 bytes, or PEM (SPKI). The private key stays with you. */
            public_key: string;
        };
        /** @description How aligned the two are in each group of traits; null where unknown. */
        DimensionBreakdown: {
            attachment: number | null;
            cognitive: number | null;
            conflict: number | null;
            life_structure: number | null;
            sexual: number | null;
            social: number | null;
            values: number | null;
        };
        EmailVerified: {
            company_name: string;
            /** @constant */
            email_verified: true;
            partner_id: string;
        };
        Event: {
            address: string | null;
            attendee_count: number;
            /** @description Attendees who can be matched already. */
            attendees_with_traits: number;
            cancel_reason: string | null;
            /** Format: date-time */
            cancelled_at: string | null;
            capacity: number | null;
            city: string | null;
            /** @description So many hours before the start people are asked whether they are coming. */
            confirm_hours: number | null;
            /** Format: date-time */
            created_at: string;
            description: string | null;
            /** Format: date-time */
            ends_at: string;
            /** Format: date-time */
            finished_at: string | null;
            /**
             * Format: uuid
             * @description The event's id.
             */
            id: string;
            /** @description What they show at the end. */
            local_ends_at: string;
            /** @description What the clocks at the venue show at the start. */
            local_starts_at: string;
            /** Format: date-time */
            matched_at: string | null;
            /** @enum {string} */
            mode: "live" | "test";
            name: string;
            price_label: string | null;
            /** Format: date-time */
            published_at: string | null;
            /**
             * @description Who may register on the site: everyone, people whom you approve, no one.
             * @enum {string}
             */
            registration: "open" | "approval" | "closed";
            sponsor_badge: string | null;
            /** Format: date-time */
            starts_at: string;
            /** @enum {string} */
            status: "draft" | "published" | "matched" | "finished" | "cancelled";
            time_zone: string;
            /** Format: date-time */
            updated_at: string;
            venue: string | null;
            /** @enum {string} */
            visibility: "public" | "unlisted" | "private";
        };
        EventAnalytics: {
            attendees: components["schemas"]["EventAttendeeCounts"];
            /**
             * Format: date-time
             * @description Null unless it was cancelled.
             */
            cancelled_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            ends_at: string;
            /** Format: uuid */
            event_id: string;
            /**
             * Format: date-time
             * @description Null until it has ended.
             */
            finished_at: string | null;
            /** @description The last match that finished. Null before the first. */
            match: components["schemas"]["MatchAnalytics"] | null;
            /**
             * Format: date-time
             * @description When it was last matched or planned after it was published. Null before.
             */
            matched_at: string | null;
            outcomes: components["schemas"]["EventOutcomes"];
            /**
             * Format: date-time
             * @description Null where it was never published.
             */
            published_at: string | null;
            /** @description The last schedule that finished. Null before the first. */
            schedule: components["schemas"]["ScheduleAnalytics"] | null;
            /** Format: date-time */
            starts_at: string;
            /** @enum {string} */
            status: "draft" | "published" | "matched" | "finished" | "cancelled";
        };
        EventAnswers: {
            answers: number;
            /** @description Predicted against actual, in bands of five points with five pairs at least. */
            by_score: components["schemas"]["OutcomeBand"][];
            mutual_yes_rate: number | null;
            /** @description Pairs of whom both answered. Null, with the rate, where they are fewer than five. */
            pairs: number | null;
            /** @description Guests who answered. */
            people: number;
            yes_rate: number;
        };
        /** @description Attendees that are stored with the event. Those of a call alone are not counted. */
        EventAttendeeCounts: {
            by_pool: components["schemas"]["AttendeePools"];
            total: number;
            /** @description Those who can be matched. */
            with_traits: number;
            without_traits: number;
        };
        EventMatch: {
            /** @description Pairs that may meet, by what each seeks. */
            allowed_pairs: number;
            /** @description Units charged for: one a scored pair, none for an event with a pass, none for test calls. */
            billable_units: number;
            /** @description Null where no allowed pair has a score. */
            distribution: components["schemas"]["ScoreDistribution"] | null;
            /** Format: uuid */
            event_id: string;
            /** @description `total_matches` / `allowed_pairs`. 0 where no pair may meet. */
            match_rate: number;
            /** @description The best first, at most `limit` of them. Equal scores come in the order of the attendees. */
            matches: components["schemas"]["MatchedPair"][];
            model_version: string;
            /** @description Pairs of guests who answered for themselves, by band, then by id. They are matched with each other only, by soulmate-2, and only where the call leaves out `attendee_traits`. Empty while fewer than five of them agree. */
            own_answers_matches: components["schemas"]["OwnAnswersMatch"][];
            /** @description Their price in millionths of a US dollar. */
            price_micro_usd: number;
            /**
             * Format: uuid
             * @description The run that found these, for `GET /v1/events/{event_id}/runs/{run_id}`.
             */
            run_id: string;
            /** @description The threshold that was used. */
            threshold: number;
            /** @description Pairs at or above the threshold, returned or not. */
            total_matches: number;
            /** @description Of these, pairs with fewer than 16 traits known in both. They have no score and are never a match. */
            unscored_pairs: number;
        };
        /** @description Up to last midnight, UTC, and the same until at least five guests have changed what they said, come or gone. Who said yes or no to whom is never shown to anyone. */
        EventOutcomes: {
            /** @description Whom guests want to see again. Null while fewer than five have answered. */
            answers: components["schemas"]["EventAnswers"] | null;
            /** @description Null below five ratings. */
            ratings: components["schemas"]["EventRatings"] | null;
        };
        EventRatings: {
            count: number;
            mean: number;
            /** @description What guests wrote, without names and in the order of the alphabet. */
            sentences: string[];
            /** @description How many gave one star, two, up to five. */
            stars: number[];
        };
        EventReportRow: {
            best: number | null;
            byes: number | null;
            envies: string | null;
            envy: number | null;
            external_id: string;
            mean: number | null;
            met: number;
            name: string | null;
            partners_1?: string | null;
            partners_2?: string | null;
            partners_3?: string | null;
            partners_4?: string | null;
            partners_5?: string | null;
            partners_6?: string | null;
            partners_7?: string | null;
            partners_8?: string | null;
            partners_9?: string | null;
            partners_10?: string | null;
            partners_11?: string | null;
            partners_12?: string | null;
            partners_13?: string | null;
            partners_14?: string | null;
            partners_15?: string | null;
            partners_16?: string | null;
            partners_17?: string | null;
            partners_18?: string | null;
            partners_19?: string | null;
            partners_20?: string | null;
            scores_1?: number | string | null;
            scores_2?: number | string | null;
            scores_3?: number | string | null;
            scores_4?: number | string | null;
            scores_5?: number | string | null;
            scores_6?: number | string | null;
            scores_7?: number | string | null;
            scores_8?: number | string | null;
            scores_9?: number | string | null;
            scores_10?: number | string | null;
            scores_11?: number | string | null;
            scores_12?: number | string | null;
            scores_13?: number | string | null;
            scores_14?: number | string | null;
            scores_15?: number | string | null;
            scores_16?: number | string | null;
            scores_17?: number | string | null;
            scores_18?: number | string | null;
            scores_19?: number | string | null;
            scores_20?: number | string | null;
            /** @enum {string} */
            source: "schedule" | "match";
            table_1?: number | null;
            table_2?: number | null;
            table_3?: number | null;
            table_4?: number | null;
            table_5?: number | null;
            table_6?: number | null;
            table_7?: number | null;
            table_8?: number | null;
            table_9?: number | null;
            table_10?: number | null;
            table_11?: number | null;
            table_12?: number | null;
            table_13?: number | null;
            table_14?: number | null;
            table_15?: number | null;
            table_16?: number | null;
            table_17?: number | null;
            table_18?: number | null;
            table_19?: number | null;
            table_20?: number | null;
            worst: number | null;
        };
        Events: {
            data: components["schemas"]["Event"][];
            has_more: boolean;
            next_cursor: string | null;
        };
        /** @description Every term of the score, so that it can be worked out again by hand. */
        Explanation: {
            closest_traits: components["schemas"]["TraitDifference"][];
            derivation: {
                compatibility_score: number;
                distance: number;
                feasibility: number;
                known_traits: number;
                raw_squared_distance: number;
                resonance: components["schemas"]["ScoreTerm"];
                resonance_evenness: components["schemas"]["ScoreTerm"];
                resonance_mean: components["schemas"]["ScoreTerm"];
                scale: number;
                /** @description From soulmate-2 on: what measurement error adds to it, and is taken off. */
                squared_error?: number;
                total_compatibility: number;
                traits: components["schemas"]["ScoreTerm"];
            };
            groups: {
                alignment: number | null;
                /** @enum {string} */
                group: "attachment" | "conflict" | "cognitive" | "values" | "social" | "sexual" | "life_structure";
                known_traits: number;
                squared_distance_share: number;
            }[];
            summary: string;
            unknown_traits: ("attachment_security" | "abandonment_sensitivity" | "emotional_regulation" | "coregulation_skill" | "distress_tolerance" | "conflict_directness" | "repair_efficiency" | "responsibility_taking" | "listening_depth" | "metacommunication_skill" | "analytical_decisions" | "intuitive_decisions" | "abstraction_preference" | "concreteness_preference" | "cognitive_flexibility" | "autonomy" | "family" | "novelty" | "stability" | "growth" | "tradition" | "extroversion" | "introversion_preference" | "attention_comfort" | "conversation_depth" | "social_adaptability" | "physical_intimacy" | "emotional_intimacy" | "sexual_communication" | "routine_preference" | "work_life_balance" | "lifestyle_flexibility")[];
            widest_traits: components["schemas"]["TraitDifference"][];
        };
        /** @description Of one figure of each attendee who meets anyone. Quantiles lie between two of them where their rank does, linearly. */
        GuestDistribution: {
            max: number;
            median: number;
            min: number;
            p90: number;
            q1: number;
            q3: number;
        };
        Invoice: {
            amount_due_minor: number;
            amount_remaining_minor: number;
            /** @description How often payment was tried. */
            attempts: number;
            /** Format: date-time */
            created_at: string;
            /** @description ISO 4217. */
            currency: string;
            id: string;
            /** @enum {string} */
            kind: "plan" | "usage" | "other";
            next_attempt_at: string | null;
            /** @description What it is called on paper. */
            number: string | null;
            /** Format: date-time */
            period_end: string;
            /** Format: date-time */
            period_start: string;
            /** @description What of it was given back. */
            refunded_minor: number;
            /** @description open, paid, void or uncollectible. */
            status: string;
            /** @description Cents, as every amount here. Below zero for a credit. */
            total_minor: number;
            /** @description Its line of live calls. */
            usage_line_id: string | null;
            /** @description Whether it is of a change of plan that takes effect once it is paid. */
            waits_for_consent: boolean;
        };
        InvoicePage: {
            data: components["schemas"]["Invoice"][];
            has_more: boolean;
            next_cursor: string | null;
        };
        LoggedCall: {
            duration_ms: number;
            /** @description The template, such as `/v1/partners/{partner_id}`. */
            endpoint: string;
            error_code: string | null;
            /** @description The call's Request-Id. */
            id: string;
            /** @description Null where a person called, by access token or session. */
            key: {
                id: string;
                name: string;
            } | null;
            method: string;
            /** @enum {string} */
            mode: "live" | "test";
            /** Format: date-time */
            occurred_at: string;
            status: number;
        };
        LoggedCallGap: {
            /**
             * Format: date-time
             * @description The oldest call that is shown after it.
             */
            before: string;
        };
        MatchAnalytics: {
            /** @description Pairs that may meet, by what each seeks. */
            allowed_pairs: number;
            /** @description How many people the call was about. */
            attendees: number;
            /** @description Attendees who are in no pair at or above the threshold. Null where not all of those pairs are stored: send a higher `limit`. */
            attendees_without_match: number | null;
            /** Format: date-time */
            created_at: string;
            /** @description Null where no allowed pair has a score. */
            distribution: components["schemas"]["ScoreDistribution"] | null;
            /** Format: date-time */
            finished_at: string;
            /** @description `total_matches` / `allowed_pairs`. 0 where no pair may meet. */
            match_rate: number;
            model_version: string;
            /** Format: uuid */
            run_id: string;
            /** @description The threshold that was used. */
            threshold: number;
            /** @description Pairs at or above the threshold, returned or not. */
            total_matches: number;
            /** @description Of these, pairs with fewer than 16 traits known in both. They have no score and are never a match. */
            unscored_pairs: number;
        };
        MatchAttendee: {
            /** @description The name that `seeks` of others refers to. */
            group?: string | null;
            /** @description Your own id of this attendee, which comes back. Each id once. */
            id: string;
            /** @description The groups this attendee wants to meet. Two may meet if each is in a group that the other seeks. Default: everyone. An empty array means no one. */
            seeks?: string[] | null;
            standard_errors?: (number | null)[] | null;
            /** @description 32 traits from 0 to 1, null where unknown, in this order: attachment_security, abandonment_sensitivity, emotional_regulation, coregulation_skill, distress_tolerance, conflict_directness, repair_efficiency, responsibility_taking, listening_depth, metacommunication_skill, analytical_decisions, intuitive_decisions, abstraction_preference, concreteness_preference, cognitive_flexibility, autonomy, family, novelty, stability, growth, tradition, extroversion, introversion_preference, attention_comfort, conversation_depth, social_adaptability, physical_intimacy, emotional_intimacy, sexual_communication, routine_preference, work_life_balance, lifestyle_flexibility. */
            traits: (number | null)[];
        };
        MatchedPair: {
            attendee1_id: string;
            attendee2_id: string;
            compatibility_score: number;
            dimension_breakdown: components["schemas"]["DimensionBreakdown"];
        };
        Matches: {
            data: components["schemas"]["StoredMatch"][];
            has_more: boolean;
            next_cursor: string | null;
            /** @description On the first page: pairs of guests who answered for themselves, as in the reply of the match. Empty on later pages. */
            own_answers_matches: components["schemas"]["OwnAnswersMatch"][];
            /** @description The last run that finished. Null before the first. */
            run_id: string | null;
            total_matches: number;
        };
        MatchEvent: {
            /** @description Who is to be matched. Default: the event’s stored attendees whose traits you gave, under the ids that you gave them, and apart from them the guests who answered for themselves. */
            attendee_traits?: components["schemas"]["MatchAttendee"][];
            /**
             * Format: uuid
             * @description One of your events. It may still be a draft.
             */
            event_id: string;
            /** @description How many of the best pairs come back and are stored. Default: 1,000. */
            limit?: number | null;
            /** @description The model to score with. Default: the one the key is pinned to, or else soulmate-1. */
            model_version?: ("soulmate-1" | "soulmate-2") | null;
            /** @description Pairs with a lower score are no match. Default: 0.6. */
            threshold?: number | null;
            /** @description In place of `threshold`: the threshold is the lowest score that this percentage of all allowed pairs do not exceed. */
            threshold_percentile?: number | null;
        };
        MatchingCertificate: {
            /** @description The ids, in the order that all else counts by, from 0. */
            attendees: string[];
            /** @description Odd sets of attendees, each with its z. */
            blossoms: {
                attendees: number[];
                dual: number;
            }[];
            /** @description Added to every weight, so that one pair more is always worth more. */
            cardinality_bonus: number;
            /** Format: uuid */
            event_id: string;
            forbids: number[][];
            model_version: string;
            /** @description The pairing that is proven. */
            pairs: number[][];
            /** @description Pairs that had to meet. Their people had no other choice. */
            pins: number[][];
            /** Format: uuid */
            run_id: string;
            /** @description The weight of a pair is round(score × scale). */
            scale: number;
            /** @description y of each attendee, in halves. */
            vertex_duals: number[];
        };
        MatchRun: {
            attendees: number;
            /** @description The request id under which your request log and invoices list what this run scored. Null where nothing is charged. */
            charge_request_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description Why it failed or was cancelled: `event_closed`, `cancelled_by_request`, `matching_interrupted`, `matching_too_long` (after 15 minutes of work: plan fewer rounds or attendees) or `input_unreadable`. */
            error_code: string | null;
            /** Format: uuid */
            event_id: string;
            /** Format: date-time */
            finished_at: string | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "match" | "schedule";
            model_version: string;
            /** @description From 0 to 1. */
            progress: number;
            /** @description Of a match: what the call would have returned. Null until finished. */
            result: components["schemas"]["EventMatch"] | null;
            /** @description The same of a schedule. */
            schedule: components["schemas"]["Schedule"] | null;
            /** Format: date-time */
            started_at: string | null;
            /** @enum {string} */
            status: "queued" | "running" | "finished" | "failed" | "cancelled";
        };
        Me: {
            /** Format: date-time */
            created_at: string;
            /** Format: email */
            email: string;
            email_verified: boolean;
            /** Format: uuid */
            id: string;
            /** @description The teams you work for, the oldest membership first. */
            memberships: {
                company_name: string;
                /** Format: uuid */
                partner_id: string;
                /** @enum {string} */
                role: "owner" | "admin" | "developer" | "viewer";
            }[];
            name: string;
        };
        NewApiKey: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string | null;
            /**
             * Format: uuid
             * @description The key's id.
             */
            id: string;
            ip_allowlist: string[];
            /** @description The key itself. It is shown this once and cannot be read again. */
            key: string;
            /**
             * Format: date-time
             * @description Up to ten seconds late.
             */
            last_used_at: string | null;
            last_used_ip: string | null;
            /** @enum {string} */
            mode: "live" | "test";
            name: string;
            pinned_model: string | null;
            /** @description The key's first characters. */
            prefix: string;
            /** @description The key that took over when this one was rotated. */
            replaced_by: string | null;
            /** Format: date-time */
            revoked_at: string | null;
            scopes: ("compatibility:calculate" | "usage:read" | "billing:read" | "billing:write" | "events:read" | "events:write" | "insights:read" | "insights:query" | "partners:admin")[];
            signature_required: boolean;
            /** @enum {string} */
            status: "active" | "expired" | "revoked";
        };
        NewAttendee: {
            email?: string | null;
            external_id?: string | null;
            group?: string | null;
            name?: string | null;
            seeks?: string[] | null;
            standard_errors?: (number | null)[] | null;
            traits?: (number | null)[] | null;
        };
        NewCheckIn: {
            /** @description When it happened. A time in the future counts as now. Default: now. */
            at?: string | null;
            attendee_id?: string | null;
            /** @description Your own id of the attendee. */
            external_id?: string | null;
            /** @description Your own id of this check-in: sent again, it counts once. Default: a new one. */
            id?: string | null;
            /**
             * @description `in` arrives, `out` leaves, `undone` takes back the check-in that `undoes` names.
             * @default in
             * @enum {string}
             */
            kind?: "in" | "out" | "undone";
            /** @description What the QR code of the attendee's ticket says. */
            ticket?: string | null;
            /** @description The id of the check-in that is taken back. With `undone` alone, which then names no attendee. */
            undoes?: string | null;
        };
        NewPartner: {
            /** @description What the test key is and may do. */
            api_key: components["schemas"]["ApiKey"];
            next_steps: string[];
            partner: components["schemas"]["Partner"];
            /** @description The version of the API terms that this sign-up accepted: the day it holds from. */
            terms_version: string;
            /** @description A test key, shown this once: test data, never billed. */
            test_key: string;
        };
        NewSigningKey: {
            /** @enum {string} */
            algorithm: "hmac-sha256" | "ed25519";
            /** Format: date-time */
            created_at: string;
            /**
             * Format: uuid
             * @description What a signature names as its `keyid`.
             */
            id: string;
            name: string;
            /** @description Ed25519: base64 of the public key's 32 bytes. Null for HMAC. */
            public_key: string | null;
            /** Format: date-time */
            revoked_at: string | null;
            /** @description HMAC: the secret, shown this once. The HMAC key is its ASCII bytes as they stand, prefix and all. Null for Ed25519. */
            secret: string | null;
            /** @enum {string} */
            status: "active" | "revoked";
        };
        /** @description Pairs whose score lies between `low` and `high`, in points of 100. */
        OutcomeBand: {
            high: number;
            low: number;
            mutual_yes_rate: number;
            pairs: number;
        };
        OwnAnswersMatch: {
            attendee1_id: string;
            attendee2_id: string;
            band: components["schemas"]["ScoreBand"];
        };
        PairError: {
            code: string;
            detail: string;
            errors: {
                message: string;
                path: string;
            }[];
        };
        /** @description Rules for stored attendees, by the ids that you gave them. */
        PairRules: {
            /** Format: uuid */
            event_id: string;
            /** @description Pairs that are not to meet, and are no match either. */
            forbids: string[][];
            /** @description Pairs that are to meet, each attendee in one at most. Plans of pairs seat them together in the first round that is planned. */
            pins: string[][];
        };
        /** @description A business that calls the API. `limits` are those of live calls. */
        Partner: {
            company_name: string;
            /** Format: date-time */
            created_at: string;
            /**
             * @description The tier whose limits and features are in force: paid for or agreed by contract, else free.
             * @enum {string}
             */
            effective_tier: "free" | "starter" | "professional" | "enterprise" | "research" | "agency" | "white_label";
            email: string;
            email_verified: boolean;
            /**
             * Format: uuid
             * @description The partner's id.
             */
            id: string;
            limits: {
                pairs_per_batch: number;
                per_day: number;
                per_minute: number;
            };
            /** @enum {string} */
            subscription_status: "none" | "active" | "past_due" | "cancelled";
            /**
             * @description The tier that was bought, agreed, or asked for when signing up.
             * @enum {string}
             */
            tier: "free" | "starter" | "professional" | "enterprise" | "research" | "agency" | "white_label";
            /** Format: date-time */
            updated_at: string;
            use_case: string | null;
        };
        PersonTraits: {
            standard_errors?: (number | null)[] | null;
            /** @description 32 traits from 0 to 1, null where unknown, in this order: attachment_security, abandonment_sensitivity, emotional_regulation, coregulation_skill, distress_tolerance, conflict_directness, repair_efficiency, responsibility_taking, listening_depth, metacommunication_skill, analytical_decisions, intuitive_decisions, abstraction_preference, concreteness_preference, cognitive_flexibility, autonomy, family, novelty, stability, growth, tradition, extroversion, introversion_preference, attention_comfort, conversation_depth, social_adaptability, physical_intimacy, emotional_intimacy, sexual_communication, routine_preference, work_life_balance, lifestyle_flexibility. */
            traits: (number | null)[];
        };
        /** @description The share of the total score that a fair objective gives up, and what the attendee who is worst off gains by it. Null for the objective `total`. */
        PriceOfFairness: {
            least_gains: number;
            price: number;
        } | null;
        /** @description An RFC 9457 problem document. */
        Problem: {
            /** @description What happened, for programs: stable. */
            code: string;
            /** @description What happened, for people. */
            detail: string;
            /** @description Every bad field by its path, such as `person1.traits[3]`. */
            errors?: {
                message: string;
                path: string;
            }[];
            request_id: string;
            status: number;
            title: string;
            /**
             * Format: uri
             * @description Where the code is explained.
             */
            type: string;
        };
        PromoteRegistration: {
            /** @description Raise the event's capacity by the seats that are missing, in the same step. Default: false, because a seat that you add beforehand is offered to the next in line. */
            add_seats?: boolean | null;
        };
        PurchaseTokens: {
            /** @description By the 1,000. */
            tokens: number;
        };
        RankCandidate: {
            /** @description Your own id of this candidate, which comes back. Each id once. */
            id: string;
            standard_errors?: (number | null)[] | null;
            /** @description 32 traits from 0 to 1, null where unknown, in this order: attachment_security, abandonment_sensitivity, emotional_regulation, coregulation_skill, distress_tolerance, conflict_directness, repair_efficiency, responsibility_taking, listening_depth, metacommunication_skill, analytical_decisions, intuitive_decisions, abstraction_preference, concreteness_preference, cognitive_flexibility, autonomy, family, novelty, stability, growth, tradition, extroversion, introversion_preference, attention_comfort, conversation_depth, social_adaptability, physical_intimacy, emotional_intimacy, sexual_communication, routine_preference, work_life_balance, lifestyle_flexibility. */
            traits: (number | null)[];
        };
        RankCandidates: {
            candidates: components["schemas"]["RankCandidate"][];
            /** @description How many of the best come back. Default: all that were scored. */
            limit?: number | null;
            /** @description The model to score with. Default: the one the key is pinned to, or else soulmate-1. */
            model_version?: ("soulmate-1" | "soulmate-2") | null;
            person: components["schemas"]["PersonTraits"];
        };
        RankedCandidate: {
            compatibility_score: number;
            dimension_breakdown: components["schemas"]["DimensionBreakdown"];
            id: string;
            /** @description 1 for the best. Equal scores share a rank, and the next one leaves as many out: 1, 2, 2, 4. */
            rank: number;
            score_range?: components["schemas"]["ScoreRange"];
            trait_compatibility: number;
            /** @description Traits known in both people / 32. */
            trait_coverage: number;
        };
        Ranking: {
            /** @description Units charged for: one a scored pair. Test calls have none. */
            billable_units: number;
            model_version: string;
            /** @description Their price in millionths of a US dollar. */
            price_micro_usd: number;
            request_id: string;
            /** @description The best first, at most `limit` of them; equal scores in the order they were sent. */
            results: components["schemas"]["RankedCandidate"][];
            /** @description Candidates that were scored, whatever the limit. */
            scored_pairs: number;
            /** Format: date-time */
            timestamp: string;
            total_candidates: number;
            /** @description Candidates with fewer than 16 traits known in both, in the order they were sent. They are not charged for. */
            unscored: components["schemas"]["UnscoredCandidate"][];
        };
        RecordCheckIns: {
            check_ins: components["schemas"]["NewCheckIn"][];
        };
        RecordedCheckIns: {
            /** @description One for each that was sent, in that order. */
            data: components["schemas"]["CheckInResult"][];
        };
        Registration: {
            /**
             * Format: date-time
             * @description When they were asked whether they are coming.
             */
            asked_at: string | null;
            /**
             * Format: uuid
             * @description Their attendee, while they have a seat.
             */
            attendee_id: string | null;
            /**
             * Format: date-time
             * @description Until when they can answer.
             */
            confirm_until: string | null;
            /** Format: date-time */
            confirmed_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            ended_at: string | null;
            /**
             * Format: uuid
             * @description The event's id.
             */
            event_id: string;
            /**
             * Format: uuid
             * @description Friends who share it want seats together.
             */
            friends_group_id: string | null;
            /** @description How many wait together, this person included. 0 for who is not in line. */
            friends_in_line: number;
            group: string | null;
            /**
             * Format: uuid
             * @description The registration's id.
             */
            id: string;
            /** @description The first name that the person chose. */
            name: string;
            /** Format: date-time */
            offered_until: string | null;
            /** @description 1 for the next. Friends who wait together have one place. */
            place_in_line: number | null;
            /** @description Null for everyone. */
            seeks: string[] | null;
            /**
             * @description `requested` waits for you to approve it, `waiting` is in line, `offered` has a seat held until `offered_until`, `registered` has a seat, and `confirmed` said that they are coming. It ends as `declined` by you, `cancelled` by the person, or `released`.
             * @enum {string}
             */
            status: "requested" | "waiting" | "offered" | "registered" | "confirmed" | "declined" | "cancelled" | "released";
            /** Format: date-time */
            updated_at: string;
        };
        Registrations: {
            data: components["schemas"]["Registration"][];
            has_more: boolean;
            next_cursor: string | null;
        };
        ReplacePairRules: {
            /** @description Pairs that are not to meet, and are no match either. */
            forbids: string[][];
            /** @description Pairs that are to meet, each attendee in one at most. Plans of pairs seat them together in the first round that is planned. */
            pins: string[][];
        };
        RotateApiKey: {
            /**
             * @description How long the old key goes on working.
             * @default 0
             */
            overlap_seconds?: number;
        };
        SandboxPeople: {
            data: components["schemas"]["SandboxPerson"][];
            has_more: boolean;
            next_cursor: string | null;
        };
        SandboxPerson: {
            about: string;
            /** Format: date */
            birthdate: string;
            id: string;
            name: string;
            traits: number[];
        };
        Schedule: {
            billable_units: number;
            bound: components["schemas"]["ScheduleBound"];
            /** @description The round that was drawn at random. Null where all were planned. */
            control_round: number | null;
            /** Format: uuid */
            event_id: string;
            guests: components["schemas"]["ScheduledGuest"][];
            /** @description Whether a certificate proves that no plan is better: for one round of pairs by `total`. */
            is_certified: boolean;
            model_version: string;
            /** @enum {string} */
            objective: "total" | "balanced" | "worst_off";
            /** @description Guests who answered for themselves. They sit at tables of their own, which come after the others of a round. No total, bound or figure of fairness counts them. */
            own_answers_guests: {
                byes: number;
                id: string;
                met: number;
            }[];
            price_micro_usd: number;
            price_of_fairness: components["schemas"]["PriceOfFairness"];
            rounds: components["schemas"]["ScheduleRound"][];
            /** Format: uuid */
            run_id: string;
            scored_pairs: number;
            seed: number;
            table_size: number;
            /** @description The sum of the scores of all pairs that meet. */
            total_score: number;
        };
        ScheduleAnalytics: {
            /** @description How many people the call was about. */
            attendees: number;
            /** @description Attendees whose scores would add up to more with the partners of someone else. */
            attendees_with_envy: number;
            /** @description Attendees who meet no one in any round. */
            attendees_without_meeting: number;
            /** @description Of the best score of each attendee. Null where no one meets. */
            best: components["schemas"]["GuestDistribution"] | null;
            byes: components["schemas"]["ByeCounts"];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            finished_at: string;
            /** @description The share of the objective that may be lost at most: 0 with a certificate. Null where no bound is known. */
            gap: number | null;
            /** @description Whether a certificate proves that no plan is better: for one round of pairs by `total`. */
            is_certified: boolean;
            /** @description Of the mean score of each attendee. Null where no one meets. */
            mean: components["schemas"]["GuestDistribution"] | null;
            model_version: string;
            /** @enum {string} */
            objective: "total" | "balanced" | "worst_off";
            price_of_fairness: components["schemas"]["PriceOfFairness"];
            rounds: number;
            /** Format: uuid */
            run_id: string;
            table_size: number;
            /** @description The sum of the scores of all pairs that meet. */
            total_score: number;
            /** @description Of the worst score of each attendee. Null where no one meets. */
            worst: components["schemas"]["GuestDistribution"] | null;
        };
        /** @description What the objective is worth, what no plan exceeds, and the share that may be lost at most. From a linear program, for up to 50,000 pairs; null otherwise. A plan with a certificate is the best there is. */
        ScheduleBound: {
            bound: number;
            gap: number;
            value: number;
        } | null;
        ScheduledGuest: {
            best: number | null;
            byes: number;
            /** @description The attendee envied most. */
            envies: string | null;
            /** @description How much more this attendee’s scores would add up to with the partners of the attendee envied most. 0 where no one is envied. */
            envy: number;
            id: string;
            mean: number | null;
            met: number;
            /** @description Of the scores with those met. Null where no one is met. */
            worst: number | null;
        };
        ScheduleRound: {
            /** @description In the order of `scores`: the bands of pairs who answered for themselves, and null for all others. Null where no one did, or too few. */
            bands: (components["schemas"]["ScoreBand"] | null)[][] | null;
            /** @description Who has no partner or seat in this round. */
            byes: string[];
            /** @description Whether it has been played, and stays as it is. */
            locked: boolean;
            /** @description After a new plan: attendees who meet someone other than planned before. */
            moved: number | null;
            /** @description Who they are. */
            moved_attendees: string[] | null;
            round: number;
            /** @description Of each table, the scores of its pairs: of the first with each after it, then of the second, and so on. Null for schedules of before 2026-12. */
            scores: (number | null)[][] | null;
            /** @description Who sits together. Pairs are tables of two. */
            tables: string[][];
        };
        /** @description A score of 0.60 to 0.65 is a band from 60 to 65. */
        ScoreBand: {
            high: number;
            low: number;
        };
        /** @description Of the scores of all allowed pairs. It explains why few or many reach the threshold. */
        ScoreDistribution: {
            max: number;
            median: number;
            min: number;
            p90: number;
            q1: number;
            q3: number;
        };
        /** @description From soulmate-2 on: with a probability of `level` the true score is from `low` to `high`. */
        ScoreRange: {
            high: number;
            level: number;
            low: number;
        };
        ScoreTerm: {
            contribution: number;
            value: number;
            weight: number;
        };
        SigningKey: {
            /** @enum {string} */
            algorithm: "hmac-sha256" | "ed25519";
            /** Format: date-time */
            created_at: string;
            /**
             * Format: uuid
             * @description What a signature names as its `keyid`.
             */
            id: string;
            name: string;
            /** @description Ed25519: base64 of the public key's 32 bytes. Null for HMAC. */
            public_key: string | null;
            /** Format: date-time */
            revoked_at: string | null;
            /** @enum {string} */
            status: "active" | "revoked";
        };
        SigningKeys: {
            data: components["schemas"]["SigningKey"][];
            has_more: boolean;
            next_cursor: string | null;
        };
        StoredMatch: {
            attendee1_id: string;
            attendee2_id: string;
            compatibility_score: number;
            dimension_breakdown: components["schemas"]["DimensionBreakdown"];
            /** @description 1 for the best. */
            rank: number;
        };
        TokenBalance: {
            /** @description What is free. */
            available_tokens: number;
            /** @description What you own. */
            balance_tokens: number;
            /** @description What of that is set aside for work that runs. */
            held_tokens: number;
            /** @description What a US cent buys: 100. */
            tokens_per_cent: number;
            /** @description Null before the first purchase. */
            updated_at: string | null;
            /** @description All that was ever used. */
            used_tokens: number;
        };
        TokenEntry: {
            /** @description What you owned after it. */
            balance_tokens: number;
            /** Format: date-time */
            created_at: string;
            /** @description Which part of the product used them; null for purchases. */
            feature: string | null;
            id: string;
            /** @enum {string} */
            kind: "purchase" | "use" | "refund" | "adjustment";
            /** @description Why tokens were taken back, or given back; null for purchases and uses. */
            reason: ("refund" | "refund_failed" | "dispute" | "dispute_won") | null;
            /** @description Below zero for what left the wallet. */
            tokens: number;
            /** @description Tokens that were to be taken back and had been used: you do not owe them. */
            written_off_tokens: number;
        };
        TokenEntryPage: {
            data: components["schemas"]["TokenEntry"][];
            has_more: boolean;
            next_cursor: string | null;
        };
        TokenPurchase: {
            /** @description What they cost, in US cents. */
            amount_minor: number;
            checkout_session_id: string;
            /** @description Where to pay. The tokens are in the wallet once the payment is confirmed. */
            checkout_url: string;
            /** Format: date-time */
            created_at: string;
            /** @constant */
            currency: "USD";
            id: string;
            tokens: number;
        };
        TraitDifference: {
            difference: number;
            /** @enum {string} */
            group: "attachment" | "conflict" | "cognitive" | "values" | "social" | "sexual" | "life_structure";
            /** @description Its part of the squared distance. */
            squared_distance_share: number;
            /** @enum {string} */
            trait: "attachment_security" | "abandonment_sensitivity" | "emotional_regulation" | "coregulation_skill" | "distress_tolerance" | "conflict_directness" | "repair_efficiency" | "responsibility_taking" | "listening_depth" | "metacommunication_skill" | "analytical_decisions" | "intuitive_decisions" | "abstraction_preference" | "concreteness_preference" | "cognitive_flexibility" | "autonomy" | "family" | "novelty" | "stability" | "growth" | "tradition" | "extroversion" | "introversion_preference" | "attention_comfort" | "conversation_depth" | "social_adaptability" | "physical_intimacy" | "emotional_intimacy" | "sexual_communication" | "routine_preference" | "work_life_balance" | "lifestyle_flexibility";
            value1: number;
            value2: number;
        };
        UnscoredCandidate: {
            id: string;
            trait_coverage: number;
        };
        UpdateApiKey: {
            /** @description When the key stops working; null for never. */
            expires_at?: string | null;
            /** @description Addresses and CIDR ranges that may use the key; empty for any. */
            ip_allowlist?: (string)[];
            /** @description What you call it. */
            name?: string;
            /** @description The model for calls with this key that ask for none; null for soulmate-1. */
            pinned_model?: ("soulmate-1" | "soulmate-2") | null;
            scopes?: ("compatibility:calculate" | "usage:read" | "billing:read" | "billing:write" | "events:read" | "events:write" | "insights:read" | "insights:query" | "partners:admin")[];
            /** @description Whether calls with this key must be signed (enterprise and white label; needs a signing key). Replaying a captured call, or changing it on its way, is then refused. */
            signature_required?: boolean;
        };
        UpdateAttendee: {
            email?: string | null;
            group?: string | null;
            name?: string | null;
            seeks?: string[] | null;
            standard_errors?: (number | null)[] | null;
            traits?: (number | null)[] | null;
        };
        UpdateEvent: {
            address?: string | null;
            capacity?: number | null;
            city?: string | null;
            confirm_hours?: number | null;
            description?: string | null;
            /**
             * Format: event-time
             * @description When it ends, written like `starts_at`: after the start, and at most 31 days later. Default: 3 hours after the start.
             */
            ends_at?: string;
            /** @description What it is called, as guests read it. */
            name?: string;
            price_label?: string | null;
            /**
             * @description Who may register on the site: everyone, people whom you approve, no one. Default: open. Closing it ends no registration.
             * @enum {string}
             */
            registration?: "open" | "approval" | "closed";
            sponsor_badge?: string | null;
            /**
             * Format: event-time
             * @description When it starts: RFC 3339 with an offset, or without one what the clocks at the venue show (`2027-02-14T19:30:00`). A time that those clocks skip or show twice needs its offset.
             */
            starts_at?: string;
            /**
             * Format: time-zone
             * @description The IANA name of the venue's time zone, such as Europe/Berlin.
             */
            time_zone?: string;
            venue?: string | null;
            /**
             * @description Who may find it once it is published: everyone, people with its address, only you.
             * @enum {string}
             */
            visibility?: "public" | "unlisted" | "private";
        };
        UpdatePartner: {
            /** @description The company's name, as it stands on invoices. Without a web or mail address. */
            company_name?: string;
            /**
             * Format: email
             * @description A new address must be verified before new live keys are made.
             */
            email?: string;
            use_case?: string | null;
        };
        Usage: {
            data: components["schemas"]["UsageRow"][];
            /** Format: date-time */
            from: string;
            /** @enum {string} */
            group_by: "day" | "hour" | "endpoint" | "key";
            /** @enum {string} */
            mode: "live" | "test";
            /** Format: date-time */
            to: string;
            total: {
                billable_units: number;
                calls: number;
                /** @description Millionths of a US dollar. */
                cost_micro_usd: number;
                /** @description Calls answered with a status of 400 or more. */
                errors: number;
                /** @description Milliseconds; null where there were no calls. */
                p50_ms: number | null;
                /** @description Milliseconds; null where there were no calls. */
                p95_ms: number | null;
                /** @description Milliseconds; null where there were no calls. */
                p99_ms: number | null;
                /** @description Pairs scored. */
                units: number;
            };
        };
        UsageRow: {
            billable_units: number;
            calls: number;
            /** @description Millionths of a US dollar. */
            cost_micro_usd: number;
            /** @description Calls answered with a status of 400 or more. */
            errors: number;
            /** @description The day, the hour, `METHOD endpoint`, or the key's id. */
            group: string;
            /** @description The same for people: a key's name instead of its id. */
            label: string;
            /** @description Milliseconds; null where there were no calls. */
            p50_ms: number | null;
            /** @description Milliseconds; null where there were no calls. */
            p95_ms: number | null;
            /** @description Milliseconds; null where there were no calls. */
            p99_ms: number | null;
            /** @description Pairs scored. */
            units: number;
        };
        VerificationQueued: {
            email: string;
            /** @constant */
            queued: true;
        };
        VerifyEmail: {
            /**
             * @description The ids of what you made yourself before the address was verified, such as `api_key.id` of the sign-up. Everything else that was handed out until now is revoked.
             * @default []
             */
            keep?: string[];
            token: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description What is left of each limit (`r`) and in how many seconds it is more (`t`), by IETF's RateLimit header fields. */
        RateLimit: string;
        /** @description The limits in force. */
        RateLimitPolicy: string;
        /** @description The call's id, also in problem documents. */
        RequestId: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listInvoices: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many rows to return, from 1 to 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvoicePage"];
                };
            };
        };
    };
    downloadInvoice: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that you have. */
                "If-None-Match"?: string;
            };
            path: {
                invoice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    /** @description The name of the file. */
                    "Content-Disposition"?: string;
                    /** @description Changes with the file. Send it as If-None-Match. */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description You have this version of the file: If-None-Match names it. */
            304: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    calculateBatch: {
        parameters: {
            query?: {
                /** @description Checks and prices the pairs without scoring or charging for them. */
                dry_run?: "true" | "false";
            };
            header?: {
                /** @description A key of your choosing: a retry with the same key and body gets the first reply again, unbilled. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "pairs": [
                 *         {
                 *           "person1": {
                 *             "traits": [
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5,
                 *               0.5
                 *             ]
                 *           },
                 *           "person2": {
                 *             "traits": [
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6,
                 *               0.6
                 *             ]
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CalculateBatch"];
            };
        };
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
        };
    };
    calculateCompatibility: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choosing: a retry with the same key and body gets the first reply again, unbilled. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "person1": {
                 *         "traits": [
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5
                 *         ]
                 *       },
                 *       "person2": {
                 *         "traits": [
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6,
                 *           0.6
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["CalculateCompatibility"];
            };
        };
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Compatibility"];
                };
            };
        };
    };
    rankCandidates: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choosing: a retry with the same key and body gets the first reply again, unbilled. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "person": {
                 *         "traits": [
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5,
                 *           0.5
                 *         ]
                 *       },
                 *       "candidates": [
                 *         {
                 *           "id": "ada",
                 *           "traits": [
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6
                 *           ]
                 *         },
                 *         {
                 *           "id": "ben",
                 *           "traits": [
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3,
                 *             0.3
                 *           ]
                 *         }
                 *       ],
                 *       "limit": 10
                 *     }
                 */
                "application/json": components["schemas"]["RankCandidates"];
            };
        };
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ranking"];
                };
            };
        };
    };
    verifyEmail: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choosing: a retry with the same key and body gets the first reply again, unbilled. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyEmail"];
            };
        };
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmailVerified"];
                };
            };
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description Only events in this city, in letters of any case. */
                city?: string;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Only events that start then or later. */
                from?: string;
                /** @description How many rows to return, from 1 to 100. */
                limit?: number;
                /** @description Only events in this state. */
                status?: "draft" | "published" | "matched" | "finished" | "cancelled";
                /** @description Only events that start before then. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Events"];
                };
            };
        };
    };
    createEvent: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choosing: a retry with the same key and body gets the first reply again, unbilled. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Valentine mixer",
                 *       "starts_at": "2027-02-14T19:30:00",
                 *       "ends_at": "2027-02-14T22:30:00",
                 *       "time_zone": "Europe/Berlin",
                 *       "venue": "Café Central",
                 *       "city": "Berlin",
                 *       "capacity": 60,
                 *       "price_label": "€15"
                 *     }
                 */
                "application/json": components["schemas"]["CreateEvent"];
            };
        };
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Event"];
                };
            };
        };
    };
    getEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The event's id. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Event"];
                };
            };
        };
    };
    updateEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The event's id. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "capacity": 80
                 *     }
                 */
                "application/json": components["schemas"]["UpdateEvent"];
            };
        };
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Event"];
                };
            };
        };
    };
    getEventAnalytics: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventAnalytics"];
                };
            };
        };
    };
    listAttendees: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many rows to return, from 1 to 100. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The event's id. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attendees"];
                };
            };
        };
    };
    createAttendees: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choosing: a retry with the same key and body gets the first reply again, unbilled. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The event's id. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "attendees": [
                 *         {
                 *           "external_id": "guest-1",
                 *           "name": "Ada",
                 *           "group": "women",
                 *           "seeks": [
                 *             "men"
                 *           ],
                 *           "traits": [
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5
                 *           ]
                 *         },
                 *         {
                 *           "external_id": "guest-2",
                 *           "name": "Ben",
                 *           "email": "ben@example.com",
                 *           "group": "men"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CreateAttendees"];
            };
        };
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedAttendees"];
                };
            };
        };
    };
    exportAttendees: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The event's id. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    /** @description The name of the file. */
                    "Content-Disposition"?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    importAttendees: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choosing: a retry with the same key and body gets the first reply again, unbilled. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The event's id. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example name,email,group,seeks
                 *     Ada,ada@example.com,women,men
                 *     Ben,ben@example.com,men,women;men
                 */
                "text/csv": string;
            };
        };
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedAttendees"];
                };
            };
        };
    };
    getAttendee: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The attendee's id. */
                attendee_id: string;
                /** @description The event's id. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attendee"];
                };
            };
        };
    };
    deleteAttendee: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The attendee's id. */
                attendee_id: string;
                /** @description The event's id. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done; no body. */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateAttendee: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The attendee's id. */
                attendee_id: string;
                /** @description The event's id. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "group": "women"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateAttendee"];
            };
        };
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attendee"];
                };
            };
        };
    };
    cancelEvent: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choosing: a retry with the same key and body gets the first reply again, unbilled. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The event's id. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "The venue is closed that evening."
                 *     }
                 */
                "application/json": components["schemas"]["CancelEvent"];
            };
        };
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Event"];
                };
            };
        };
    };
    listCheckIns: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many rows to return, from 1 to 100. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The event's id. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckIns"];
                };
            };
        };
    };
    recordCheckIns: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choosing: a retry with the same key and body gets the first reply again, unbilled. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The event's id. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "check_ins": [
                 *         {
                 *           "id": "01945f3a-8c00-7000-8000-000000000001",
                 *           "external_id": "guest-1",
                 *           "at": "2027-02-14T18:45:00Z"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["RecordCheckIns"];
            };
        };
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordedCheckIns"];
                };
            };
        };
    };
    listMatches: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many rows to return, from 1 to 100. */
                limit?: number;
            };
            header?: never;
            path: {
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Matches"];
                };
            };
        };
    };
    listPairRules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PairRules"];
                };
            };
        };
    };
    replacePairRules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "pins": [
                 *         [
                 *           "ada",
                 *           "ben"
                 *         ]
                 *       ],
                 *       "forbids": [
                 *         [
                 *           "ada",
                 *           "cleo"
                 *         ]
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ReplacePairRules"];
            };
        };
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PairRules"];
                };
            };
        };
    };
    publishEvent: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choosing: a retry with the same key and body gets the first reply again, unbilled. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The event's id. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Event"];
                };
            };
        };
    };
    listRegistrations: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many rows to return, from 1 to 100. */
                limit?: number;
                /** @description Only registrations in this state. */
                status?: "requested" | "waiting" | "offered" | "registered" | "confirmed" | "declined" | "cancelled" | "released";
            };
            header?: never;
            path: {
                /** @description The event's id. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registrations"];
                };
            };
        };
    };
    approveRegistration: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choosing: a retry with the same key and body gets the first reply again, unbilled. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The event's id. */
                event_id: string;
                /** @description The registration's id. */
                registration_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registration"];
                };
            };
        };
    };
    declineRegistration: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choosing: a retry with the same key and body gets the first reply again, unbilled. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The event's id. */
                event_id: string;
                /** @description The registration's id. */
                registration_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registration"];
                };
            };
        };
    };
    promoteRegistration: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choosing: a retry with the same key and body gets the first reply again, unbilled. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The event's id. */
                event_id: string;
                /** @description The registration's id. */
                registration_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "add_seats": true
                 *     }
                 */
                "application/json": components["schemas"]["PromoteRegistration"];
            };
        };
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registration"];
                };
            };
        };
    };
    releaseRegistration: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choosing: a retry with the same key and body gets the first reply again, unbilled. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The event's id. */
                event_id: string;
                /** @description The registration's id. */
                registration_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registration"];
                };
            };
        };
    };
    exportEventReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    /** @description The name of the file. */
                    "Content-Disposition"?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    getMatchRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchRun"];
                };
            };
        };
    };
    cancelMatchRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchRun"];
                };
            };
        };
    };
    getSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
        };
    };
    createSchedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choosing: a retry with the same key and body gets the first reply again, unbilled. */
                "Idempotency-Key"?: string;
                /** @description respond-async: answer 202 at once, and do the work afterwards. */
                Prefer?: string;
            };
            path: {
                event_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "attendee_traits": [
                 *         {
                 *           "id": "ada",
                 *           "traits": [
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5
                 *           ]
                 *         },
                 *         {
                 *           "id": "ben",
                 *           "traits": [
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6
                 *           ]
                 *         }
                 *       ],
                 *       "rounds": 1
                 *     }
                 */
                "application/json": components["schemas"]["CreateSchedule"];
            };
        };
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            /** @description The work goes on. Ask at status_url. */
            202: {
                headers: {
                    /** @description The same as status_url. */
                    Location?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    /** @description The same as retry_after_seconds. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
        };
    };
    getScheduleCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchingCertificate"];
                };
            };
        };
    };
    matchEvent: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choosing: a retry with the same key and body gets the first reply again, unbilled. */
                "Idempotency-Key"?: string;
                /** @description respond-async: answer 202 at once, and do the work afterwards. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "event_id": "0192f3c1-7d5a-7c3e-9b1a-2f4d6e8a0c11",
                 *       "attendee_traits": [
                 *         {
                 *           "id": "ada",
                 *           "traits": [
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5,
                 *             0.5
                 *           ],
                 *           "group": "a",
                 *           "seeks": [
                 *             "b"
                 *           ]
                 *         },
                 *         {
                 *           "id": "ben",
                 *           "traits": [
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6,
                 *             0.6
                 *           ],
                 *           "group": "b",
                 *           "seeks": [
                 *             "a"
                 *           ]
                 *         }
                 *       ],
                 *       "threshold": 0.6
                 *     }
                 */
                "application/json": components["schemas"]["MatchEvent"];
            };
        };
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventMatch"];
                };
            };
            /** @description The work goes on. Ask at status_url. */
            202: {
                headers: {
                    /** @description The same as status_url. */
                    Location?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    /** @description The same as retry_after_seconds. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
        };
    };
    getInsightsBudget: {
        parameters: {
            query?: {
                edition?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What you have spent of others’. */
                        borrowed_milli: number;
                        /** @description Of all partners together. At most 4,000, which is an epsilon of 4. */
                        budget_milli: number;
                        /** @description What all releases have cost so far. */
                        charged_milli: number;
                        /**
                         * @description The quarter of an edition, such as `2026-Q4`. Default: the newest edition.
                         * @example 2026-Q4
                         */
                        edition: string;
                        /** @description What you can still spend, loans included. */
                        left_milli: number;
                        /**
                         * Format: date-time
                         * @description From then on half of what each partner has left is lent to those who ask first.
                         */
                        lending_from: string;
                        /** @description Yours. No other partner can use it up. */
                        share_milli: number;
                        /** @enum {string} */
                        state: "open" | "closed";
                        /** @description What you have spent of it. */
                        used_milli: number;
                    };
                };
            };
        };
    };
    listInsightEditions: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many rows to return, from 1 to 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description SHA-256 of a secret nonce and all rows, in hexadecimal: the data of an edition cannot be changed unseen. */
                            commitment: string;
                            date_range: {
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                to: string;
                            };
                            /**
                             * @description The quarter of an edition, such as `2026-Q4`. Default: the newest edition.
                             * @example 2026-Q4
                             */
                            edition: string;
                            epsilon_milli: number;
                            /** @description As it was released: the exact number stays inside. */
                            people: {
                                error: number;
                                value: number;
                            } | null;
                            /** Format: date-time */
                            published_at: string;
                            /** @enum {string} */
                            state: "open" | "closed";
                            /** @description Whether its people were drawn by chance for a demo. */
                            synthetic: boolean;
                        }[];
                        has_more: boolean;
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    exportInsights: {
        parameters: {
            query?: {
                /** @description Age bands to keep, separated by commas. */
                age_band?: string;
                edition?: string;
                /** @description With `to`, in place of `edition`: the newest edition whose quarter lies in these dates. */
                from?: string;
                /** @description Regions to keep, separated by commas. */
                region?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        anonymized: true;
                        average_compatibility: {
                            high: number;
                            low: number;
                            value: number;
                        } | null;
                        compatibility_distribution: {
                            from: number;
                            pairs: {
                                error: number;
                                value: number;
                            } | null;
                            to: number;
                        }[] | null;
                        date_range: {
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                        };
                        demographic_patterns: {
                            age_band: {
                                people: {
                                    error: number;
                                    value: number;
                                } | null;
                                value: string;
                            }[] | null;
                            region: {
                                people: {
                                    error: number;
                                    value: number;
                                } | null;
                                value: string;
                            }[] | null;
                        };
                        dimension_insights: {
                            average: {
                                high: number;
                                low: number;
                                value: number;
                            } | null;
                            dimension: string;
                        }[] | null;
                        /**
                         * @description The quarter of an edition, such as `2026-Q4`. Default: the newest edition.
                         * @example 2026-Q4
                         */
                        edition: string;
                        epsilon_milli: number;
                        median_compatibility: {
                            high: number;
                            low: number;
                            value: number;
                        } | null;
                        /** @constant */
                        no_personal_data: true;
                        /** @description The figures that were not released for these filters. Ask for them with POST /v1/insights/queries. */
                        query_needed: string[];
                        synthetic: boolean;
                        total_assessments: {
                            error: number;
                            value: number;
                        } | null;
                        /** @description The same figures of every edition up to this one, oldest first. */
                        trends: {
                            average_compatibility: {
                                high: number;
                                low: number;
                                value: number;
                            } | null;
                            /**
                             * @description The quarter of an edition, such as `2026-Q4`. Default: the newest edition.
                             * @example 2026-Q4
                             */
                            edition: string;
                            median_compatibility: {
                                high: number;
                                low: number;
                                value: number;
                            } | null;
                            total_assessments: {
                                error: number;
                                value: number;
                            } | null;
                        }[];
                    };
                };
            };
        };
    };
    runInsightQuery: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choosing: a retry with the same key and body gets the first reply again, unbilled. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "measure": "people",
                 *       "dimensions": [
                 *         "age_band"
                 *       ],
                 *       "filters": [
                 *         {
                 *           "dimension": "region",
                 *           "values": [
                 *             "western_europe",
                 *             "northern_europe"
                 *           ]
                 *         }
                 *       ],
                 *       "error": 40,
                 *       "dry_run": true
                 *     }
                 */
                "application/json": {
                    /** @description By what to tell people apart, at most 3: `age_band`, `region`, or a trait’s third of the scale, such as `novelty_level`. Pairs have the first two: what both have in common, or `mixed`. */
                    dimensions?: string[] | null;
                    /** @description True for the card alone: what the question costs. Nothing is read or charged. */
                    dry_run?: boolean | null;
                    edition?: string | null;
                    /**
                     * @description How far each count may be off, with a probability of 95 %. The smallest epsilon that is enough is found for it.
                     * @example 20
                     */
                    error: number;
                    /** @description The values to keep of a dimension, each dimension once. */
                    filters?: {
                        dimension: string;
                        values: string[];
                    }[] | null;
                    /**
                     * @description `people` and `pairs` are counts. Averages, medians and distributions are of a trait or a group of traits, or of compatibility scores over the pairs that chance made.
                     * @enum {string}
                     */
                    measure: "people" | "trait_average" | "trait_median" | "trait_distribution" | "pairs" | "compatibility_average" | "compatibility_median" | "compatibility_distribution";
                    /** @description The trait, or the group of traits, that a `trait_` measure is about. Traits of intimacy are in no edition. */
                    subject?: ("attachment" | "conflict" | "cognitive" | "values" | "social" | "life_structure" | "attachment_security" | "abandonment_sensitivity" | "emotional_regulation" | "coregulation_skill" | "distress_tolerance" | "conflict_directness" | "repair_efficiency" | "responsibility_taking" | "listening_depth" | "metacommunication_skill" | "analytical_decisions" | "intuitive_decisions" | "abstraction_preference" | "concreteness_preference" | "cognitive_flexibility" | "autonomy" | "family" | "novelty" | "stability" | "growth" | "tradition" | "extroversion" | "introversion_preference" | "attention_comfort" | "conversation_depth" | "social_adaptability" | "routine_preference" | "work_life_balance" | "lifestyle_flexibility") | null;
                };
            };
        };
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        asked_at: string | null;
                        /** @description What it would cost. Null once it has been answered. */
                        card: {
                            affordable: boolean;
                            /** @description Of an average: how far it may be off in a group of 1,000, from 0 to 1, at worst. Null for other measures. */
                            average_error_of_1000: number | null;
                            /** @description How many cells the answer has, hidden ones too. */
                            cells: number;
                            /**
                             * @description The quarter of an edition, such as `2026-Q4`. Default: the newest edition.
                             * @example 2026-Q4
                             */
                            edition: string;
                            /** @description What it costs, in thousandths of epsilon: 0 where it is known. Null where no budget is enough for that error. */
                            epsilon_milli: number | null;
                            /** @description How far each count may be off, 95 %, rounding included. */
                            error: number;
                            /** @description The release that answers the question already, at no cost. */
                            known: {
                                error: number;
                                /** Format: uuid */
                                release_id: string;
                            } | null;
                            /** @description What you can still spend in this edition. */
                            left_milli: number;
                            /** @enum {string} */
                            unit: "people" | "pairs";
                        } | null;
                        /** @description What it cost your share. */
                        charged_milli: number;
                        dimensions: string[];
                        filters: {
                            dimension: string;
                            values: string[];
                        }[];
                        /** @description Null for a dry run. */
                        id: string | null;
                        /** @enum {string} */
                        measure: "people" | "trait_average" | "trait_median" | "trait_distribution" | "pairs" | "compatibility_average" | "compatibility_median" | "compatibility_distribution";
                        result: {
                            cells: {
                                /** @description The value of each dimension. */
                                at: {
                                    dimension: string;
                                    value: string;
                                }[];
                                /** @description Of a distribution: 20 bins of 0.05 from 0 to 1. */
                                bins: ({
                                    error: number;
                                    value: number;
                                } | null)[] | null;
                                /** @description Null where the noisy count is under 10. Whether anyone is there cannot be seen. */
                                count: {
                                    error: number;
                                    value: number;
                                } | null;
                                /** @description The average or the median; null for counts and distributions. */
                                estimate: {
                                    high: number;
                                    low: number;
                                    value: number;
                                } | null;
                            }[];
                            /**
                             * @description The quarter of an edition, such as `2026-Q4`. Default: the newest edition.
                             * @example 2026-Q4
                             */
                            edition: string;
                            /** @description What the release cost everyone in the edition, in thousandths of epsilon. */
                            epsilon_milli: number;
                            /** @description How far each count may be off, 95 %. */
                            error: number;
                            /** @constant */
                            mechanism: "discrete_laplace";
                            /**
                             * Format: uuid
                             * @description Cite this: the answer under it never changes.
                             */
                            release_id: string;
                            /** Format: date-time */
                            released_at: string;
                            /** @description The sum of the counts that are shown. Hidden ones count as nothing. */
                            total: {
                                error: number;
                                value: number;
                            } | null;
                        } | null;
                        subject: string | null;
                    };
                };
            };
        };
    };
    getInsightQuery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                query_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        asked_at: string | null;
                        /** @description What it would cost. Null once it has been answered. */
                        card: {
                            affordable: boolean;
                            /** @description Of an average: how far it may be off in a group of 1,000, from 0 to 1, at worst. Null for other measures. */
                            average_error_of_1000: number | null;
                            /** @description How many cells the answer has, hidden ones too. */
                            cells: number;
                            /**
                             * @description The quarter of an edition, such as `2026-Q4`. Default: the newest edition.
                             * @example 2026-Q4
                             */
                            edition: string;
                            /** @description What it costs, in thousandths of epsilon: 0 where it is known. Null where no budget is enough for that error. */
                            epsilon_milli: number | null;
                            /** @description How far each count may be off, 95 %, rounding included. */
                            error: number;
                            /** @description The release that answers the question already, at no cost. */
                            known: {
                                error: number;
                                /** Format: uuid */
                                release_id: string;
                            } | null;
                            /** @description What you can still spend in this edition. */
                            left_milli: number;
                            /** @enum {string} */
                            unit: "people" | "pairs";
                        } | null;
                        /** @description What it cost your share. */
                        charged_milli: number;
                        dimensions: string[];
                        filters: {
                            dimension: string;
                            values: string[];
                        }[];
                        /** @description Null for a dry run. */
                        id: string | null;
                        /** @enum {string} */
                        measure: "people" | "trait_average" | "trait_median" | "trait_distribution" | "pairs" | "compatibility_average" | "compatibility_median" | "compatibility_distribution";
                        result: {
                            cells: {
                                /** @description The value of each dimension. */
                                at: {
                                    dimension: string;
                                    value: string;
                                }[];
                                /** @description Of a distribution: 20 bins of 0.05 from 0 to 1. */
                                bins: ({
                                    error: number;
                                    value: number;
                                } | null)[] | null;
                                /** @description Null where the noisy count is under 10. Whether anyone is there cannot be seen. */
                                count: {
                                    error: number;
                                    value: number;
                                } | null;
                                /** @description The average or the median; null for counts and distributions. */
                                estimate: {
                                    high: number;
                                    low: number;
                                    value: number;
                                } | null;
                            }[];
                            /**
                             * @description The quarter of an edition, such as `2026-Q4`. Default: the newest edition.
                             * @example 2026-Q4
                             */
                            edition: string;
                            /** @description What the release cost everyone in the edition, in thousandths of epsilon. */
                            epsilon_milli: number;
                            /** @description How far each count may be off, 95 %. */
                            error: number;
                            /** @constant */
                            mechanism: "discrete_laplace";
                            /**
                             * Format: uuid
                             * @description Cite this: the answer under it never changes.
                             */
                            release_id: string;
                            /** Format: date-time */
                            released_at: string;
                            /** @description The sum of the counts that are shown. Hidden ones count as nothing. */
                            total: {
                                error: number;
                                value: number;
                            } | null;
                        } | null;
                        subject: string | null;
                    };
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    getTokenBalance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenBalance"];
                };
            };
        };
    };
    purchaseTokens: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choosing: a retry with the same key and body gets the first reply again, unbilled. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tokens": 5000
                 *     }
                 */
                "application/json": components["schemas"]["PurchaseTokens"];
            };
        };
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPurchase"];
                };
            };
        };
    };
    listTokenUsage: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Only what this part of the product used. */
                feature?: string;
                kind?: "purchase" | "use" | "refund" | "adjustment";
                /** @description How many rows to return, from 1 to 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenEntryPage"];
                };
            };
        };
    };
    getApiRateLimit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiRateLimit"];
                };
            };
        };
    };
    getApiUsageSummary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiUsageSummary"];
                };
            };
        };
    };
    createPartner: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choosing: a retry with the same key and body gets the first reply again, unbilled. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "company_name": "Example Dating",
                 *       "email": "dev@example.com",
                 *       "tier": "starter"
                 *     }
                 */
                "application/json": components["schemas"]["CreatePartner"];
            };
        };
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewPartner"];
                };
            };
        };
    };
    getPartner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The partner's id. */
                partner_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Partner"];
                };
            };
        };
    };
    updatePartner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The partner's id. */
                partner_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "company_name": "Example Dating GmbH"
                 *     }
                 */
                "application/json": components["schemas"]["UpdatePartner"];
            };
        };
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Partner"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many rows to return, from 1 to 100. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The partner's id. */
                partner_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeys"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choosing: a retry with the same key and body gets the first reply again, unbilled. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The partner's id. */
                partner_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Matching service",
                 *       "mode": "test",
                 *       "scopes": [
                 *         "compatibility:calculate"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CreateApiKey"];
            };
        };
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKey"];
                };
            };
        };
    };
    getApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The key's id. */
                key_id: string;
                /** @description The partner's id. */
                partner_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The key's id. */
                key_id: string;
                /** @description The partner's id. */
                partner_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done; no body. */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The key's id. */
                key_id: string;
                /** @description The partner's id. */
                partner_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ip_allowlist": [
                 *         "203.0.113.0/24"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["UpdateApiKey"];
            };
        };
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
        };
    };
    rotateApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choosing: a retry with the same key and body gets the first reply again, unbilled. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The key's id. */
                key_id: string;
                /** @description The partner's id. */
                partner_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "overlap_seconds": 86400
                 *     }
                 */
                "application/json": components["schemas"]["RotateApiKey"];
            };
        };
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKey"];
                };
            };
        };
    };
    resendVerification: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choosing: a retry with the same key and body gets the first reply again, unbilled. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The partner's id. */
                partner_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerificationQueued"];
                };
            };
        };
    };
    listSigningKeys: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many rows to return, from 1 to 100. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The partner's id. */
                partner_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SigningKeys"];
                };
            };
        };
    };
    createSigningKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choosing: a retry with the same key and body gets the first reply again, unbilled. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The partner's id. */
                partner_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Payments service",
                 *       "algorithm": "hmac-sha256"
                 *     }
                 */
                "application/json": components["schemas"]["CreateSigningKey"];
            };
        };
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            201: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewSigningKey"];
                };
            };
        };
    };
    revokeSigningKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The signing key's id. */
                key_id: string;
                /** @description The partner's id. */
                partner_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done; no body. */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listSandboxPeople: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxPeople"];
                };
            };
        };
    };
    getUsage: {
        parameters: {
            query?: {
                /** @description The first hour counted. Default: 30 days ago. */
                from?: string;
                group_by?: "day" | "hour" | "endpoint" | "key";
                /** @description The end, not counted itself. Default: now. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Usage"];
                };
            };
        };
    };
    exportUsage: {
        parameters: {
            query?: {
                /** @description The first hour counted. Default: 30 days ago. */
                from?: string;
                group_by?: "day" | "hour" | "endpoint" | "key";
                /** @description The end, not counted itself. Default: now. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    /** @description The name of the file. */
                    "Content-Disposition"?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    streamRequests: {
        parameters: {
            query?: {
                endpoint?: string;
                error_code?: string;
                method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS";
                status?: string;
            };
            header?: {
                /** @description The id of the last event that you got, to go on after it. */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call was refused: `code` says why, `errors` names every bad field. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fault is ours; `Retry-After` says when to try again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Done. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
        };
    };
}
