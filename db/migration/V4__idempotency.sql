-- The first answer of an operation that a client may repeat under one key, stored in the transaction of what it
-- describes (CONTRACT 1.6). The primary key is what a concurrent twin waits on.
create table idempotency_record (
    account_id      uuid        not null references account,
    endpoint        text        not null,
    idempotency_key text        not null check (length(idempotency_key) between 1 and 255),
    body_hash       bytea       not null,
    -- Null only inside the transaction that makes the answer.
    status          integer,
    answer          text,
    created_at      timestamptz not null,
    primary key (account_id, endpoint, idempotency_key)
);
-- The sweep of what is older than 24 hours.
create index idempotency_record_age on idempotency_record (created_at);
