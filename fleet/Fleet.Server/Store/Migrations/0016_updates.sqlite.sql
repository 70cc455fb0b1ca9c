-- Updates over the air: releases, rehearsals of them, what each hub says it runs, and rollouts that bring hubs to one.
-- Bytes of releases are files in the data directory, named by their SHA-256.
CREATE TABLE device_release_key (
    tenant_id  TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    key_id     TEXT    NOT NULL CHECK (length(key_id) = 8),
    public_key BLOB    NOT NULL,
    added_at   INTEGER NOT NULL,
    actor_id   TEXT    NOT NULL,
    actor_name TEXT    NOT NULL,
    PRIMARY KEY (tenant_id, key_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE device_release (
    tenant_id       TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    sequence        INTEGER NOT NULL CHECK (sequence BETWEEN 1 AND 4294967295),
    version         TEXT    NOT NULL CHECK (length(version) BETWEEN 1 AND 64),
    vendor_id       BLOB    NOT NULL CHECK (length(vendor_id) = 16),
    key_id          TEXT    NOT NULL CHECK (length(key_id) = 8),
    envelope_file   TEXT    NOT NULL CHECK (length(envelope_file) = 64),
    envelope_bytes  INTEGER NOT NULL CHECK (envelope_bytes BETWEEN 1 AND 4096),
    envelope_digest BLOB    NOT NULL CHECK (length(envelope_digest) = 32),
    bundle_digest   TEXT    NOT NULL CHECK (length(bundle_digest) = 64),
    notes_file      TEXT    NOT NULL,
    uploaded_at     INTEGER NOT NULL,
    actor_id        TEXT    NOT NULL,
    actor_name      TEXT    NOT NULL,
    PRIMARY KEY (tenant_id, sequence)
) STRICT, WITHOUT ROWID;

-- One image a class of hub, by the index that the envelope has it under.
CREATE TABLE device_release_image (
    tenant_id         TEXT    NOT NULL,
    sequence          INTEGER NOT NULL,
    image_index       INTEGER NOT NULL CHECK (image_index BETWEEN 0 AND 15),
    class_id          BLOB    NOT NULL CHECK (length(class_id) = 16),
    image_file        TEXT    NOT NULL CHECK (length(image_file) = 64),
    image_bytes       INTEGER NOT NULL CHECK (image_bytes BETWEEN 1 AND 1048576),
    list_file         TEXT    NOT NULL CHECK (length(list_file) = 64),
    list_bytes        INTEGER NOT NULL CHECK (list_bytes BETWEEN 32 AND 8192),
    list_digest       BLOB    NOT NULL CHECK (length(list_digest) = 32),
    requires_sequence INTEGER NOT NULL,
    minimum_battery   INTEGER NOT NULL CHECK (minimum_battery BETWEEN 0 AND 100),
    sbom_file         TEXT    NOT NULL,
    PRIMARY KEY (tenant_id, sequence, image_index),
    FOREIGN KEY (tenant_id, sequence) REFERENCES device_release (tenant_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE device_rehearsal (
    tenant_id   TEXT    NOT NULL,
    sequence    INTEGER NOT NULL,
    number      INTEGER NOT NULL CHECK (number >= 1),
    report      TEXT    NOT NULL,
    is_passed   INTEGER NOT NULL CHECK (is_passed IN (0, 1)),
    faults      TEXT    NOT NULL,
    uploaded_at INTEGER NOT NULL,
    actor_id    TEXT    NOT NULL,
    actor_name  TEXT    NOT NULL,
    PRIMARY KEY (tenant_id, sequence, number),
    FOREIGN KEY (tenant_id, sequence) REFERENCES device_release (tenant_id, sequence)
) STRICT, WITHOUT ROWID;

-- What a hub last said, sealed, of what it runs.
CREATE TABLE device_hub_update (
    hub_row_id        INTEGER PRIMARY KEY REFERENCES device_hub (hub_row_id),
    tenant_id         TEXT    NOT NULL,
    running_sequence  INTEGER NOT NULL,
    phase             INTEGER NOT NULL,
    release_sequence  INTEGER NOT NULL,
    reason            INTEGER NOT NULL,
    bytes_done        INTEGER NOT NULL,
    bytes_total       INTEGER NOT NULL,
    resumes           INTEGER NOT NULL,
    seconds_left      INTEGER NOT NULL,
    has_previous      INTEGER NOT NULL CHECK (has_previous IN (0, 1)),
    previous_sequence INTEGER NOT NULL,
    nonce             BLOB    NOT NULL CHECK (length(nonce) = 8),
    class_id          BLOB    NOT NULL CHECK (length(class_id) = 16),
    running_digest    BLOB    NOT NULL CHECK (length(running_digest) = 32),
    key_ids           TEXT    NOT NULL CHECK (length(key_ids) = 16),
    word_sequence     INTEGER NOT NULL,
    reported_at       INTEGER NOT NULL
) STRICT;

-- Which hubs are never updated at once: opaque codes of a stairwell, a responder's round, a radio cell; empty for none.
CREATE TABLE device_hub_place (
    hub_row_id INTEGER PRIMARY KEY REFERENCES device_hub (hub_row_id),
    tenant_id  TEXT    NOT NULL,
    stairwell  TEXT    NOT NULL CHECK (length(stairwell) <= 32),
    round      TEXT    NOT NULL CHECK (length(round) <= 32),
    cell       TEXT    NOT NULL CHECK (length(cell) <= 32)
) STRICT;

-- State: 0 draft, 1 approved, 2 running, 3 paused, 4 stopped, 5 done, 6 reverting, 7 reverted.
CREATE TABLE device_rollout (
    rollout_id       TEXT    NOT NULL PRIMARY KEY,
    tenant_id        TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    number           INTEGER NOT NULL,
    sequence         INTEGER NOT NULL,
    target           TEXT    NOT NULL,
    waves            TEXT    NOT NULL,
    wave             INTEGER NOT NULL,
    wave_settled_at  INTEGER NOT NULL,
    window_from      INTEGER NOT NULL CHECK (window_from BETWEEN 0 AND 1439),
    window_to        INTEGER NOT NULL CHECK (window_to BETWEEN 0 AND 1439),
    soak_seconds     INTEGER NOT NULL,
    failures_allowed INTEGER NOT NULL,
    failure_percent  INTEGER NOT NULL CHECK (failure_percent BETWEEN 0 AND 100),
    hubs_per_minute  INTEGER NOT NULL CHECK (hubs_per_minute >= 1),
    burst            INTEGER NOT NULL CHECK (burst >= 1),
    bytes_per_hour   INTEGER NOT NULL,
    keys_kept        INTEGER NOT NULL,
    tokens           INTEGER NOT NULL,
    tokens_at        INTEGER NOT NULL,
    state            INTEGER NOT NULL CHECK (state BETWEEN 0 AND 7),
    reason           TEXT    NOT NULL,
    comment          TEXT    NOT NULL CHECK (length(comment) BETWEEN 1 AND 500),
    made_at          INTEGER NOT NULL,
    changed_at       INTEGER NOT NULL,
    actor_id         TEXT    NOT NULL,
    actor_name       TEXT    NOT NULL,
    UNIQUE (tenant_id, number),
    FOREIGN KEY (tenant_id, sequence) REFERENCES device_release (tenant_id, sequence)
) STRICT;

-- Consent of a second person (kind 1), and of those who start without a passed rehearsal (kind 2).
CREATE TABLE device_rollout_consent (
    rollout_id TEXT    NOT NULL REFERENCES device_rollout (rollout_id),
    kind       INTEGER NOT NULL CHECK (kind IN (1, 2)),
    actor_id   TEXT    NOT NULL,
    tenant_id  TEXT    NOT NULL,
    actor_name TEXT    NOT NULL,
    reason     TEXT    NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    given_at   INTEGER NOT NULL,
    PRIMARY KEY (rollout_id, kind, actor_id)
) STRICT, WITHOUT ROWID;

-- State: 0 waiting, 1 fetching, 2 ready, 3 install ordered, 4 trial, 5 confirmed, 6 refused, 7 gone back, 8 overdue,
-- 9 revert ordered, 10 taken back, 11 not taken back.
CREATE TABLE device_rollout_hub (
    rollout_id     TEXT    NOT NULL REFERENCES device_rollout (rollout_id),
    hub_row_id     INTEGER NOT NULL REFERENCES device_hub (hub_row_id),
    tenant_id      TEXT    NOT NULL,
    place          INTEGER NOT NULL,
    wave           INTEGER NOT NULL,
    image_index    INTEGER NOT NULL,
    state          INTEGER NOT NULL CHECK (state BETWEEN 0 AND 11),
    wait           INTEGER NOT NULL,
    reason         TEXT    NOT NULL,
    from_sequence  INTEGER NOT NULL,
    order_action   INTEGER NOT NULL,
    order_sequence INTEGER NOT NULL,
    order_nonce    BLOB    NOT NULL,
    ordered_at     INTEGER NOT NULL,
    expires_at     INTEGER NOT NULL,
    tries          INTEGER NOT NULL,
    begun_at       INTEGER NOT NULL,
    ended_at       INTEGER NOT NULL,
    PRIMARY KEY (rollout_id, hub_row_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_rollout_hub_state ON device_rollout_hub (rollout_id, state, wave);
CREATE INDEX device_rollout_hub_under_way ON device_rollout_hub (tenant_id, hub_row_id)
    WHERE state IN (1, 2, 3, 4, 8, 9);
CREATE UNIQUE INDEX device_rollout_hub_order ON device_rollout_hub (order_sequence) WHERE order_sequence > 0;

-- Figures of a hub's days, to hold what it does after an update against what it did before.
CREATE TABLE device_hub_day (
    hub_row_id      INTEGER NOT NULL REFERENCES device_hub (hub_row_id),
    day             INTEGER NOT NULL,
    tenant_id       TEXT    NOT NULL,
    heartbeats      INTEGER NOT NULL,
    gaps            INTEGER NOT NULL,
    restarts        INTEGER NOT NULL,
    tests           INTEGER NOT NULL,
    test_delay      INTEGER NOT NULL,
    battery_seconds INTEGER NOT NULL,
    battery_lost    INTEGER NOT NULL,
    lost_triggers   INTEGER NOT NULL,
    PRIMARY KEY (hub_row_id, day)
) STRICT, WITHOUT ROWID;

-- The figures of the day at the moment from which a hub ran the release for good: what came before does not count.
CREATE TABLE device_rollout_mark (
    rollout_id TEXT    NOT NULL REFERENCES device_rollout (rollout_id),
    hub_row_id INTEGER NOT NULL REFERENCES device_hub (hub_row_id),
    tenant_id  TEXT    NOT NULL,
    marked_at  INTEGER NOT NULL,
    figures    TEXT    NOT NULL,
    worse      TEXT    NOT NULL,
    PRIMARY KEY (rollout_id, hub_row_id)
) STRICT, WITHOUT ROWID;
