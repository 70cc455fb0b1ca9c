-- Test alarms that homes were asked for, documentation for the care record, complaints.
-- The home was asked for a test alarm, by when it is to have come, and since when a visit is needed (HBG-082).
ALTER TABLE care_alarm_case ADD COLUMN test_asked_at INTEGER;
ALTER TABLE care_alarm_case ADD COLUMN test_due_at INTEGER;
ALTER TABLE care_alarm_case ADD COLUMN visit_since INTEGER;
