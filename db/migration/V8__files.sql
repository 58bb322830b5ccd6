-- Uploads of an account (CONTRACT 6). The bytes lie in the object store under object_key.
create table uploaded_file (
    -- No reference: rows outlive a deleted account until its bytes are gone, too.
    account_id   uuid        not null,
    file_id      uuid        not null,
    object_key   text        not null,
    content_type text        not null,
    size         bigint      not null check (size > 0),
    source       text        not null,
    -- False until the bytes are kept, and again when the account is deleted: what stays so is swept.
    stored       boolean     not null default false,
    created_at   timestamptz not null,
    -- By the database's own clock: an upload that runs must not look old when the sandbox moves a month ahead.
    begun_at     timestamptz not null default now(),
    primary key (account_id, file_id)
);
-- The sweep of uploads that nobody will end.
create index uploaded_file_begun on uploaded_file (begun_at) where not stored;
