-- The log of each municipality: append-only, each entry chained to the one before and signed with the server's key.
CREATE TABLE store.log_key (
    key_id        bytea  NOT NULL PRIMARY KEY CHECK (length(key_id) = 32),
    public_key    bytea  NOT NULL,
    first_used_at bigint NOT NULL
);

CREATE TABLE care.tenant_log (
    tenant_id      uuid   NOT NULL,
    number         bigint NOT NULL CHECK (number > 0),
    at             bigint NOT NULL,
    topic          text   NOT NULL,
    subject        text   NOT NULL,
    subject_number bigint NOT NULL,
    step           text   NOT NULL,
    detail         text   NOT NULL,
    actor_id       uuid,
    actor_name     text,
    content_hash   bytea  NOT NULL CHECK (length(content_hash) = 32),
    previous_hash  bytea  NOT NULL CHECK (length(previous_hash) = 32),
    key_id         bytea  NOT NULL REFERENCES store.log_key (key_id),
    hash           bytea  NOT NULL CHECK (length(hash) = 32),
    signature      bytea  NOT NULL,
    PRIMARY KEY (tenant_id, number)
);
CREATE INDEX care_tenant_log_subject ON care.tenant_log (subject, subject_number);
CREATE INDEX care_tenant_log_at ON care.tenant_log (tenant_id, at);

CREATE TABLE care.tenant_log_head (
    tenant_id uuid   NOT NULL PRIMARY KEY,
    number    bigint NOT NULL,
    hash      bytea  NOT NULL CHECK (length(hash) = 32)
);

CREATE FUNCTION care.refuse_tenant_log_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the tenant log is append-only';
END;
$$;
CREATE TRIGGER tenant_log_no_change BEFORE UPDATE OR DELETE ON care.tenant_log
    FOR EACH ROW EXECUTE FUNCTION care.refuse_tenant_log_change();
CREATE TRIGGER tenant_log_no_truncate BEFORE TRUNCATE ON care.tenant_log
    FOR EACH STATEMENT EXECUTE FUNCTION care.refuse_tenant_log_change();

-- The response time agreed on, from a day on; the newest before a case's arrival is the one it is measured by.
-- Unit: the name of a unit, or empty for the whole municipality.
CREATE TABLE care.response_limit (
    tenant_id  uuid    NOT NULL REFERENCES access.tenant (tenant_id),
    unit       text    NOT NULL,
    valid_from bigint  NOT NULL,
    contract   text    NOT NULL,
    minutes    integer NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
    changed_at bigint  NOT NULL,
    actor_id   uuid,
    actor_name text    NOT NULL,
    PRIMARY KEY (tenant_id, unit, valid_from)
);

-- Statistics read the cases of a period.
CREATE INDEX care_alarm_case_received ON care.alarm_case (tenant_id, received_at);
CREATE INDEX care_presence_received ON care.presence (tenant_id, received_at);
