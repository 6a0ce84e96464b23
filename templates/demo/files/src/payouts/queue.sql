-- DEC-18: taking a job, writing the payment and finishing the job are one transaction.
create table payout (
  id         uuid primary key,
  shop       int  not null references shop,
  day        date not null,
  cents      bigint not null check (cents > 0),
  currency   char(3) not null,
  state      text not null default 'waiting'
             check (state in ('waiting', 'ordered', 'sent', 'stuck')),
  tries      int  not null default 0,
  not_before timestamptz not null default now(),
  unique (shop, day, currency)
);

-- Takes one payout that nobody else holds.
prepare take as
  select * from payout
  where state = 'waiting' and not_before <= now()
  order by not_before
  limit 1
  for update skip locked;
