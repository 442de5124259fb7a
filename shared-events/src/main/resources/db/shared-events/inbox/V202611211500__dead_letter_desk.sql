-- When it is this dead letter's turn to be handled again; null from the moment it is on its lane.
alter table dead_letter add column replay_at timestamptz;
create index dead_letter_due on dead_letter (consumer, replay_at) where replay_at is not null;
