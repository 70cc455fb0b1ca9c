-- Messages and calls: what goes out and in, the simulated phones, and the calls of cases. Holds phone numbers.
-- State of a message: 0 queued, 1 sending, 2 handed over, 3 failed, 4 delivered, 5 withdrawn, 6 expired.
-- Kind: 0 short message, 1 voice, 2 mail. Purpose: 0 dispatch, 1 notice, 2 broadcast.
CREATE TABLE care.outgoing_message (
    message_id         uuid    NOT NULL PRIMARY KEY,
    tenant_id          uuid    NOT NULL REFERENCES access.tenant (tenant_id),
    case_id            uuid,
    purpose            integer NOT NULL CHECK (purpose IN (0, 1, 2)),
    kind               integer NOT NULL CHECK (kind IN (0, 1, 2)),
    address            text    NOT NULL,
    text               text    NOT NULL,
    state              integer NOT NULL CHECK (state BETWEEN 0 AND 6),
    provider           text    NOT NULL DEFAULT '',
    provider_reference text,
    attempts           integer NOT NULL DEFAULT 0,
    next_attempt_at    bigint,
    queued_at          bigint  NOT NULL,
    expires_at         bigint  NOT NULL,
    handed_over_at     bigint,
    delivered_at       bigint,
    ended_at           bigint,
    detail             text    NOT NULL DEFAULT '',
    is_told            integer NOT NULL DEFAULT 1 CHECK (is_told IN (0, 1)),
    CHECK ((state IN (0, 1)) = (next_attempt_at IS NOT NULL))
);
CREATE INDEX care_outgoing_message_due ON care.outgoing_message (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX care_outgoing_message_untold ON care.outgoing_message (queued_at) WHERE is_told = 0;
CREATE INDEX care_outgoing_message_case ON care.outgoing_message (case_id, purpose) WHERE case_id IS NOT NULL;
CREATE INDEX care_outgoing_message_reference ON care.outgoing_message (provider, provider_reference)
    WHERE provider_reference IS NOT NULL;
CREATE INDEX care_outgoing_message_address ON care.outgoing_message (address, queued_at);
CREATE INDEX care_outgoing_message_age ON care.outgoing_message (queued_at);

-- Everything that came in from providers, once. Kind: 0 short message, 1 delivery report, 2 news of a call.
-- Subject: the phone's number, of a report the provider's reference. The tenant is the one who last wrote to the
-- number; null when nobody has.
CREATE TABLE care.incoming_message (
    incoming_id        uuid    NOT NULL PRIMARY KEY,
    tenant_id          uuid,
    provider           text    NOT NULL,
    kind               integer NOT NULL CHECK (kind IN (0, 1, 2)),
    provider_reference text    NOT NULL,
    subject            text    NOT NULL,
    text               text    NOT NULL,
    message_id         uuid,
    at                 bigint  NOT NULL,
    is_matched         integer NOT NULL CHECK (is_matched IN (0, 1)),
    is_told            integer NOT NULL CHECK (is_told IN (0, 1)),
    UNIQUE (provider, kind, provider_reference)
);
CREATE INDEX care_incoming_message_unmatched ON care.incoming_message (provider, subject) WHERE is_matched = 0;
CREATE INDEX care_incoming_message_untold ON care.incoming_message (at) WHERE is_told = 0;
CREATE INDEX care_incoming_message_age ON care.incoming_message (at);

-- Condition: 0 on, 1 off, 2 no coverage, 3 answers and speaks, 4 answers and is silent, 5 refused by the provider.
CREATE TABLE care.simulated_phone (
    tenant_id  uuid    NOT NULL REFERENCES access.tenant (tenant_id),
    number     text    NOT NULL,
    name       text    NOT NULL,
    condition  integer NOT NULL CHECK (condition BETWEEN 0 AND 5),
    changed_at bigint  NOT NULL,
    PRIMARY KEY (tenant_id, number)
);
CREATE TABLE care.simulated_phone_message (
    message_id    uuid    NOT NULL PRIMARY KEY,
    tenant_id     uuid    NOT NULL,
    number        text    NOT NULL,
    is_mail       integer NOT NULL CHECK (is_mail IN (0, 1)),
    is_from_phone integer NOT NULL CHECK (is_from_phone IN (0, 1)),
    text          text    NOT NULL,
    at            bigint  NOT NULL,
    arrived_at    bigint,
    is_read       integer NOT NULL CHECK (is_read IN (0, 1))
);
CREATE INDEX care_simulated_phone_message_phone ON care.simulated_phone_message (tenant_id, number, at);
-- Leg: 0 a call that says a message, 1 the operator's end of a call, 2 its other end.
-- State: 0 rings, 1 answered, 2 over.
CREATE TABLE care.simulated_phone_call (
    call_id      uuid    NOT NULL PRIMARY KEY,
    tenant_id    uuid    NOT NULL,
    number       text    NOT NULL,
    leg          integer NOT NULL CHECK (leg IN (0, 1, 2)),
    of_call      uuid    NOT NULL,
    other_number text    NOT NULL,
    state        integer NOT NULL CHECK (state IN (0, 1, 2)),
    text         text    NOT NULL,
    digits       text    NOT NULL,
    at           bigint  NOT NULL
);
CREATE INDEX care_simulated_phone_call_phone ON care.simulated_phone_call (tenant_id, number, at);
CREATE INDEX care_simulated_phone_call_whole ON care.simulated_phone_call (of_call);
CREATE INDEX care_simulated_phone_call_ringing ON care.simulated_phone_call (at) WHERE state = 0;

-- The calls of cases. Target: 0 hub, 1 the home's phone, 2 a number, 3 the emergency number.
-- State: 0 rings at the operator, 1 rings at the other end, 2 connected, 3 ended.
CREATE TABLE care.call (
    call_id             uuid    NOT NULL PRIMARY KEY,
    tenant_id           uuid    NOT NULL REFERENCES access.tenant (tenant_id),
    case_id             uuid    NOT NULL,
    target              integer NOT NULL CHECK (target IN (0, 1, 2, 3)),
    number              text    NOT NULL,
    operator_number     text    NOT NULL,
    operator_id         uuid    NOT NULL,
    operator_name       text    NOT NULL,
    state               integer NOT NULL CHECK (state IN (0, 1, 2, 3)),
    result              integer NOT NULL CHECK (result BETWEEN 0 AND 5),
    started_at          bigint  NOT NULL,
    answered_at         bigint,
    ended_at            bigint,
    speech              integer NOT NULL DEFAULT 0 CHECK (speech IN (0, 1, 2)),
    provider            text    NOT NULL DEFAULT '',
    provider_reference  text,
    is_recorded         integer NOT NULL CHECK (is_recorded IN (0, 1)),
    recording_reference text,
    recording_ends_at   bigint,
    CHECK ((state = 3) = (ended_at IS NOT NULL)),
    CHECK ((state = 3) = (result <> 0))
);
CREATE INDEX care_call_case ON care.call (case_id, started_at);
CREATE INDEX care_call_open ON care.call (started_at) WHERE state <> 3;
CREATE INDEX care_call_recording ON care.call (recording_ends_at) WHERE recording_reference IS NOT NULL;

-- The operators' own phones, as used last.
CREATE TABLE care.operator_phone (
    tenant_id  uuid    NOT NULL REFERENCES access.tenant (tenant_id),
    user_id    uuid    NOT NULL,
    number     text    NOT NULL,
    changed_at bigint  NOT NULL,
    PRIMARY KEY (tenant_id, user_id)
);

-- A municipality's policy of recording; without a row nothing is recorded.
CREATE TABLE care.recording_policy (
    tenant_id      uuid    NOT NULL PRIMARY KEY REFERENCES access.tenant (tenant_id),
    is_on          integer NOT NULL CHECK (is_on IN (0, 1)),
    retention_days integer NOT NULL CHECK (retention_days BETWEEN 1 AND 3650),
    changed_at     bigint  NOT NULL,
    actor_id       uuid    NOT NULL,
    actor_name     text    NOT NULL
);
