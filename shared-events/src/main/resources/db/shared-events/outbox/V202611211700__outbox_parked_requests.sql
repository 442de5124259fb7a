-- The leader asks twice a second whether somebody wants parked rows tried again, however many there are.
create index on outbox_parked (position) where retry_requested;
create index on outbox_parked (position) where discarded_at is null;
