-- Updates over the air: releases, rehearsals of them, what each hub says it runs, and rollouts that bring hubs to one.
-- Bytes of releases are files in the data directory, named by their SHA-256.
CREATE TABLE device.release_key (
    tenant_id uuid NOT NULL REFERENCES access.tenant (tenant_id),
    key_id text NOT NULL CHECK (length(key_id) = 8),
    public_key bytea NOT NULL,
    added_at bigint NOT NULL,
    actor_id uuid NOT NULL,
    actor_name text NOT NULL,
    PRIMARY KEY (tenant_id, key_id)
);

CREATE TABLE device.release (
    tenant_id uuid NOT NULL REFERENCES access.tenant (tenant_id),
    sequence bigint NOT NULL CHECK (sequence BETWEEN 1 AND 4294967295),
    version text NOT NULL CHECK (length(version) BETWEEN 1 AND 64),
    vendor_id bytea NOT NULL CHECK (length(vendor_id) = 16),
    key_id text NOT NULL CHECK (length(key_id) = 8),
    envelope_file text NOT NULL CHECK (length(envelope_file) = 64),
    envelope_bytes bigint NOT NULL CHECK (envelope_bytes BETWEEN 1 AND 4096),
    envelope_digest bytea NOT NULL CHECK (length(envelope_digest) = 32),
    bundle_digest text NOT NULL CHECK (length(bundle_digest) = 64),
    notes_file text NOT NULL,
    uploaded_at bigint NOT NULL,
    actor_id uuid NOT NULL,
    actor_name text NOT NULL,
    PRIMARY KEY (tenant_id, sequence)
);

-- One image a class of hub, by the index that the envelope has it under.
CREATE TABLE device.release_image (
    tenant_id uuid NOT NULL,
    sequence bigint NOT NULL,
    image_index bigint NOT NULL CHECK (image_index BETWEEN 0 AND 15),
    class_id bytea NOT NULL CHECK (length(class_id) = 16),
    image_file text NOT NULL CHECK (length(image_file) = 64),
    image_bytes bigint NOT NULL CHECK (image_bytes BETWEEN 1 AND 1048576),
    list_file text NOT NULL CHECK (length(list_file) = 64),
    list_bytes bigint NOT NULL CHECK (list_bytes BETWEEN 32 AND 8192),
    list_digest bytea NOT NULL CHECK (length(list_digest) = 32),
    requires_sequence bigint NOT NULL,
    minimum_battery bigint NOT NULL CHECK (minimum_battery BETWEEN 0 AND 100),
    sbom_file text NOT NULL,
    PRIMARY KEY (tenant_id, sequence, image_index),
    FOREIGN KEY (tenant_id, sequence) REFERENCES device.release (tenant_id, sequence)
);

CREATE TABLE device.rehearsal (
    tenant_id uuid NOT NULL,
    sequence bigint NOT NULL,
    number bigint NOT NULL CHECK (number >= 1),
    report text NOT NULL,
    is_passed boolean NOT NULL,
    faults text NOT NULL,
    uploaded_at bigint NOT NULL,
    actor_id uuid NOT NULL,
    actor_name text NOT NULL,
    PRIMARY KEY (tenant_id, sequence, number),
    FOREIGN KEY (tenant_id, sequence) REFERENCES device.release (tenant_id, sequence)
);

-- What a hub last said, sealed, of what it runs.
CREATE TABLE device.hub_update (
    hub_row_id bigint PRIMARY KEY REFERENCES device.hub (hub_row_id),
    tenant_id uuid NOT NULL,
    running_sequence bigint NOT NULL,
    phase bigint NOT NULL,
    release_sequence bigint NOT NULL,
    reason bigint NOT NULL,
    bytes_done bigint NOT NULL,
    bytes_total bigint NOT NULL,
    resumes bigint NOT NULL,
    seconds_left bigint NOT NULL,
    has_previous boolean NOT NULL,
    previous_sequence bigint NOT NULL,
    nonce bytea NOT NULL CHECK (length(nonce) = 8),
    class_id bytea NOT NULL CHECK (length(class_id) = 16),
    running_digest bytea NOT NULL CHECK (length(running_digest) = 32),
    key_ids text NOT NULL CHECK (length(key_ids) = 16),
    word_sequence bigint NOT NULL,
    reported_at bigint NOT NULL
);

-- Which hubs are never updated at once: opaque codes of a stairwell, a responder's round, a radio cell; empty for none.
CREATE TABLE device.hub_place (
    hub_row_id bigint PRIMARY KEY REFERENCES device.hub (hub_row_id),
    tenant_id uuid NOT NULL,
    stairwell text NOT NULL CHECK (length(stairwell) <= 32),
    round text NOT NULL CHECK (length(round) <= 32),
    cell text NOT NULL CHECK (length(cell) <= 32)
);

