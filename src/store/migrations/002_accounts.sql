-- Migration 2: several accounts, what each was last shown, and what was being typed when the vault was locked.
--
-- Accounts are part of the history (each is added, changed and removed by an entry); visits and drafts are not: they
-- say nothing about the office.

ALTER TABLE accounts ADD COLUMN password_changed_at TEXT;
UPDATE accounts SET password_changed_at = created_at;

-- The last entry of the history that an account's owner was shown on the screen.
CREATE TABLE visits (
    account TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (seq >= 0)
) STRICT, WITHOUT ROWID;

-- What an account's owner was typing when the vault was locked; offered again, then gone.
CREATE TABLE drafts (
    account TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    draft TEXT NOT NULL
) STRICT, WITHOUT ROWID;
