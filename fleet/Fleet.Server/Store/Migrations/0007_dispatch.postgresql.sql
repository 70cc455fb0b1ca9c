-- Responder groups, rotas, policy and templates; who was told of which case, by which message, and what they answered.
-- Group kind: 0 provider, 1 night patrol, 2 supervisor, 3 reserve, 4 relatives. Role: 0 first, 1 second, 2 support.
CREATE TABLE care.responder_group (
    group_id   uuid    NOT NULL PRIMARY KEY,
    tenant_id  uuid    NOT NULL REFERENCES access.tenant (tenant_id),
    name       text    NOT NULL,
    unit_name  text    NOT NULL,
    kind       integer NOT NULL CHECK (kind IN (0, 1, 2, 3, 4)),
    is_active  boolean NOT NULL,
    version    bigint  NOT NULL,
    UNIQUE (tenant_id, name)
);

CREATE TABLE care.recipient (
    recipient_id uuid    NOT NULL PRIMARY KEY,
    tenant_id    uuid    NOT NULL,
    group_id     uuid    NOT NULL REFERENCES care.responder_group (group_id),
    position     integer NOT NULL,
    role         integer NOT NULL CHECK (role IN (0, 1, 2)),
    name         text    NOT NULL,
    channel      integer NOT NULL CHECK (channel IN (0, 1)),
    is_active    boolean NOT NULL,
    is_removed   boolean NOT NULL
);
CREATE INDEX care_recipient_group ON care.recipient (group_id, position);

-- A number holds from its time until the next one; the last entry for the same time holds. Nothing is changed here.
CREATE TABLE care.recipient_number (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id    uuid   NOT NULL,
    recipient_id uuid   NOT NULL REFERENCES care.recipient (recipient_id),
    from_at      bigint NOT NULL,
    old_number   text   NOT NULL,
    phone_number text   NOT NULL,
    changed_at   bigint NOT NULL,
    actor_id     uuid,
    actor_name   text   NOT NULL
);
CREATE INDEX care_recipient_number_recipient ON care.recipient_number (recipient_id, from_at, id);
CREATE INDEX care_recipient_number_phone ON care.recipient_number (phone_number);

CREATE TABLE care.group_member (
    group_id  uuid NOT NULL REFERENCES care.responder_group (group_id),
    user_id   uuid NOT NULL REFERENCES access.app_user (user_id),
    tenant_id uuid NOT NULL,
    PRIMARY KEY (group_id, user_id)
);
CREATE INDEX care_group_member_user ON care.group_member (user_id);

CREATE TABLE care.rota (
    rota_id    uuid    NOT NULL PRIMARY KEY,
    tenant_id  uuid    NOT NULL REFERENCES access.tenant (tenant_id),
    name       text    NOT NULL,
    is_default boolean NOT NULL,
    version    bigint  NOT NULL,
    UNIQUE (tenant_id, name)
);
CREATE UNIQUE INDEX care_rota_default ON care.rota (tenant_id) WHERE is_default;

-- Weekdays: bit 0 is Monday. Minutes of the Swedish day; over midnight when the end is not after the start.
CREATE TABLE care.rota_window (
    rota_id         uuid    NOT NULL REFERENCES care.rota (rota_id),
    position        integer NOT NULL,
    tenant_id       uuid    NOT NULL,
    group_id        uuid    NOT NULL REFERENCES care.responder_group (group_id),
    backup_group_id uuid    REFERENCES care.responder_group (group_id),
    weekdays        integer NOT NULL CHECK (weekdays BETWEEN 1 AND 127),
    start_minute    integer NOT NULL CHECK (start_minute BETWEEN 0 AND 1439),
    end_minute      integer NOT NULL CHECK (end_minute BETWEEN 0 AND 1440),
    first_day       text,
    last_day        text,
    is_exception    boolean NOT NULL,
    PRIMARY KEY (rota_id, position)
);

-- Policies and templates: the newest version is in force, older ones are kept. Privacy: 0 pseudonymous, 1 full details.
CREATE TABLE care.dispatch_policy (
    tenant_id    uuid    NOT NULL REFERENCES access.tenant (tenant_id),
    version      bigint  NOT NULL,
    privacy      integer NOT NULL CHECK (privacy IN (0, 1)),
    link_minutes integer NOT NULL,
    changed_at   bigint  NOT NULL,
    actor_id     uuid,
    actor_name   text    NOT NULL,
    reason       text    NOT NULL,
    PRIMARY KEY (tenant_id, version)
);

