-- One of each kind of thing that an upgrade must carry, for psql.
\set ON_ERROR_STOP 1
create role app login password 'secret1' connection limit 7;
create role staff nologin;
grant staff to app with admin option;
create role "od""d Name" with createdb valid until '2030-01-01';
alter role app set work_mem = '7MB';
alter database postgres set search_path = public, shop;
comment on database postgres is 'the shop';
alter system set work_mem = '9MB';
alter system set shared_preload_libraries = pg_stat_statements, auto_explain;
-- Unknown from 16 on.
alter system set vacuum_defer_cleanup_age = 5;

create schema shop authorization app;
create extension hstore;
create extension citext schema shop;
create extension pg_trgm;
create extension "uuid-ossp";
create type shop.mood as enum ('sad', 'ok');
alter type shop.mood add value 'meh' before 'ok';
create domain shop.positive as int check (value > 0);
create table shop.customer (
  id bigint generated always as identity primary key, email shop.citext unique not null, mood shop.mood default 'ok',
  tags text[], attributes hstore, born date, pay numeric(12, 2), ratio float8, seen timestamptz default now(), data jsonb,
  bytes bytea, token uuid default uuid_generate_v4(), span interval,
  size int generated always as (coalesce(length(email), 0)) stored);
insert into shop.customer (email, mood, tags, attributes, born, pay, ratio, data, bytes, span)
  select 'a' || i || '@example.com', (array['sad', 'meh', 'ok'])[1 + i % 3]::shop.mood, array['t' || i, null],
    hstore('k', i::text), '2000-01-01'::date + i, i / 3.0, sqrt(i), jsonb_build_object('i', i, 'x', array[1, 2]),
    decode(md5(i::text), 'hex'), make_interval(mins => i) from generate_series(1, 2000) i;
create table shop.orders (id serial primary key, customer bigint references shop.customer on delete cascade,
  amount shop.positive);
insert into shop.orders (customer, amount) select i, 1 + i % 5 from generate_series(1, 500) i;
create index on shop.customer using gin (tags);
create index on shop.customer using gin ((email::text) gin_trgm_ops);
create table part (day date, n int) partition by range (day);
create table part_2020 partition of part for values from ('2020-01-01') to ('2021-01-01');
create table part_rest partition of part default;
create index on part (n);
insert into part select '2020-01-01'::date + i, i from generate_series(1, 1000) i;
create unlogged table scratch (n int);
insert into scratch values (1);
create view shop.moody as select email, count(*) over () from shop.customer where mood = 'ok';
create materialized view shop.moods as select mood, count(*) from shop.customer group by 1;
create function shop.joined(a int, b text default 'x') returns text language plpgsql as $$ begin return a || b; end $$;
create function shop.next(a int) returns int language sql begin atomic select a + 1; end;
create function shop.same() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger same before insert on shop.orders for each row execute function shop.same();
alter table shop.orders enable row level security;
create policy large on shop.orders for select to app using (amount > 1);
create sequence lonely start 5 increment 3;
select nextval('lonely'), nextval('lonely');
grant select on shop.customer to staff;
alter default privileges in schema shop grant select on tables to staff;
select lo_from_bytea(0, decode(repeat('00ff', 5000), 'hex')), lo_from_bytea(777, 'hello');
alter large object 777 owner to app;
create table attachment (content oid);
insert into attachment values (777);
create table "we""ird ""T" ("sel ect" int, "jprisma" text);
insert into "we""ird ""T" select i, repeat('ü', i) from generate_series(1, 50) i;
create rule keep as on delete to "we""ird ""T" do instead nothing;
create publication changes for table shop.orders;

create database "sec ond" owner app lc_collate 'C' lc_ctype 'C' template template0 connection limit 9;
alter database "sec ond" set timezone = 'Europe/Berlin';
\c "sec ond"
create table t as select i, i::text as s, null::int as n from generate_series(1, 300) i;
\c template1
create extension unaccent;
