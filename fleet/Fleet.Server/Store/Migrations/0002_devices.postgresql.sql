-- The hubs' devices, their pairing and walk tests; and whose trigger an alarm came from. A label's secret is in none of
-- these tables: it is sealed for the hub when it is typed and kept nowhere.

-- What a hub last told of each of its devices, those it had among them.
CREATE TABLE device.hub_device (
    hub_row_id          bigint  NOT NULL REFERENCES device.hub (hub_row_id),
    device_id           bigint  NOT NULL CHECK (device_id BETWEEN 0 AND 4294967295),
    tenant_id           uuid    NOT NULL,
    kind                integer NOT NULL,
    variant             integer NOT NULL,
    location            integer NOT NULL,
    occupant            integer NOT NULL CHECK (occupant BETWEEN 0 AND 9),
    flags               integer NOT NULL,
    battery_percent     integer NOT NULL,
    signal_dbm          integer NOT NULL,
    device_signal_dbm   integer NOT NULL,
    supervision_minutes integer NOT NULL,
    value               bigint  NOT NULL,
    device_count        integer NOT NULL,
    paired_at           bigint  NOT NULL,
    reported_at         bigint  NOT NULL,
    last_heard_at       bigint,
    tested_at           bigint,
    removed_at          bigint,
    PRIMARY KEY (hub_row_id, device_id)
);

-- What people asked of hubs about their devices, and what the hubs answered. Stored before it leaves.
CREATE TABLE device.pair_request (
    sequence           bigint  NOT NULL PRIMARY KEY,
    tenant_id          uuid    NOT NULL,
    hub_row_id         bigint  NOT NULL REFERENCES device.hub (hub_row_id),
    action             integer NOT NULL,
    pairing_id         bigint  NOT NULL,
    device_id          bigint  NOT NULL,
    location           integer NOT NULL,
    occupant           integer NOT NULL,
    replaces_device_id bigint  NOT NULL,
    argument           bigint  NOT NULL,
    seconds            integer NOT NULL,
    asked_at           bigint  NOT NULL,
    actor_id           uuid    NOT NULL,
    actor_name         text    NOT NULL,
    result             integer,
    answered_at        bigint
);
CREATE INDEX device_pair_request_hub ON device.pair_request (hub_row_id, asked_at);

-- State: 0 asked, 1 open, 2 interview, 3 finished, 4 untested, 5 closed, 6 refused, 7 unanswered. Bit n of steps_told
-- is step n of the wire since the device last asked to join; 6 is the press received at the centre.
-- The checks hold what must always hold: finished only with that press, and ended or not by the state.
CREATE TABLE device.pairing (
    hub_row_id         bigint  NOT NULL REFERENCES device.hub (hub_row_id),
    pairing_id         bigint  NOT NULL,
    tenant_id          uuid    NOT NULL,
    state              integer NOT NULL CHECK (state BETWEEN 0 AND 7),
    reason             integer NOT NULL,
    steps_told         integer NOT NULL,
    asked_at           bigint  NOT NULL,
    expires_at         bigint  NOT NULL,
    ended_at           bigint,
    actor_id           uuid,
    actor_name         text,
    label_device_id    bigint  NOT NULL,
    device_id          bigint  NOT NULL,
    kind               integer NOT NULL,
    variant            integer NOT NULL,
    location           integer NOT NULL,
    occupant           integer NOT NULL,
    replaces_device_id bigint  NOT NULL,
    battery_percent    integer NOT NULL,
    signal_dbm         integer NOT NULL,
    margin_db          integer NOT NULL,
    PRIMARY KEY (hub_row_id, pairing_id),
    CHECK (state <> 3 OR (steps_told & 64) <> 0),
    CHECK ((state < 3) = (ended_at IS NULL))
);
CREATE INDEX device_pairing_age ON device.pairing (hub_row_id, asked_at);

-- Each step once: the same (hub, sequence) again is the same step.
CREATE TABLE device.pairing_step (
    hub_row_id      bigint  NOT NULL,
    sequence        bigint  NOT NULL,
    tenant_id       uuid    NOT NULL,
    pairing_id      bigint  NOT NULL,
    at              bigint  NOT NULL,
    step            integer NOT NULL,
    reason          integer NOT NULL,
    device_id       bigint  NOT NULL,
    kind            integer NOT NULL,
    seconds_left    integer NOT NULL,
    battery_percent integer NOT NULL,
    signal_dbm      integer NOT NULL,
    margin_db       integer NOT NULL,
    PRIMARY KEY (hub_row_id, sequence),
    FOREIGN KEY (hub_row_id, pairing_id) REFERENCES device.pairing (hub_row_id, pairing_id)
);
CREATE INDEX device_pairing_step_of ON device.pairing_step (hub_row_id, pairing_id, at);

-- State: 0 asked, 1 running, 2 ended, 3 unanswered.
CREATE TABLE device.walk_test (
    hub_row_id   bigint  NOT NULL REFERENCES device.hub (hub_row_id),
    walk_test_id bigint  NOT NULL,
    tenant_id    uuid    NOT NULL,
    state        integer NOT NULL CHECK (state BETWEEN 0 AND 3),
    asked_at     bigint  NOT NULL,
    expires_at   bigint  NOT NULL,
    ended_at     bigint,
    actor_id     uuid    NOT NULL,
    actor_name   text    NOT NULL,
    location     integer NOT NULL,
    ordinal      integer NOT NULL,
    PRIMARY KEY (hub_row_id, walk_test_id),
    CHECK ((state < 2) = (ended_at IS NULL))
);
CREATE INDEX device_walk_test_age ON device.walk_test (hub_row_id, asked_at);

CREATE TABLE device.walk_test_press (
    hub_row_id        bigint  NOT NULL,
    sequence          bigint  NOT NULL,
    tenant_id         uuid    NOT NULL,
    walk_test_id      bigint  NOT NULL,
    at                bigint  NOT NULL,
    device_id         bigint  NOT NULL,
    location          integer NOT NULL,
    ordinal           integer NOT NULL,
    signal_dbm        integer NOT NULL,
    margin_db         integer NOT NULL,
    device_signal_dbm integer NOT NULL,
    PRIMARY KEY (hub_row_id, sequence),
    FOREIGN KEY (hub_row_id, walk_test_id) REFERENCES device.walk_test (hub_row_id, walk_test_id)
);
CREATE INDEX device_walk_test_press_of ON device.walk_test_press (hub_row_id, walk_test_id, at);

-- What was proved at an installation is not to be made better afterwards.
CREATE FUNCTION device.refuse_proof_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'steps of pairings and presses of walk tests are append-only';
END;
$$;
CREATE TRIGGER pairing_step_no_change BEFORE UPDATE OR DELETE ON device.pairing_step
    FOR EACH ROW EXECUTE FUNCTION device.refuse_proof_change();
CREATE TRIGGER walk_test_press_no_change BEFORE UPDATE OR DELETE ON device.walk_test_press
    FOR EACH ROW EXECUTE FUNCTION device.refuse_proof_change();

-- Where the first press of a case came from, and for whom its presses were: bit n of occupants is occupant n.
ALTER TABLE care.alarm ADD COLUMN occupant integer NOT NULL DEFAULT 0;
ALTER TABLE care.alarm_case ADD COLUMN location integer NOT NULL DEFAULT 0;
ALTER TABLE care.alarm_case ADD COLUMN occupants integer NOT NULL DEFAULT 0;
