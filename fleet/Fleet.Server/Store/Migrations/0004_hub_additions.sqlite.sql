-- Registrations by their Idempotency-Key: what was asked, and which hubs came of it. Kept for seven days.
CREATE TABLE device_hub_addition (
    tenant_id       TEXT    NOT NULL,
    idempotency_key TEXT    NOT NULL,
    request         TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, idempotency_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_hub_addition_age ON device_hub_addition (created_at);

CREATE TABLE device_hub_addition_hub (
    tenant_id       TEXT    NOT NULL,
    idempotency_key TEXT    NOT NULL,
    hub_row_id      INTEGER NOT NULL REFERENCES device_hub (hub_row_id),
    PRIMARY KEY (tenant_id, idempotency_key, hub_row_id)
) STRICT, WITHOUT ROWID;