-- State: 0 draft, 1 approved, 2 running, 3 paused, 4 stopped, 5 done, 6 reverting, 7 reverted.
CREATE TABLE device.rollout (
    rollout_id uuid NOT NULL PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES access.tenant (tenant_id),
    number bigint NOT NULL,
    sequence bigint NOT NULL,
    target text NOT NULL,
    waves text NOT NULL,
    wave bigint NOT NULL,
    wave_settled_at bigint NOT NULL,
    window_from bigint NOT NULL CHECK (window_from BETWEEN 0 AND 1439),
    window_to bigint NOT NULL CHECK (window_to BETWEEN 0 AND 1439),
    soak_seconds bigint NOT NULL,
    failures_allowed bigint NOT NULL,
    failure_percent bigint NOT NULL CHECK (failure_percent BETWEEN 0 AND 100),
    hubs_per_minute bigint NOT NULL CHECK (hubs_per_minute >= 1),
    burst bigint NOT NULL CHECK (burst >= 1),
    bytes_per_hour bigint NOT NULL,
    keys_kept bigint NOT NULL,
    tokens bigint NOT NULL,
    tokens_at bigint NOT NULL,
    state bigint NOT NULL CHECK (state BETWEEN 0 AND 7),
    reason text NOT NULL,
    comment text NOT NULL CHECK (length(comment) BETWEEN 1 AND 500),
    made_at bigint NOT NULL,
    changed_at bigint NOT NULL,
    actor_id uuid NOT NULL,
    actor_name text NOT NULL,
    UNIQUE (tenant_id, number),
    FOREIGN KEY (tenant_id, sequence) REFERENCES device.release (tenant_id, sequence)
);

-- Consent of a second person (kind 1), and of those who start without a passed rehearsal (kind 2).
CREATE TABLE device.rollout_consent (
    rollout_id uuid NOT NULL REFERENCES device.rollout (rollout_id),
    kind bigint NOT NULL CHECK (kind IN (1, 2)),
    actor_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    actor_name text NOT NULL,
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    given_at bigint NOT NULL,
    PRIMARY KEY (rollout_id, kind, actor_id)
);

-- State: 0 waiting, 1 fetching, 2 ready, 3 install ordered, 4 trial, 5 confirmed, 6 refused, 7 gone back, 8 overdue,
-- 9 revert ordered, 10 taken back, 11 not taken back.
CREATE TABLE device.rollout_hub (
    rollout_id uuid NOT NULL REFERENCES device.rollout (rollout_id),
    hub_row_id bigint NOT NULL REFERENCES device.hub (hub_row_id),
    tenant_id uuid NOT NULL,
    place bigint NOT NULL,
    wave bigint NOT NULL,
    image_index bigint NOT NULL,
    state bigint NOT NULL CHECK (state BETWEEN 0 AND 11),
    wait bigint NOT NULL,
    reason text NOT NULL,
    from_sequence bigint NOT NULL,
    order_action bigint NOT NULL,
    order_sequence bigint NOT NULL,
    order_nonce bytea NOT NULL,
    ordered_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    tries bigint NOT NULL,
    begun_at bigint NOT NULL,
    ended_at bigint NOT NULL,
    PRIMARY KEY (rollout_id, hub_row_id)
);
CREATE INDEX device_rollout_hub_state ON device.rollout_hub (rollout_id, state, wave);
CREATE INDEX device_rollout_hub_under_way ON device.rollout_hub (tenant_id, hub_row_id)
    WHERE state IN (1, 2, 3, 4, 8, 9);
CREATE UNIQUE INDEX device_rollout_hub_order ON device.rollout_hub (order_sequence) WHERE order_sequence > 0;

-- Figures of a hub's days, to hold what it does after an update against what it did before.
CREATE TABLE device.hub_day (
    hub_row_id bigint NOT NULL REFERENCES device.hub (hub_row_id),
    day bigint NOT NULL,
    tenant_id uuid NOT NULL,
    heartbeats bigint NOT NULL,
    gaps bigint NOT NULL,
    restarts bigint NOT NULL,
    tests bigint NOT NULL,
    test_delay bigint NOT NULL,
    battery_seconds bigint NOT NULL,
    battery_lost bigint NOT NULL,
    lost_triggers bigint NOT NULL,
    PRIMARY KEY (hub_row_id, day)
);

-- The figures of the day at the moment from which a hub ran the release for good: what came before does not count.
CREATE TABLE device.rollout_mark (
    rollout_id uuid NOT NULL REFERENCES device.rollout (rollout_id),
    hub_row_id bigint NOT NULL REFERENCES device.hub (hub_row_id),
    tenant_id uuid NOT NULL,
    marked_at bigint NOT NULL,
    figures text NOT NULL,
    worse text NOT NULL,
    PRIMARY KEY (rollout_id, hub_row_id)
);