CREATE TABLE care.message_template (
    tenant_id  uuid    NOT NULL REFERENCES access.tenant (tenant_id),
    purpose    integer NOT NULL,
    version    bigint  NOT NULL,
    body       text,
    changed_at bigint  NOT NULL,
    actor_id   uuid,
    actor_name text    NOT NULL,
    PRIMARY KEY (tenant_id, purpose, version)
);

-- How far telling has come for a case.
CREATE TABLE care.dispatch (
    case_id         uuid    NOT NULL PRIMARY KEY,
    tenant_id       uuid    NOT NULL,
    case_number     bigint  NOT NULL,
    hub_row_id      bigint  NOT NULL,
    kind            integer NOT NULL,
    device_type     integer NOT NULL,
    status_code     integer NOT NULL,
    occupants       integer NOT NULL,
    priority        integer NOT NULL,
    group_id        uuid,
    group_name      text    NOT NULL,
    asked_group_id  uuid,
    next_position   integer NOT NULL,
    round           integer NOT NULL,
    begun_at        bigint  NOT NULL,
    accepted_id     uuid,
    accepted_name   text,
    accepted_at     bigint,
    on_site_at      bigint,
    left_at         bigint,
    closed_at       bigint,
    is_wrong_alarm  boolean NOT NULL
);
CREATE INDEX care_dispatch_open ON care.dispatch (tenant_id, begun_at) WHERE closed_at IS NULL;

-- Purpose: 0 asks, 1 reminds, 2 tells. Kind: 0 short message, 1 call. Answer: 0 none, 1 accepted, 2 declined.
CREATE TABLE care.dispatch_message (
    message_id     uuid    NOT NULL PRIMARY KEY,
    tenant_id      uuid    NOT NULL,
    case_id        uuid    NOT NULL REFERENCES care.dispatch (case_id),
    case_number    bigint  NOT NULL,
    recipient_id   uuid    NOT NULL,
    recipient_name text    NOT NULL,
    is_relative    boolean NOT NULL,
    group_id       uuid,
    group_name     text    NOT NULL,
    phone_number   text    NOT NULL,
    kind           integer NOT NULL,
    purpose        integer NOT NULL,
    round          integer NOT NULL,
    queued_at      bigint  NOT NULL,
    handed_over_at bigint,
    delivered_at   bigint,
    failed_at      bigint,
    provider       text    NOT NULL,
    fault          text    NOT NULL,
    answer         integer NOT NULL,
    answered_at    bigint,
    settled_at     bigint,
    is_noticed     boolean NOT NULL
);
CREATE INDEX care_dispatch_message_case ON care.dispatch_message (case_id, queued_at);
CREATE INDEX care_dispatch_message_phone ON care.dispatch_message (phone_number, queued_at);
CREATE INDEX care_dispatch_message_group ON care.dispatch_message (group_id, queued_at);

-- One-time links: only the hash of the token is kept.
CREATE TABLE care.dispatch_link (
    token_hash    bytea  NOT NULL PRIMARY KEY,
    tenant_id     uuid   NOT NULL,
    case_id       uuid   NOT NULL REFERENCES care.dispatch (case_id),
    recipient_id  uuid   NOT NULL,
    group_id      uuid,
    made_at       bigint NOT NULL,
    bound_user_id uuid,
    bound_at      bigint,
    ends_at       bigint
);
CREATE INDEX care_dispatch_link_case ON care.dispatch_link (case_id);

-- Replies that belong to no dispatch; none is lost.
CREATE TABLE care.unmatched_reply (
    reply_id     uuid   NOT NULL PRIMARY KEY,
    tenant_id    uuid   NOT NULL,
    at           bigint NOT NULL,
    phone_number text   NOT NULL,
    body         text   NOT NULL,
    reason       text   NOT NULL
);
CREATE INDEX care_unmatched_reply_tenant ON care.unmatched_reply (tenant_id, at);
