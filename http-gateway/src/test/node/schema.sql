drop schema if exists side cascade;
drop schema public cascade;
create schema public;
create schema side;
create type side.mood as enum ('happy', 'sad');
create table "Author" (
  id serial primary key, name text not null unique, mood side.mood not null default 'happy', moods side.mood[],
  secret text not null default 'hidden', born timestamptz(6) not null default now(), wealth decimal(20, 6));
create table "Book" (
  shelf int not null, place int not null, title text not null, sold bigint not null default 0, price decimal(10, 2) not null,
  cover bytea, extra jsonb, published date, location point, "authorId" int references "Author" on delete set null, primary key (shelf, place));
create table side."Note" (
  id uuid primary key, short text not null, text text not null, stars double precision, shelf int, place int,
  foreign key (shelf, place) references "Book" on delete cascade);
create table "_friends" (
  "A" int not null references "Author" on delete cascade, "B" int not null references "Author" on delete cascade, primary key ("A", "B"));
create view "Shelf" as select shelf, count(*) as books, sum(price) as worth from "Book" group by shelf;
