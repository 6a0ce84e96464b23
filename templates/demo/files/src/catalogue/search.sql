-- DEC-9: full text first; letters in threes only where that finds too little.
create extension if not exists unaccent;
create extension if not exists pg_trgm;

alter table edition add column words tsvector
  generated always as (to_tsvector('simple', plain(title || ' ' || author))) stored;

create index edition_words on edition using gin (words);
create index edition_letters on edition using gin (plain(title || ' ' || author) gin_trgm_ops);

create function search(q text, shop int) returns setof edition as $$
  with exact as (
    select e.* from edition e
    where e.words @@ plainto_tsquery('simple', plain(q))
    limit 50
  ), near as (
    select e.* from edition e
    where (select count(*) from exact) < 5
      and plain(e.title || ' ' || e.author) % plain(q)
    limit 50
  )
  select * from exact union select * from near;
$$ language sql stable;
