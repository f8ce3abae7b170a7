drop table if exists bench_book, bench_author;
create table bench_author (id serial primary key, email text not null unique, name text, born timestamp(3) not null default now());
create table bench_book (id serial primary key, title text not null, sold int not null default 0, author_id int not null references bench_author);
create index on bench_book (author_id);
insert into bench_author (email, name) select 'a' || i || '@example.com', 'author ' || i from generate_series(1, 1000) i;
insert into bench_book (title, author_id) select 'book ' || i, 1 + i % 1000 from generate_series(1, 5000) i;
