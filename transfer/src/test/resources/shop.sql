--
-- PostgreSQL database dump
--

\restrict aBcDeF0123

-- Dumped from database version 15.18
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;
COMMENT ON EXTENSION citext IS 'data type for case-insensitive character strings';

CREATE SCHEMA audit;
ALTER SCHEMA audit OWNER TO shop_owner;

CREATE TYPE public.mood AS ENUM (
    'sad',
    'it''s; ok',
    'happy'
);
ALTER TYPE public.mood OWNER TO shop_owner;
CREATE DOMAIN public.year AS integer
	CONSTRAINT year_check CHECK (((VALUE >= 1901) AND (VALUE <= 2155)));

CREATE FUNCTION public.touch() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
begin
  -- a comment; with ' a quote and $$ dollars $$
  new.updated = now();
  return new;
end;
$_$;
ALTER FUNCTION public.touch() OWNER TO shop_owner;

CREATE FUNCTION public.total(a integer, b integer) RETURNS integer
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT CASE WHEN (total.a IS NULL) THEN 0 ELSE (total.a + total.b) END AS "case";
END;

SET default_tablespace = '';
SET default_table_access_method = heap;

CREATE TABLE public.film (
    id bigint NOT NULL,
    title text NOT NULL,
    email public.citext,
    mood public.mood DEFAULT 'sad'::public.mood,
    released public.year,
    price numeric(10,2),
    price_with_tax numeric GENERATED ALWAYS AS ((price * 1.19)) STORED,
    tags text[],
    raw bytea,
    doc jsonb,
    updated timestamp with time zone DEFAULT '2020-01-01 00:00:00+00'::timestamp with time zone
);
ALTER TABLE public.film OWNER TO shop_owner;
COMMENT ON TABLE public.film IS 'Films; with a semicolon
and a second line';
ALTER TABLE public.film ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.film_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.payment (
    id integer NOT NULL,
    film_id bigint,
    paid_at date NOT NULL
)
PARTITION BY RANGE (paid_at);
CREATE TABLE public.payment_2024 (
    id integer NOT NULL,
    film_id bigint,
    paid_at date NOT NULL
);
CREATE TABLE public.payment_2025 (
    id integer NOT NULL,
    film_id bigint,
    paid_at date NOT NULL
);
ALTER TABLE ONLY public.payment ATTACH PARTITION public.payment_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
ALTER TABLE ONLY public.payment ATTACH PARTITION public.payment_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

CREATE VIEW public.happy_films AS
 SELECT film.id,
    film.title
   FROM public.film
  WHERE (film.mood = 'happy'::public.mood);
CREATE MATERIALIZED VIEW public.film_count AS
 SELECT count(*) AS n
   FROM public.film
  WITH NO DATA;
CREATE SEQUENCE public.ticket
    AS integer
    START WITH 100
    INCREMENT BY 10
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

COPY public.film (id, title, email, mood, released, price, tags, raw, doc, updated) FROM stdin;
1	Tab\there	A@B.c	happy	1999	9.99	{a,"b c","q\\"uote",NULL}	\\x00ff5c	{"a": "x\\ny", "n": [1, 2.50]}	2024-02-29 12:34:56.789+00
2	back\\slash \b\f\v\r\n end	\N	it's; ok	2000	\N	\N	\\x	\N	infinity
3	\\.	\N	sad	\N	0.00	{}	\N	"\\\\N"	\N
4	\\N is not null; ünï 😀	\N	\N	\N	1.00	{{1,2},{3,4}}	\N	null	0001-01-01 00:00:00+00 BC
\.

COPY public.payment_2024 (id, film_id, paid_at) FROM stdin;
1	1	2024-03-01
2	2	2024-12-31
\.
COPY public.payment_2025 (id, film_id, paid_at) FROM stdin;
\.

SELECT pg_catalog.lo_create('4711');
ALTER LARGE OBJECT 4711 OWNER TO shop_owner;
BEGIN;
SELECT pg_catalog.lo_open('4711', 131072);
SELECT pg_catalog.lowrite(0, '\x000102ff48656c6c6f');
SELECT pg_catalog.lo_close(0);
COMMIT;

SELECT pg_catalog.setval('public.film_id_seq', 4, true);
SELECT pg_catalog.setval('public.ticket', 120, false);

ALTER TABLE ONLY public.film ADD CONSTRAINT film_pkey PRIMARY KEY (id);
CREATE INDEX film_title ON public.film USING btree (lower(title)) WHERE (mood <> 'sad'::public.mood);
CREATE TRIGGER film_touch BEFORE UPDATE ON public.film FOR EACH ROW EXECUTE FUNCTION public.touch();
CREATE RULE no_delete AS ON DELETE TO public.happy_films DO INSTEAD ( SELECT 1; SELECT 2 );
ALTER TABLE public.payment ADD CONSTRAINT payment_film FOREIGN KEY (film_id) REFERENCES public.film(id);
CREATE POLICY only_happy ON public.film FOR SELECT USING ((mood = 'happy'::public.mood));
ALTER TABLE public.film ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON TABLE public.film TO shop_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE shop_owner IN SCHEMA public GRANT SELECT ON TABLES TO shop_reader;
REFRESH MATERIALIZED VIEW public.film_count;

--
-- PostgreSQL database dump complete
--

\unrestrict aBcDeF0123
