-- Registrations by their Idempotency-Key: what was asked, and which hubs came of it. Kept for seven days.
CREATE TABLE device.hub_addition (
    tenant_id       uuid    NOT NULL,
    idempotency_key text    NOT NULL,
    request         text    NOT NULL,
    created_at      bigint  NOT NULL,
    PRIMARY KEY (tenant_id, idempotency_key)
);
CREATE INDEX device_hub_addition_age ON device.hub_addition (created_at);

CREATE TABLE device.hub_addition_hub (
    tenant_id       uuid    NOT NULL,
    idempotency_key text    NOT NULL,
    hub_row_id      bigint  NOT NULL REFERENCES device.hub (hub_row_id),
    PRIMARY KEY (tenant_id, idempotency_key, hub_row_id)
);
