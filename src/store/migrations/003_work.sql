-- Migration 3: what the administrator's own work leaves behind.
--
-- A review is in the register from its begin on, one row a decision, so that nothing decided is lost before it is
-- signed. `question` says that there is one, since all of its own columns may be empty.

ALTER TABLE reviews ADD COLUMN begun_on INTEGER CHECK (begun_on BETWEEN 10101 AND 99991231 AND begun_on / 100 % 100 BETWEEN 1 AND 12 AND begun_on % 100 BETWEEN 1 AND 31);
ALTER TABLE reviews ADD COLUMN minutes INTEGER CHECK (minutes BETWEEN 0 AND 4294967295);

ALTER TABLE decisions ADD COLUMN question INTEGER CHECK (question = 1);
ALTER TABLE decisions ADD COLUMN question_whom INTEGER REFERENCES people (no) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE decisions ADD COLUMN answered_on INTEGER CHECK (answered_on BETWEEN 10101 AND 99991231 AND answered_on / 100 % 100 BETWEEN 1 AND 12 AND answered_on % 100 BETWEEN 1 AND 31);
ALTER TABLE decisions ADD COLUMN answer TEXT;

ALTER TABLE memberships ADD COLUMN reason TEXT;
ALTER TABLE memberships ADD COLUMN released_by INTEGER REFERENCES people (no) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE take_outs ADD COLUMN standing INTEGER CHECK (standing IN (0, 1));
ALTER TABLE take_outs ADD COLUMN checked_on INTEGER CHECK (checked_on BETWEEN 10101 AND 99991231 AND checked_on / 100 % 100 BETWEEN 1 AND 12 AND checked_on % 100 BETWEEN 1 AND 31);
ALTER TABLE take_outs ADD COLUMN checked_by INTEGER REFERENCES staff (no) DEFERRABLE INITIALLY DEFERRED;
