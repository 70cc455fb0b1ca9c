-- Messages and calls: what goes out and in, the simulated phones, and the calls of cases. Holds phone numbers.
-- State of a message: 0 queued, 1 sending, 2 handed over, 3 failed, 4 delivered, 5 withdrawn, 6 expired.
-- Kind: 0 short message, 1 voice, 2 mail. Purpose: 0 dispatch, 1 notice, 2 broadcast.
CREATE TABLE care_outgoing_message (
    message_id         TEXT    NOT NULL PRIMARY KEY,
    tenant_id          TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    case_id            TEXT,
    purpose            INTEGER NOT NULL CHECK (purpose IN (0, 1, 2)),
    kind               INTEGER NOT NULL CHECK (kind IN (0, 1, 2)),
    address            TEXT    NOT NULL,
    text               TEXT    NOT NULL,
    state              INTEGER NOT NULL CHECK (state BETWEEN 0 AND 6),
    provider           TEXT    NOT NULL DEFAULT '',
    provider_reference TEXT,
    attempts           INTEGER NOT NULL DEFAULT 0,
    next_attempt_at    INTEGER,
    queued_at          INTEGER NOT NULL,
    expires_at         INTEGER NOT NULL,
    handed_over_at     INTEGER,
    delivered_at       INTEGER,
    ended_at           INTEGER,
    detail             TEXT    NOT NULL DEFAULT '',
    is_told            INTEGER NOT NULL DEFAULT 1 CHECK (is_told IN (0, 1)),
    CHECK ((state IN (0, 1)) = (next_attempt_at IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX care_outgoing_message_due ON care_outgoing_message (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX care_outgoing_message_untold ON care_outgoing_message (queued_at) WHERE is_told = 0;
CREATE INDEX care_outgoing_message_case ON care_outgoing_message (case_id, purpose) WHERE case_id IS NOT NULL;
CREATE INDEX care_outgoing_message_reference ON care_outgoing_message (provider, provider_reference)
    WHERE provider_reference IS NOT NULL;
CREATE INDEX care_outgoing_message_address ON care_outgoing_message (address, queued_at);
CREATE INDEX care_outgoing_message_age ON care_outgoing_message (queued_at);

-- Everything that came in from providers, once. Kind: 0 short message, 1 delivery report, 2 news of a call.
-- Subject: the phone's number, of a report the provider's reference. The tenant is the one who last wrote to the
-- number; null when nobody has.
CREATE TABLE care_incoming_message (
    incoming_id        TEXT    NOT NULL PRIMARY KEY,
    tenant_id          TEXT,
    provider           TEXT    NOT NULL,
    kind               INTEGER NOT NULL CHECK (kind IN (0, 1, 2)),
    provider_reference TEXT    NOT NULL,
    subject            TEXT    NOT NULL,
    text               TEXT    NOT NULL,
    message_id         TEXT,
    at                 INTEGER NOT NULL,
    is_matched         INTEGER NOT NULL CHECK (is_matched IN (0, 1)),
    is_told            INTEGER NOT NULL CHECK (is_told IN (0, 1)),
    UNIQUE (provider, kind, provider_reference)
) STRICT, WITHOUT ROWID;
CREATE INDEX care_incoming_message_unmatched ON care_incoming_message (provider, subject) WHERE is_matched = 0;
CREATE INDEX care_incoming_message_untold ON care_incoming_message (at) WHERE is_told = 0;
CREATE INDEX care_incoming_message_age ON care_incoming_message (at);

-- Condition: 0 on, 1 off, 2 no coverage, 3 answers and speaks, 4 answers and is silent, 5 refused by the provider.
CREATE TABLE care_simulated_phone (
    tenant_id  TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    number     TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    condition  INTEGER NOT NULL CHECK (condition BETWEEN 0 AND 5),
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE care_simulated_phone_message (
    message_id    TEXT    NOT NULL PRIMARY KEY,
    tenant_id     TEXT    NOT NULL,
    number        TEXT    NOT NULL,
    is_mail       INTEGER NOT NULL CHECK (is_mail IN (0, 1)),
    is_from_phone INTEGER NOT NULL CHECK (is_from_phone IN (0, 1)),
    text          TEXT    NOT NULL,
    at            INTEGER NOT NULL,
    arrived_at    INTEGER,
    is_read       INTEGER NOT NULL CHECK (is_read IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX care_simulated_phone_message_phone ON care_simulated_phone_message (tenant_id, number, at);
-- Leg: 0 a call that says a message, 1 the operator's end of a call, 2 its other end.
-- State: 0 rings, 1 answered, 2 over.
CREATE TABLE care_simulated_phone_call (
    call_id      TEXT    NOT NULL PRIMARY KEY,
    tenant_id    TEXT    NOT NULL,
    number       TEXT    NOT NULL,
    leg          INTEGER NOT NULL CHECK (leg IN (0, 1, 2)),
    of_call      TEXT    NOT NULL,
    other_number TEXT    NOT NULL,
    state        INTEGER NOT NULL CHECK (state IN (0, 1, 2)),
    text         TEXT    NOT NULL,
    digits       TEXT    NOT NULL,
    at           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX care_simulated_phone_call_phone ON care_simulated_phone_call (tenant_id, number, at);
CREATE INDEX care_simulated_phone_call_whole ON care_simulated_phone_call (of_call);
CREATE INDEX care_simulated_phone_call_ringing ON care_simulated_phone_call (at) WHERE state = 0;

-- The calls of cases. Target: 0 hub, 1 the home's phone, 2 a number, 3 the emergency number.
-- State: 0 rings at the operator, 1 rings at the other end, 2 connected, 3 ended.
CREATE TABLE care_call (
    call_id             TEXT    NOT NULL PRIMARY KEY,
    tenant_id           TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    case_id             TEXT    NOT NULL,
    target              INTEGER NOT NULL CHECK (target IN (0, 1, 2, 3)),
    number              TEXT    NOT NULL,
    operator_number     TEXT    NOT NULL,
    operator_id         TEXT    NOT NULL,
    operator_name       TEXT    NOT NULL,
    state               INTEGER NOT NULL CHECK (state IN (0, 1, 2, 3)),
    result              INTEGER NOT NULL CHECK (result BETWEEN 0 AND 5),
    started_at          INTEGER NOT NULL,
    answered_at         INTEGER,
    ended_at            INTEGER,
    speech              INTEGER NOT NULL DEFAULT 0 CHECK (speech IN (0, 1, 2)),
    provider            TEXT    NOT NULL DEFAULT '',
    provider_reference  TEXT,
    is_recorded         INTEGER NOT NULL CHECK (is_recorded IN (0, 1)),
    recording_reference TEXT,
    recording_ends_at   INTEGER,
    CHECK ((state = 3) = (ended_at IS NOT NULL)),
    CHECK ((state = 3) = (result <> 0))
) STRICT, WITHOUT ROWID;
CREATE INDEX care_call_case ON care_call (case_id, started_at);
CREATE INDEX care_call_open ON care_call (started_at) WHERE state <> 3;
CREATE INDEX care_call_recording ON care_call (recording_ends_at) WHERE recording_reference IS NOT NULL;

-- The operators' own phones, as used last.
CREATE TABLE care_operator_phone (
    tenant_id  TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    user_id    TEXT    NOT NULL,
    number     TEXT    NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, user_id)
) STRICT, WITHOUT ROWID;

-- A municipality's policy of recording; without a row nothing is recorded.
CREATE TABLE care_recording_policy (
    tenant_id      TEXT    NOT NULL PRIMARY KEY REFERENCES access_tenant (tenant_id),
    is_on          INTEGER NOT NULL CHECK (is_on IN (0, 1)),
    retention_days INTEGER NOT NULL CHECK (retention_days BETWEEN 1 AND 3650),
    changed_at     INTEGER NOT NULL,
    actor_id       TEXT    NOT NULL,
    actor_name     TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
