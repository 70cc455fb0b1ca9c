-- Commands to hubs with why, whether they wait, how far they have come, and what came of them (HBG-017).
-- State: 0 waiting, 1 sent, 2 done, 3 refused, 4 failed, 5 expired, 6 withdrawn.
ALTER TABLE device_hub_command ADD COLUMN argument INTEGER NOT NULL DEFAULT 0;
ALTER TABLE device_hub_command ADD COLUMN comment TEXT NOT NULL DEFAULT '';
ALTER TABLE device_hub_command ADD COLUMN waits INTEGER NOT NULL DEFAULT 0 CHECK (waits IN (0, 1));
ALTER TABLE device_hub_command ADD COLUMN state INTEGER NOT NULL DEFAULT 5 CHECK (state BETWEEN 0 AND 6);
ALTER TABLE device_hub_command ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE device_hub_command ADD COLUMN sent_at INTEGER;
ALTER TABLE device_hub_command ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE device_hub_command ADD COLUMN request_key TEXT;
ALTER TABLE device_hub_command ADD COLUMN figures TEXT;

-- What was asked before: answered as the hub did, else past its time.
-- Results: 0 held, 1 refused, 2 expired, 3 failed, 4 done.
UPDATE device_hub_command SET
    state = CASE result WHEN 0 THEN 2 WHEN 4 THEN 2 WHEN 1 THEN 3 WHEN 3 THEN 4 ELSE 5 END,
    sent_at = requested_at,
    changed_at = COALESCE(answered_at, expires_at);

CREATE INDEX device_hub_command_open ON device_hub_command (hub_row_id, sequence) WHERE state IN (0, 1);
CREATE INDEX device_hub_command_open_tenant ON device_hub_command (tenant_id) WHERE state IN (0, 1);
CREATE UNIQUE INDEX device_hub_command_key ON device_hub_command (tenant_id, request_key)
    WHERE request_key IS NOT NULL;
