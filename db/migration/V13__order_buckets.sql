-- How many orders an account may send still, where several nodes share that (likeness.limits.shared). The library that
-- counts keeps its state as bytes; a row whose bucket is full again may go, and the sweep finds it by expires_at.
create table order_bucket (
    account_id uuid primary key,
    state      bytea,
    expires_at bigint
);
create index order_bucket_expires_at on order_bucket (expires_at);
