-- When the row was written, not when its transaction began: where the table is published again, rows without a version are sorted by it.
-- Recurses to the partitions; later ones are made like the table.
alter table outbox alter column created_at set default clock_timestamp();
