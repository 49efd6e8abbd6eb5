-- Migration 5: whose duty a group is, what the office decided once for all devices, and what the second text of the rules asks.
--
-- An office that is not the responsible office (連携元事業所) of a group sees its own duties only, so the group says who is. From
-- when the register is kept is the office's; what was before is not asked for again.

ALTER TABLE office ADD COLUMN kept_since INTEGER CHECK (kept_since BETWEEN 10101 AND 99991231 AND kept_since / 100 % 100 BETWEEN 1 AND 12 AND kept_since % 100 BETWEEN 1 AND 31);
ALTER TABLE office ADD COLUMN default_host TEXT CHECK (default_host IN ('own', 'other'));
ALTER TABLE office ADD COLUMN address TEXT;
ALTER TABLE office ADD COLUMN corporation TEXT;
ALTER TABLE office ADD COLUMN representative TEXT;

CREATE TABLE considered (
    office INTEGER NOT NULL REFERENCES office (only) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    control TEXT NOT NULL CHECK (control IN ('boot-password', 'no-file-sharing', 'antivirus', 'no-saved-passwords', 'no-download-copy-screenshot', 'screen-lock', 'remote-wipe', 'line-suspension', 'mdm')),
    result TEXT NOT NULL CHECK (result IN ('adopted', 'declined')),
    decided_on INTEGER NOT NULL CHECK (decided_on BETWEEN 10101 AND 99991231 AND decided_on / 100 % 100 BETWEEN 1 AND 12 AND decided_on % 100 BETWEEN 1 AND 31),
    reason TEXT,
    decided_by INTEGER REFERENCES staff (no) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (office, place)
) STRICT;

ALTER TABLE filings ADD COLUMN refused_on INTEGER CHECK (refused_on BETWEEN 10101 AND 99991231 AND refused_on / 100 % 100 BETWEEN 1 AND 12 AND refused_on % 100 BETWEEN 1 AND 31);
ALTER TABLE filings ADD COLUMN group_no INTEGER REFERENCES groups (no) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE staff ADD COLUMN disaster_eligible INTEGER CHECK (disaster_eligible IN (0, 1));
ALTER TABLE staff ADD COLUMN mcs_long_password_since INTEGER CHECK (mcs_long_password_since BETWEEN 10101 AND 99991231 AND mcs_long_password_since / 100 % 100 BETWEEN 1 AND 12 AND mcs_long_password_since % 100 BETWEEN 1 AND 31);
ALTER TABLE staff ADD COLUMN mcs_deletion_asked_on INTEGER CHECK (mcs_deletion_asked_on BETWEEN 10101 AND 99991231 AND mcs_deletion_asked_on / 100 % 100 BETWEEN 1 AND 12 AND mcs_deletion_asked_on % 100 BETWEEN 1 AND 31);

ALTER TABLE devices ADD COLUMN missing_since INTEGER CHECK (missing_since BETWEEN 10101 AND 99991231 AND missing_since / 100 % 100 BETWEEN 1 AND 12 AND missing_since % 100 BETWEEN 1 AND 31);
ALTER TABLE devices ADD COLUMN erased_on INTEGER CHECK (erased_on BETWEEN 10101 AND 99991231 AND erased_on / 100 % 100 BETWEEN 1 AND 12 AND erased_on % 100 BETWEEN 1 AND 31);
ALTER TABLE devices ADD COLUMN acquired_on INTEGER CHECK (acquired_on BETWEEN 10101 AND 99991231 AND acquired_on / 100 % 100 BETWEEN 1 AND 12 AND acquired_on % 100 BETWEEN 1 AND 31);
ALTER TABLE devices ADD COLUMN disposed_on INTEGER CHECK (disposed_on BETWEEN 10101 AND 99991231 AND disposed_on / 100 % 100 BETWEEN 1 AND 12 AND disposed_on % 100 BETWEEN 1 AND 31);
ALTER TABLE devices ADD COLUMN model TEXT;
ALTER TABLE devices ADD COLUMN serial TEXT;
ALTER TABLE devices ADD COLUMN os TEXT;

ALTER TABLE take_outs ADD COLUMN destination TEXT;
ALTER TABLE take_outs ADD COLUMN protection TEXT;
ALTER TABLE take_outs ADD COLUMN records INTEGER CHECK (records BETWEEN 0 AND 4294967295);
ALTER TABLE take_outs ADD COLUMN erasure_checked_on INTEGER CHECK (erasure_checked_on BETWEEN 10101 AND 99991231 AND erasure_checked_on / 100 % 100 BETWEEN 1 AND 12 AND erasure_checked_on % 100 BETWEEN 1 AND 31);

ALTER TABLE groups ADD COLUMN host TEXT CHECK (host IN ('own', 'other'));
ALTER TABLE groups ADD COLUMN host_name TEXT;
ALTER TABLE groups ADD COLUMN association INTEGER CHECK (association IN (0, 1));
ALTER TABLE groups ADD COLUMN deleted_on INTEGER CHECK (deleted_on BETWEEN 10101 AND 99991231 AND deleted_on / 100 % 100 BETWEEN 1 AND 12 AND deleted_on % 100 BETWEEN 1 AND 31);
ALTER TABLE groups ADD COLUMN consent_relation TEXT;
ALTER TABLE groups ADD COLUMN consent_kept_at TEXT;
ALTER TABLE groups ADD COLUMN consent_explained_by INTEGER REFERENCES staff (no) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE incidents ADD COLUMN place TEXT;
ALTER TABLE incidents ADD COLUMN notice_alternative TEXT;
ALTER TABLE incidents ADD COLUMN persons_notified_on INTEGER CHECK (persons_notified_on BETWEEN 10101 AND 99991231 AND persons_notified_on / 100 % 100 BETWEEN 1 AND 12 AND persons_notified_on % 100 BETWEEN 1 AND 31);

ALTER TABLE waivers ADD COLUMN approved_on INTEGER CHECK (approved_on BETWEEN 10101 AND 99991231 AND approved_on / 100 % 100 BETWEEN 1 AND 12 AND approved_on % 100 BETWEEN 1 AND 31);
ALTER TABLE waivers ADD COLUMN countersigned_by INTEGER REFERENCES staff (no) DEFERRABLE INITIALLY DEFERRED;
