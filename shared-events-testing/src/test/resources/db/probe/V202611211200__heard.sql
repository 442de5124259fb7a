create table heard (position bigint generated always as identity, thing text not null, step integer not null);
