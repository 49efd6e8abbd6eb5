-- Migration 4: incidents from the first minute to the last form, and how people and devices are reached.
--
-- What the law's report asks for, who decided whether one is due and on what answers, and every report as it was written:
-- one that was sent is never changed, so its paper is kept whole.

ALTER TABLE office ADD COLUMN phone TEXT;
ALTER TABLE staff ADD COLUMN phone TEXT;
ALTER TABLE partners ADD COLUMN phone TEXT;
ALTER TABLE devices ADD COLUMN encrypted INTEGER CHECK (encrypted IN (0, 1));
ALTER TABLE devices ADD COLUMN line TEXT;

ALTER TABLE incidents ADD COLUMN person INTEGER REFERENCES staff (no) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE incidents ADD COLUMN secondary_damage TEXT;
ALTER TABLE incidents ADD COLUMN people_told TEXT;
ALTER TABLE incidents ADD COLUMN published TEXT;
ALTER TABLE incidents ADD COLUMN remarks TEXT;
ALTER TABLE incidents ADD COLUMN assessed_on INTEGER CHECK (assessed_on BETWEEN 10101 AND 99991231 AND assessed_on / 100 % 100 BETWEEN 1 AND 12 AND assessed_on % 100 BETWEEN 1 AND 31);
ALTER TABLE incidents ADD COLUMN assessed_by INTEGER REFERENCES staff (no) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE incidents ADD COLUMN assessment_reason TEXT;

ALTER TABLE first_responses ADD COLUMN note TEXT;

CREATE TABLE incident_answers (
    incident INTEGER NOT NULL REFERENCES incidents (no) ON DELETE CASCADE,
    circumstance TEXT NOT NULL CHECK (circumstance IN ('personal-data', 'living-person', 'sensitive-data', 'financial-harm', 'over-thousand', 'encrypted', 'key-apart', 'recovered-unseen', 'entrusted')),
    answer INTEGER NOT NULL CHECK (answer IN (0, 1)),
    PRIMARY KEY (incident, circumstance)
) STRICT, WITHOUT ROWID;

CREATE TABLE incident_reports (
    incident INTEGER NOT NULL REFERENCES incidents (no) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    addressee TEXT NOT NULL CHECK (addressee IN ('secretariat', 'authority')),
    stage TEXT NOT NULL CHECK (stage IN ('first', 'further', 'final')),
    written_at INTEGER CHECK (written_at BETWEEN 101010000 AND 999912312359 AND written_at % 100 < 60 AND written_at / 100 % 100 < 24),
    written_by INTEGER REFERENCES staff (no) DEFERRABLE INITIALLY DEFERRED,
    sent_on INTEGER CHECK (sent_on BETWEEN 10101 AND 99991231 AND sent_on / 100 % 100 BETWEEN 1 AND 12 AND sent_on % 100 BETWEEN 1 AND 31),
    paper TEXT,
    PRIMARY KEY (incident, place)
) STRICT;
