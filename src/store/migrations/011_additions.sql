-- Migration 11: a policy may have controls, kinds of incident and addressees of its own, and ask for facts that no column is for.
--
-- Which words a policy declares stands with the policy, so the checks here ask only that a word can be one. SQLite alters no
-- CHECK: small tables are made anew, and the kind of an incident moves into another column under its name, since making
-- `incidents` anew would take along what hangs on it. What is recorded under a policy's own names stands as one JSON object.

CREATE TABLE controls_of_devices (
    device INTEGER NOT NULL REFERENCES devices (no) ON DELETE CASCADE,
    control TEXT NOT NULL CHECK (length(control) BETWEEN 1 AND 40 AND control NOT GLOB '*[^a-z0-9-]*'),
    state TEXT NOT NULL CHECK (state IN ('met', 'unmet', 'adopted', 'declined', 'n/a')),
    PRIMARY KEY (device, control)
) STRICT, WITHOUT ROWID;
INSERT INTO controls_of_devices (device, control, state) SELECT device, control, state FROM controls;
DROP TABLE controls;
ALTER TABLE controls_of_devices RENAME TO controls;

CREATE TABLE considered_by_office (
    office INTEGER NOT NULL REFERENCES office (only) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    control TEXT NOT NULL CHECK (length(control) BETWEEN 1 AND 40 AND control NOT GLOB '*[^a-z0-9-]*'),
    result TEXT NOT NULL CHECK (result IN ('adopted', 'declined')),
    decided_on INTEGER NOT NULL CHECK (decided_on BETWEEN 10101 AND 99991231 AND decided_on / 100 % 100 BETWEEN 1 AND 12 AND decided_on % 100 BETWEEN 1 AND 31),
    reason TEXT,
    decided_by INTEGER REFERENCES staff (no) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (office, place)
) STRICT;
INSERT INTO considered_by_office (office, place, control, result, decided_on, reason, decided_by)
    SELECT office, place, control, result, decided_on, reason, decided_by FROM considered;
DROP TABLE considered;
ALTER TABLE considered_by_office RENAME TO considered;

ALTER TABLE incidents ADD COLUMN kind_word TEXT NOT NULL DEFAULT 'other' CHECK (length(kind_word) BETWEEN 1 AND 40 AND kind_word NOT GLOB '*[^a-z0-9-]*');
UPDATE incidents SET kind_word = kind;
ALTER TABLE incidents DROP COLUMN kind;
ALTER TABLE incidents RENAME COLUMN kind_word TO kind;

ALTER TABLE office ADD COLUMN added TEXT CHECK (json_valid(added));
ALTER TABLE staff ADD COLUMN added TEXT CHECK (json_valid(added));
ALTER TABLE devices ADD COLUMN added TEXT CHECK (json_valid(added));
ALTER TABLE groups ADD COLUMN added TEXT CHECK (json_valid(added));
ALTER TABLE incidents ADD COLUMN added TEXT CHECK (json_valid(added));
