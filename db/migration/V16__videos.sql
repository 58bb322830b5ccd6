-- Talking videos (CONTRACT 7). A row outlives its job, which the queue forgets after a week: a client may ask for ever.
create table video (
    -- No reference: account_id is the account's, and rows go with it.
    account_id    uuid             not null,
    job_id        text             not null check (job_id ~ '^vid_[0-9a-f]{20}$'),
    agent_code    text             not null,
    model         text             not null,
    status        text             not null default 'processing'
        check (status in ('processing', 'completed', 'failed')),
    -- The film, public; null while there is none, and again when the agent it shows was deleted.
    video_key     text,
    seconds       double precision check (seconds > 0),
    -- What it costs as things stand: the cap while it is made, what it came to, nothing when it failed.
    credits       bigint           not null check (credits >= 0),
    error_message text,
    created_at    timestamptz      not null,
    ended_at      timestamptz,
    primary key (account_id, job_id),
    check ((status = 'processing') = (ended_at is null)),
    check ((status = 'completed') = (seconds is not null)),
    check ((status = 'failed') = (error_message is not null))
);
-- The deletion of an agent, and the sweep of what nobody refers to: the films of an agent.
create index video_of_agent on video (account_id, agent_code) where video_key is not null;
