-- Migration 10: whoever takes a late report in asks why it is late.

ALTER TABLE incidents ADD COLUMN delay_reason TEXT;
