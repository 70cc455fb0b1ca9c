-- Settings of hubs: what each level tells, which revision of it a hub follows, and campaigns that bring hubs to one.
-- State: 0 waiting, 1 sent, 2 in force, 3 refused, 4 postponed, 5 on trial, 6 gone back on, 9 superseded.
ALTER TABLE device.hub_document_state DROP CONSTRAINT hub_document_state_state_check;
ALTER TABLE device.hub_document_state ADD CONSTRAINT hub_document_state_state_check
    CHECK (state IN (0, 1, 2, 3, 4, 5, 6, 9));
ALTER TABLE device.hub_document_state ADD COLUMN word_sequence bigint NOT NULL DEFAULT 0;
ALTER TABLE device.hub_document_state ADD COLUMN trials integer NOT NULL DEFAULT 0;
ALTER TABLE device.hub_document_state ADD COLUMN trial_ends_at bigint NOT NULL DEFAULT 0;
DROP INDEX device.device_hub_document_waiting;
CREATE INDEX device_hub_document_waiting ON device.hub_document_state (hub_row_id, kind)
    WHERE state IN (0, 1, 4, 5);

-- Groups of hubs that have settings in common, such as a house; a hub is in one at most.
CREATE TABLE device.hub_group (
    group_id uuid NOT NULL PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES access.tenant (tenant_id),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    made_at bigint NOT NULL,
    UNIQUE (tenant_id, name)
);
CREATE TABLE device.hub_group_member (
    hub_row_id bigint NOT NULL PRIMARY KEY REFERENCES device.hub (hub_row_id),
    group_id uuid NOT NULL REFERENCES device.hub_group (group_id)
);
CREATE INDEX device_hub_group_member_group ON device.hub_group_member (group_id);

-- What a level tells, every revision for ever. Level: 1 municipality, 2 model, 3 group, 4 home.
CREATE TABLE device.settings_revision (
    tenant_id uuid NOT NULL REFERENCES access.tenant (tenant_id),
    level integer NOT NULL CHECK (level BETWEEN 1 AND 4),
    scope text NOT NULL,
    revision bigint NOT NULL CHECK (revision >= 1),
    told text NOT NULL,
    comment text NOT NULL CHECK (length(comment) BETWEEN 1 AND 500),
    case_number bigint,
    restored_from bigint,
    made_at bigint NOT NULL,
    actor_id uuid NOT NULL,
    actor_name text NOT NULL,
    PRIMARY KEY (tenant_id, level, scope, revision)
);
CREATE FUNCTION device.refuse_settings_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'revisions of settings are append-only';
END;
$$;
CREATE TRIGGER settings_revision_no_change BEFORE UPDATE OR DELETE ON device.settings_revision
    FOR EACH ROW EXECUTE FUNCTION device.refuse_settings_revision();

-- The revision of a level that every hub follows; a hub may be ahead of it, by a campaign.
CREATE TABLE device.settings_level (
    tenant_id uuid NOT NULL REFERENCES access.tenant (tenant_id),
    level integer NOT NULL CHECK (level BETWEEN 1 AND 3),
    scope text NOT NULL,
    released bigint NOT NULL CHECK (released >= 0),
    PRIMARY KEY (tenant_id, level, scope)
);
CREATE TABLE device.settings_follow (
    hub_row_id bigint NOT NULL REFERENCES device.hub (hub_row_id),
    level integer NOT NULL CHECK (level BETWEEN 1 AND 3),
    scope text NOT NULL,
    revision bigint NOT NULL,
    PRIMARY KEY (hub_row_id, level)
);

-- Campaigns. State: 0 planned, 1 running, 2 paused, 3 stopped, 4 done, 5 reverting, 6 reverted.
CREATE TABLE device.campaign (
    campaign_id uuid NOT NULL PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES access.tenant (tenant_id),
    number bigint NOT NULL,
    level integer NOT NULL CHECK (level BETWEEN 1 AND 3),
    scope text NOT NULL,
    from_revision bigint NOT NULL,
    revert_revision bigint NOT NULL,
    revision bigint NOT NULL,
    waves text NOT NULL,
    wave integer NOT NULL,
    wave_settled_at bigint NOT NULL,
    soak_seconds integer NOT NULL,
    failures_allowed integer NOT NULL,
    state integer NOT NULL CHECK (state BETWEEN 0 AND 6),
    reason text NOT NULL,
    comment text NOT NULL CHECK (length(comment) BETWEEN 1 AND 500),
    made_at bigint NOT NULL,
    changed_at bigint NOT NULL,
    actor_id uuid NOT NULL,
    actor_name text NOT NULL,
    UNIQUE (tenant_id, number)
);
CREATE INDEX device_campaign_open ON device.campaign (campaign_id) WHERE state IN (0, 1, 5);

-- State: 0 waiting, 1 asked, 2 confirmed, 3 failed, 4 nothing to change, 5 reverted, 6 asked to revert, 7 not reverted.
CREATE TABLE device.campaign_hub (
    campaign_id uuid NOT NULL REFERENCES device.campaign (campaign_id),
    hub_row_id bigint NOT NULL REFERENCES device.hub (hub_row_id),
    wave integer NOT NULL,
    state integer NOT NULL CHECK (state BETWEEN 0 AND 7),
    version bigint NOT NULL,
    reason text NOT NULL,
    asked_at bigint NOT NULL,
    ended_at bigint NOT NULL,
    PRIMARY KEY (campaign_id, hub_row_id)
);
CREATE INDEX device_campaign_hub_asked ON device.campaign_hub (campaign_id, hub_row_id) WHERE state IN (1, 6);
CREATE INDEX device_campaign_hub_state ON device.campaign_hub (campaign_id, state, wave);
