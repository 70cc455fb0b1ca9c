-- The hubs' devices, their pairing and walk tests; and whose trigger an alarm came from. A label's secret is in none of
-- these tables: it is sealed for the hub when it is typed and kept nowhere.

-- What a hub last told of each of its devices, those it had among them.
CREATE TABLE device_hub_device (
    hub_row_id          INTEGER NOT NULL REFERENCES device_hub (hub_row_id),
    device_id           INTEGER NOT NULL CHECK (device_id BETWEEN 0 AND 4294967295),
    tenant_id           TEXT    NOT NULL,
    kind                INTEGER NOT NULL,
    variant             INTEGER NOT NULL,
    location            INTEGER NOT NULL,
    occupant            INTEGER NOT NULL CHECK (occupant BETWEEN 0 AND 9),
    flags               INTEGER NOT NULL,
    battery_percent     INTEGER NOT NULL,
    signal_dbm          INTEGER NOT NULL,
    device_signal_dbm   INTEGER NOT NULL,
    supervision_minutes INTEGER NOT NULL,
    value               INTEGER NOT NULL,
    device_count        INTEGER NOT NULL,
    paired_at           INTEGER NOT NULL,
    reported_at         INTEGER NOT NULL,
    last_heard_at       INTEGER,
    tested_at           INTEGER,
    removed_at          INTEGER,
    PRIMARY KEY (hub_row_id, device_id)
) STRICT, WITHOUT ROWID;

