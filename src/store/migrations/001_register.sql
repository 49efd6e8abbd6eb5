-- Migration 1: the first schema. Never edit it; append another migration.
--
-- Days are numbers yyyymmdd, minutes yyyymmddhhmm, both in the office's local time; yes and no are 1 and 0; NULL means
-- "not recorded" everywhere. `position` (or `no` within a group) keeps the order of the document and may have gaps.
-- People are numbered once (`people.no`) because a million memberships name them; the views show the ids.

-- Facts about this file: its id, and later settings.
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A full copy of the key slots. It is right where the key file says otherwise.
CREATE TABLE key_header (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    sequence INTEGER NOT NULL,
    header TEXT NOT NULL
) STRICT;

-- Who may open this file. The slot is the one in the key file; `staff` is a staff id, and may outlive the record.
CREATE TABLE accounts (
    slot TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
    staff TEXT,
    role TEXT NOT NULL CHECK (role IN ('administrator', 'deputy', 'manager', 'reader')),
    created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Staff and partners share one space of ids.
CREATE TABLE people (
    no INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
    kind TEXT NOT NULL CHECK (kind IN ('staff', 'partner')),
    UNIQUE (no, kind)
) STRICT;

CREATE TABLE staff (
    no INTEGER PRIMARY KEY,
    kind TEXT NOT NULL DEFAULT 'staff' CHECK (kind = 'staff'),
    position INTEGER NOT NULL,
    name TEXT,
    kana TEXT,
    profession TEXT,
    joined_on INTEGER CHECK (joined_on BETWEEN 10101 AND 99991231 AND joined_on / 100 % 100 BETWEEN 1 AND 12 AND joined_on % 100 BETWEEN 1 AND 31),
    left_on INTEGER CHECK (left_on BETWEEN 10101 AND 99991231 AND left_on / 100 % 100 BETWEEN 1 AND 12 AND left_on % 100 BETWEEN 1 AND 31),
    mcs_login TEXT,
    mcs_role TEXT CHECK (mcs_role IN ('administrator', 'user')),
    mcs_registered_on INTEGER CHECK (mcs_registered_on BETWEEN 10101 AND 99991231 AND mcs_registered_on / 100 % 100 BETWEEN 1 AND 12 AND mcs_registered_on % 100 BETWEEN 1 AND 31),
    mcs_password_changed_on INTEGER CHECK (mcs_password_changed_on BETWEEN 10101 AND 99991231 AND mcs_password_changed_on / 100 % 100 BETWEEN 1 AND 12 AND mcs_password_changed_on % 100 BETWEEN 1 AND 31),
    mcs_two_factor_since INTEGER CHECK (mcs_two_factor_since BETWEEN 10101 AND 99991231 AND mcs_two_factor_since / 100 % 100 BETWEEN 1 AND 12 AND mcs_two_factor_since % 100 BETWEEN 1 AND 31),
    mcs_profile INTEGER CHECK (mcs_profile IN (0, 1)),
    mcs_shared INTEGER CHECK (mcs_shared IN (0, 1)),
    mcs_released_on INTEGER CHECK (mcs_released_on BETWEEN 10101 AND 99991231 AND mcs_released_on / 100 % 100 BETWEEN 1 AND 12 AND mcs_released_on % 100 BETWEEN 1 AND 31),
    mcs_deleted_on INTEGER CHECK (mcs_deleted_on BETWEEN 10101 AND 99991231 AND mcs_deleted_on / 100 % 100 BETWEEN 1 AND 12 AND mcs_deleted_on % 100 BETWEEN 1 AND 31),
    pledge_signed_on INTEGER CHECK (pledge_signed_on BETWEEN 10101 AND 99991231 AND pledge_signed_on / 100 % 100 BETWEEN 1 AND 12 AND pledge_signed_on % 100 BETWEEN 1 AND 31),
    pledge_exempt TEXT,
    memo TEXT,
    FOREIGN KEY (no, kind) REFERENCES people (no, kind) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE trainings (
    staff INTEGER NOT NULL REFERENCES staff (no) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    held_on INTEGER CHECK (held_on BETWEEN 10101 AND 99991231 AND held_on / 100 % 100 BETWEEN 1 AND 12 AND held_on % 100 BETWEEN 1 AND 31),
    title TEXT,
    PRIMARY KEY (staff, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE restrictions (
    staff INTEGER NOT NULL REFERENCES staff (no) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('attention', 'guidance', 'suspension', 'expulsion')),
    ordered_by TEXT CHECK (ordered_by IN ('secretariat', 'administrator')),
    ordered_on INTEGER CHECK (ordered_on BETWEEN 10101 AND 99991231 AND ordered_on / 100 % 100 BETWEEN 1 AND 12 AND ordered_on % 100 BETWEEN 1 AND 31),
    enforced_on INTEGER CHECK (enforced_on BETWEEN 10101 AND 99991231 AND enforced_on / 100 % 100 BETWEEN 1 AND 12 AND enforced_on % 100 BETWEEN 1 AND 31),
    lifted_on INTEGER CHECK (lifted_on BETWEEN 10101 AND 99991231 AND lifted_on / 100 % 100 BETWEEN 1 AND 12 AND lifted_on % 100 BETWEEN 1 AND 31),
    reason TEXT,
    PRIMARY KEY (staff, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE partners (
    no INTEGER PRIMARY KEY,
    kind TEXT NOT NULL DEFAULT 'partner' CHECK (kind = 'partner'),
    position INTEGER NOT NULL,
    name TEXT,
    kana TEXT,
    profession TEXT,
    affiliation TEXT,
    secretariat INTEGER CHECK (secretariat IN (0, 1)),
    disaster_eligible INTEGER CHECK (disaster_eligible IN (0, 1)),
    FOREIGN KEY (no, kind) REFERENCES people (no, kind) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE office (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    name TEXT,
    kind TEXT,
    manager INTEGER REFERENCES staff (no) DEFERRABLE INITIALLY DEFERRED,
    guideline_confirmed_on INTEGER CHECK (guideline_confirmed_on BETWEEN 10101 AND 99991231 AND guideline_confirmed_on / 100 % 100 BETWEEN 1 AND 12 AND guideline_confirmed_on % 100 BETWEEN 1 AND 31)
) STRICT;

CREATE TABLE filings (
    no INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('application', 'confidentiality-pledge', 'free-group', 'disaster-post', 'other')),
    submitted_on INTEGER CHECK (submitted_on BETWEEN 10101 AND 99991231 AND submitted_on / 100 % 100 BETWEEN 1 AND 12 AND submitted_on % 100 BETWEEN 1 AND 31),
    approved_on INTEGER CHECK (approved_on BETWEEN 10101 AND 99991231 AND approved_on / 100 % 100 BETWEEN 1 AND 12 AND approved_on % 100 BETWEEN 1 AND 31),
    reference TEXT,
    note TEXT
) STRICT;

CREATE TABLE devices (
    no INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
    position INTEGER NOT NULL,
    kind TEXT CHECK (kind IN ('pc', 'tablet', 'phone', 'media', 'other')),
    name TEXT,
    ownership TEXT CHECK (ownership IN ('office', 'personal')),
    holder INTEGER REFERENCES staff (no) DEFERRABLE INITIALLY DEFERRED,
    lent_on INTEGER CHECK (lent_on BETWEEN 10101 AND 99991231 AND lent_on / 100 % 100 BETWEEN 1 AND 12 AND lent_on % 100 BETWEEN 1 AND 31),
    returned_on INTEGER CHECK (returned_on BETWEEN 10101 AND 99991231 AND returned_on / 100 % 100 BETWEEN 1 AND 12 AND returned_on % 100 BETWEEN 1 AND 31),
    status TEXT CHECK (status IN ('in-use', 'spare', 'repair', 'lost', 'stolen', 'retired')),
    byod_approved_on INTEGER CHECK (byod_approved_on BETWEEN 10101 AND 99991231 AND byod_approved_on / 100 % 100 BETWEEN 1 AND 12 AND byod_approved_on % 100 BETWEEN 1 AND 31),
    inspected_on INTEGER CHECK (inspected_on BETWEEN 10101 AND 99991231 AND inspected_on / 100 % 100 BETWEEN 1 AND 12 AND inspected_on % 100 BETWEEN 1 AND 31),
    boot_password_changed_on INTEGER CHECK (boot_password_changed_on BETWEEN 10101 AND 99991231 AND boot_password_changed_on / 100 % 100 BETWEEN 1 AND 12 AND boot_password_changed_on % 100 BETWEEN 1 AND 31),
    memo TEXT
) STRICT;

CREATE TABLE controls (
    device INTEGER NOT NULL REFERENCES devices (no) ON DELETE CASCADE,
    control TEXT NOT NULL CHECK (control IN ('boot-password', 'no-file-sharing', 'antivirus', 'no-saved-passwords', 'no-download-copy-screenshot', 'screen-lock', 'remote-wipe', 'line-suspension', 'mdm')),
    state TEXT NOT NULL CHECK (state IN ('met', 'unmet', 'adopted', 'declined', 'n/a')),
    PRIMARY KEY (device, control)
) STRICT, WITHOUT ROWID;

CREATE TABLE take_outs (
    no INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
    position INTEGER NOT NULL,
    device INTEGER REFERENCES devices (no) DEFERRABLE INITIALLY DEFERRED,
    requester INTEGER REFERENCES staff (no) DEFERRABLE INITIALLY DEFERRED,
    requested_on INTEGER CHECK (requested_on BETWEEN 10101 AND 99991231 AND requested_on / 100 % 100 BETWEEN 1 AND 12 AND requested_on % 100 BETWEEN 1 AND 31),
    content TEXT,
    medium TEXT,
    purpose TEXT,
    from_on INTEGER CHECK (from_on BETWEEN 10101 AND 99991231 AND from_on / 100 % 100 BETWEEN 1 AND 12 AND from_on % 100 BETWEEN 1 AND 31),
    until_on INTEGER CHECK (until_on BETWEEN 10101 AND 99991231 AND until_on / 100 % 100 BETWEEN 1 AND 12 AND until_on % 100 BETWEEN 1 AND 31),
    decision TEXT CHECK (decision IN ('approved', 'refused')),
    decided_on INTEGER CHECK (decided_on BETWEEN 10101 AND 99991231 AND decided_on / 100 % 100 BETWEEN 1 AND 12 AND decided_on % 100 BETWEEN 1 AND 31),
    decided_by INTEGER REFERENCES staff (no) DEFERRABLE INITIALLY DEFERRED,
    countersigned_by INTEGER REFERENCES staff (no) DEFERRABLE INITIALLY DEFERRED,
    decision_note TEXT,
    out_on INTEGER CHECK (out_on BETWEEN 10101 AND 99991231 AND out_on / 100 % 100 BETWEEN 1 AND 12 AND out_on % 100 BETWEEN 1 AND 31),
    returned_on INTEGER CHECK (returned_on BETWEEN 10101 AND 99991231 AND returned_on / 100 % 100 BETWEEN 1 AND 12 AND returned_on % 100 BETWEEN 1 AND 31)
) STRICT;

CREATE TABLE groups (
    no INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('patient', 'free', 'disaster')),
    name TEXT,
    kana TEXT,
    opened_on INTEGER CHECK (opened_on BETWEEN 10101 AND 99991231 AND opened_on / 100 % 100 BETWEEN 1 AND 12 AND opened_on % 100 BETWEEN 1 AND 31),
    patients INTEGER CHECK (patients BETWEEN 0 AND 4294967295),
    attending_doctor INTEGER REFERENCES people (no) DEFERRABLE INITIALLY DEFERRED,
    consent_signed_on INTEGER CHECK (consent_signed_on BETWEEN 10101 AND 99991231 AND consent_signed_on / 100 % 100 BETWEEN 1 AND 12 AND consent_signed_on % 100 BETWEEN 1 AND 31),
    consent_by TEXT CHECK (consent_by IN ('patient', 'family')),
    consent_both_copies INTEGER CHECK (consent_both_copies IN (0, 1)),
    consent_withdrawn_on INTEGER CHECK (consent_withdrawn_on BETWEEN 10101 AND 99991231 AND consent_withdrawn_on / 100 % 100 BETWEEN 1 AND 12 AND consent_withdrawn_on % 100 BETWEEN 1 AND 31),
    ended_on INTEGER CHECK (ended_on BETWEEN 10101 AND 99991231 AND ended_on / 100 % 100 BETWEEN 1 AND 12 AND ended_on % 100 BETWEEN 1 AND 31),
    deceased_on INTEGER CHECK (deceased_on BETWEEN 10101 AND 99991231 AND deceased_on / 100 % 100 BETWEEN 1 AND 12 AND deceased_on % 100 BETWEEN 1 AND 31),
    retain_until INTEGER CHECK (retain_until BETWEEN 10101 AND 99991231 AND retain_until / 100 % 100 BETWEEN 1 AND 12 AND retain_until % 100 BETWEEN 1 AND 31),
    archived_on INTEGER CHECK (archived_on BETWEEN 10101 AND 99991231 AND archived_on / 100 % 100 BETWEEN 1 AND 12 AND archived_on % 100 BETWEEN 1 AND 31),
    permission_on INTEGER CHECK (permission_on BETWEEN 10101 AND 99991231 AND permission_on / 100 % 100 BETWEEN 1 AND 12 AND permission_on % 100 BETWEEN 1 AND 31),
    purpose_announced_on INTEGER CHECK (purpose_announced_on BETWEEN 10101 AND 99991231 AND purpose_announced_on / 100 % 100 BETWEEN 1 AND 12 AND purpose_announced_on % 100 BETWEEN 1 AND 31),
    patient_data_found_on INTEGER CHECK (patient_data_found_on BETWEEN 10101 AND 99991231 AND patient_data_found_on / 100 % 100 BETWEEN 1 AND 12 AND patient_data_found_on % 100 BETWEEN 1 AND 31),
    memo TEXT
) STRICT;

-- Clustered by group, so that one scan in order reads them all.
CREATE TABLE memberships (
    group_no INTEGER NOT NULL REFERENCES groups (no),
    no INTEGER NOT NULL,
    id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
    person INTEGER NOT NULL REFERENCES people (no) DEFERRABLE INITIALLY DEFERRED,
    rights TEXT CHECK (rights IN ('admin', 'member')),
    invited_on INTEGER CHECK (invited_on BETWEEN 10101 AND 99991231 AND invited_on / 100 % 100 BETWEEN 1 AND 12 AND invited_on % 100 BETWEEN 1 AND 31),
    invited_by INTEGER REFERENCES people (no) DEFERRABLE INITIALLY DEFERRED,
    approved_on INTEGER CHECK (approved_on BETWEEN 10101 AND 99991231 AND approved_on / 100 % 100 BETWEEN 1 AND 12 AND approved_on % 100 BETWEEN 1 AND 31),
    approved_by INTEGER REFERENCES staff (no) DEFERRABLE INITIALLY DEFERRED,
    joined_on INTEGER CHECK (joined_on BETWEEN 10101 AND 99991231 AND joined_on / 100 % 100 BETWEEN 1 AND 12 AND joined_on % 100 BETWEEN 1 AND 31),
    off_duty_on INTEGER CHECK (off_duty_on BETWEEN 10101 AND 99991231 AND off_duty_on / 100 % 100 BETWEEN 1 AND 12 AND off_duty_on % 100 BETWEEN 1 AND 31),
    removal_requested_on INTEGER CHECK (removal_requested_on BETWEEN 10101 AND 99991231 AND removal_requested_on / 100 % 100 BETWEEN 1 AND 12 AND removal_requested_on % 100 BETWEEN 1 AND 31),
    released_on INTEGER CHECK (released_on BETWEEN 10101 AND 99991231 AND released_on / 100 % 100 BETWEEN 1 AND 12 AND released_on % 100 BETWEEN 1 AND 31),
    removal_reason TEXT,
    PRIMARY KEY (group_no, no)
) STRICT, WITHOUT ROWID;

-- Ids are unique in the whole register. A bulk load drops this index and makes it again (see bulk.rs).
CREATE UNIQUE INDEX membership_ids ON memberships (id);

CREATE TABLE reviews (
    group_no INTEGER NOT NULL REFERENCES groups (no),
    no INTEGER NOT NULL,
    signed_on INTEGER CHECK (signed_on BETWEEN 10101 AND 99991231 AND signed_on / 100 % 100 BETWEEN 1 AND 12 AND signed_on % 100 BETWEEN 1 AND 31),
    reviewer INTEGER REFERENCES staff (no) DEFERRABLE INITIALLY DEFERRED,
    countersigned_by INTEGER REFERENCES staff (no) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (group_no, no)
) STRICT, WITHOUT ROWID;

-- A review decides on memberships of its own group: the second reference holds it to that.
CREATE TABLE decisions (
    group_no INTEGER NOT NULL,
    review INTEGER NOT NULL,
    place INTEGER NOT NULL,
    membership INTEGER,
    decision TEXT CHECK (decision IN ('keep', 'remove', 'ask')),
    reason TEXT,
    PRIMARY KEY (group_no, review, place),
    FOREIGN KEY (group_no, review) REFERENCES reviews (group_no, no) ON DELETE CASCADE ON UPDATE CASCADE,
    FOREIGN KEY (group_no, membership) REFERENCES memberships (group_no, no) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE incidents (
    no INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('device-loss', 'device-theft', 'unauthorised-access', 'wrong-post', 'wrong-invitation', 'shared-id', 'free-group-patient-data', 'system-fault', 'near-miss', 'other')),
    occurred_at INTEGER CHECK (occurred_at BETWEEN 101010000 AND 999912312359 AND occurred_at % 100 < 60 AND occurred_at / 100 % 100 < 24),
    known_at INTEGER CHECK (known_at BETWEEN 101010000 AND 999912312359 AND known_at % 100 < 60 AND known_at / 100 % 100 < 24),
    reporter INTEGER REFERENCES staff (no) DEFERRABLE INITIALLY DEFERRED,
    device INTEGER REFERENCES devices (no) DEFERRABLE INITIALLY DEFERRED,
    affected_people INTEGER CHECK (affected_people BETWEEN 0 AND 4294967295),
    affected_data TEXT,
    summary TEXT,
    cause TEXT,
    prevention TEXT,
    reported_on INTEGER CHECK (reported_on BETWEEN 10101 AND 99991231 AND reported_on / 100 % 100 BETWEEN 1 AND 12 AND reported_on % 100 BETWEEN 1 AND 31),
    assessment TEXT CHECK (assessment IN ('reportable', 'not-reportable')),
    wrongful INTEGER CHECK (wrongful IN (0, 1)),
    preliminary_on INTEGER CHECK (preliminary_on BETWEEN 10101 AND 99991231 AND preliminary_on / 100 % 100 BETWEEN 1 AND 12 AND preliminary_on % 100 BETWEEN 1 AND 31),
    final_on INTEGER CHECK (final_on BETWEEN 10101 AND 99991231 AND final_on / 100 % 100 BETWEEN 1 AND 12 AND final_on % 100 BETWEEN 1 AND 31),
    closed_on INTEGER CHECK (closed_on BETWEEN 10101 AND 99991231 AND closed_on / 100 % 100 BETWEEN 1 AND 12 AND closed_on % 100 BETWEEN 1 AND 31)
) STRICT;

CREATE TABLE incident_groups (
    incident INTEGER NOT NULL REFERENCES incidents (no) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    group_no INTEGER NOT NULL REFERENCES groups (no) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (incident, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE first_responses (
    incident INTEGER NOT NULL REFERENCES incidents (no) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    done_at INTEGER CHECK (done_at BETWEEN 101010000 AND 999912312359 AND done_at % 100 < 60 AND done_at / 100 % 100 < 24),
    text TEXT,
    done_by INTEGER REFERENCES staff (no) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (incident, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE measures (
    incident INTEGER NOT NULL REFERENCES incidents (no) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    text TEXT,
    due INTEGER CHECK (due BETWEEN 10101 AND 99991231 AND due / 100 % 100 BETWEEN 1 AND 12 AND due % 100 BETWEEN 1 AND 31),
    done_on INTEGER CHECK (done_on BETWEEN 10101 AND 99991231 AND done_on / 100 % 100 BETWEEN 1 AND 12 AND done_on % 100 BETWEEN 1 AND 31),
    PRIMARY KEY (incident, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE waivers (
    no INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    rule TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason TEXT NOT NULL,
    approved_by INTEGER NOT NULL REFERENCES staff (no) DEFERRABLE INITIALLY DEFERRED,
    until_on INTEGER NOT NULL CHECK (until_on BETWEEN 10101 AND 99991231 AND until_on / 100 % 100 BETWEEN 1 AND 12 AND until_on % 100 BETWEEN 1 AND 31)
) STRICT;

-- Who did what, when, with every record before and after. Entries of one command share a batch (the seq of its first).
-- `undoes` names the batch that an undo takes back. audit.rs says what the hashes cover.
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    batch INTEGER NOT NULL CHECK (batch <= seq),
    at TEXT NOT NULL,
    account TEXT NOT NULL,
    action TEXT NOT NULL CHECK (length(action) > 0),
    undoes INTEGER,
    kind TEXT,
    subject TEXT NOT NULL,
    group_id TEXT,
    place INTEGER,
    before TEXT,
    after TEXT,
    prev_hash BLOB NOT NULL CHECK (length(prev_hash) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- The order of each list, for placing a new record in it.
CREATE INDEX staff_order ON staff (position);
CREATE INDEX partners_order ON partners (position);
CREATE INDEX filings_order ON filings (position);
CREATE INDEX devices_order ON devices (position);
CREATE INDEX take_outs_order ON take_outs (position);
CREATE INDEX groups_order ON groups (position);
CREATE INDEX incidents_order ON incidents (position);
CREATE INDEX waivers_order ON waivers (position);

CREATE INDEX audit_undone ON audit (undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER audit_is_not_edited BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the history is not edited'); END;
CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the history is not shortened'); END;
CREATE TRIGGER audit_is_in_order BEFORE INSERT ON audit
WHEN new.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit)
BEGIN SELECT RAISE(ABORT, 'the history is not rewritten'); END;

-- For readers with the sqlcipher shell: memberships and decisions with ids instead of numbers.
CREATE VIEW membership_list AS
SELECT g.id AS group_id, m.id, p.id AS person, m.rights, m.invited_on, i.id AS invited_by, m.approved_on, a.id AS approved_by,
       m.joined_on, m.off_duty_on, m.removal_requested_on, m.removal_reason, m.released_on
FROM memberships m
JOIN groups g ON g.no = m.group_no
JOIN people p ON p.no = m.person
LEFT JOIN people i ON i.no = m.invited_by
LEFT JOIN people a ON a.no = m.approved_by
ORDER BY m.group_no, m.no;
CREATE VIEW decision_list AS
SELECT g.id AS group_id, r.signed_on, p.id AS reviewer, m.id AS membership, d.decision, d.reason
FROM decisions d
JOIN groups g ON g.no = d.group_no
JOIN reviews r ON r.group_no = d.group_no AND r.no = d.review
JOIN memberships m ON m.group_no = d.group_no AND m.no = d.membership
LEFT JOIN people p ON p.no = r.reviewer
ORDER BY d.group_no, d.review, d.place;
