CREATE TABLE customer (name text PRIMARY KEY);