-- What people asked of hubs about their devices, and what the hubs answered. Stored before it leaves.
CREATE TABLE device_pair_request (
    sequence           INTEGER NOT NULL PRIMARY KEY,
    tenant_id          TEXT    NOT NULL,
    hub_row_id         INTEGER NOT NULL REFERENCES device_hub (hub_row_id),
    action             INTEGER NOT NULL,
    pairing_id         INTEGER NOT NULL,
    device_id          INTEGER NOT NULL,
    location           INTEGER NOT NULL,
    occupant           INTEGER NOT NULL,
    replaces_device_id INTEGER NOT NULL,
    argument           INTEGER NOT NULL,
    seconds            INTEGER NOT NULL,
    asked_at           INTEGER NOT NULL,
    actor_id           TEXT    NOT NULL,
    actor_name         TEXT    NOT NULL,
    result             INTEGER,
    answered_at        INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX device_pair_request_hub ON device_pair_request (hub_row_id, asked_at);

-- State: 0 asked, 1 open, 2 interview, 3 finished, 4 untested, 5 closed, 6 refused, 7 unanswered. Bit n of steps_told
-- is step n of the wire since the device last asked to join; 6 is the press received at the centre.
-- The checks hold what must always hold: finished only with that press, and ended or not by the state.
CREATE TABLE device_pairing (
    hub_row_id         INTEGER NOT NULL REFERENCES device_hub (hub_row_id),
    pairing_id         INTEGER NOT NULL,
    tenant_id          TEXT    NOT NULL,
    state              INTEGER NOT NULL CHECK (state BETWEEN 0 AND 7),
    reason             INTEGER NOT NULL,
    steps_told         INTEGER NOT NULL,
    asked_at           INTEGER NOT NULL,
    expires_at         INTEGER NOT NULL,
    ended_at           INTEGER,
    actor_id           TEXT,
    actor_name         TEXT,
    label_device_id    INTEGER NOT NULL,
    device_id          INTEGER NOT NULL,
    kind               INTEGER NOT NULL,
    variant            INTEGER NOT NULL,
    location           INTEGER NOT NULL,
    occupant           INTEGER NOT NULL,
    replaces_device_id INTEGER NOT NULL,
    battery_percent    INTEGER NOT NULL,
    signal_dbm         INTEGER NOT NULL,
    margin_db          INTEGER NOT NULL,
    PRIMARY KEY (hub_row_id, pairing_id),
    CHECK (state <> 3 OR (steps_told & 64) <> 0),
    CHECK ((state < 3) = (ended_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX device_pairing_age ON device_pairing (hub_row_id, asked_at);

-- Each step once: the same (hub, sequence) again is the same step.
CREATE TABLE device_pairing_step (
    hub_row_id      INTEGER NOT NULL,
    sequence        INTEGER NOT NULL,
    tenant_id       TEXT    NOT NULL,
    pairing_id      INTEGER NOT NULL,
    at              INTEGER NOT NULL,
    step            INTEGER NOT NULL,
    reason          INTEGER NOT NULL,
    device_id       INTEGER NOT NULL,
    kind            INTEGER NOT NULL,
    seconds_left    INTEGER NOT NULL,
    battery_percent INTEGER NOT NULL,
    signal_dbm      INTEGER NOT NULL,
    margin_db       INTEGER NOT NULL,
    PRIMARY KEY (hub_row_id, sequence),
    FOREIGN KEY (hub_row_id, pairing_id) REFERENCES device_pairing (hub_row_id, pairing_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_pairing_step_of ON device_pairing_step (hub_row_id, pairing_id, at);

-- State: 0 asked, 1 running, 2 ended, 3 unanswered.
CREATE TABLE device_walk_test (
    hub_row_id   INTEGER NOT NULL REFERENCES device_hub (hub_row_id),
    walk_test_id INTEGER NOT NULL,
    tenant_id    TEXT    NOT NULL,
    state        INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
    asked_at     INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    ended_at     INTEGER,
    actor_id     TEXT    NOT NULL,
    actor_name   TEXT    NOT NULL,
    location     INTEGER NOT NULL,
    ordinal      INTEGER NOT NULL,
    PRIMARY KEY (hub_row_id, walk_test_id),
    CHECK ((state < 2) = (ended_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX device_walk_test_age ON device_walk_test (hub_row_id, asked_at);

CREATE TABLE device_walk_test_press (
    hub_row_id        INTEGER NOT NULL,
    sequence          INTEGER NOT NULL,
    tenant_id         TEXT    NOT NULL,
    walk_test_id      INTEGER NOT NULL,
    at                INTEGER NOT NULL,
    device_id         INTEGER NOT NULL,
    location          INTEGER NOT NULL,
    ordinal           INTEGER NOT NULL,
    signal_dbm        INTEGER NOT NULL,
    margin_db         INTEGER NOT NULL,
    device_signal_dbm INTEGER NOT NULL,
    PRIMARY KEY (hub_row_id, sequence),
    FOREIGN KEY (hub_row_id, walk_test_id) REFERENCES device_walk_test (hub_row_id, walk_test_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_walk_test_press_of ON device_walk_test_press (hub_row_id, walk_test_id, at);

-- What was proved at an installation is not to be made better afterwards.
CREATE TRIGGER device_pairing_step_no_update BEFORE UPDATE ON device_pairing_step
BEGIN
    SELECT RAISE(ABORT, 'steps of pairings and presses of walk tests are append-only');
END;
CREATE TRIGGER device_pairing_step_no_delete BEFORE DELETE ON device_pairing_step
BEGIN
    SELECT RAISE(ABORT, 'steps of pairings and presses of walk tests are append-only');
END;
CREATE TRIGGER device_walk_test_press_no_update BEFORE UPDATE ON device_walk_test_press
BEGIN
    SELECT RAISE(ABORT, 'steps of pairings and presses of walk tests are append-only');
END;
CREATE TRIGGER device_walk_test_press_no_delete BEFORE DELETE ON device_walk_test_press
BEGIN
    SELECT RAISE(ABORT, 'steps of pairings and presses of walk tests are append-only');
END;

-- Where the first press of a case came from, and for whom its presses were: bit n of occupants is occupant n.
ALTER TABLE care_alarm ADD COLUMN occupant INTEGER NOT NULL DEFAULT 0;
ALTER TABLE care_alarm_case ADD COLUMN location INTEGER NOT NULL DEFAULT 0;
ALTER TABLE care_alarm_case ADD COLUMN occupants INTEGER NOT NULL DEFAULT 0;
