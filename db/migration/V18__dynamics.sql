-- Gestures of agents (CONTRACT 5): what the owner set, how the newest generation stands, and the films of the last one that
-- ended well.
create table dynamics (
    -- No reference: rows go with their account and their agent.
    account_id    uuid        not null,
    agent_code    text        not null,
    status        text        not null default 'ready' check (status in ('ready', 'generating', 'failed')),
    -- The newest generation: its job says with it that it is the one that is waited for.
    order_id      uuid,
    paid          boolean     not null default false,
    duration      int         not null default 5 check (duration between 1 and 10),
    image_url     text,
    image_key     text,
    -- {action: key of a public object}; null before the first generation has ended well.
    clips         jsonb,
    -- Null as long as nobody said anything: then gestures are on once there are any.
    enabled       boolean,
    -- What else was merged, keywords among it.
    settings      jsonb       not null default '{}',
    error_message text,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    primary key (account_id, agent_code),
    check (status <> 'generating' or order_id is not null),
    check ((status = 'failed') = (error_message is not null))
);
