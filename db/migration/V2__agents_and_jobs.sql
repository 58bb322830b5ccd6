-- Durable work: a queue, so an ordinary table. A lease is held by (id, attempt); whoever writes with an older attempt
-- touches nothing. Leases run on clock_timestamp(), not on the installation's clock: moving the sandbox's clock
-- forward must not kill builds.
create table job (
    id           uuid primary key,
    kind         text             not null,
    model        text             not null,
    account_id   uuid             not null,
    -- What the work is about: an agent code.
    subject      text             not null,
    payload      jsonb            not null,
    priority     smallint         not null default 0,
    status       text             not null default 'queued'
        check (status in ('queued', 'leased', 'done', 'failed', 'cancelled')),
    -- Grows with every claim and never falls: the fencing token.
    attempt      int              not null default 0,
    -- Attempts handed back by a node that shut down; they do not count against the limit.
    spared       int              not null default 0,
    worker       text,
    lease_until  timestamptz,
    progress     double precision not null default 0,
    step         text             not null default '',
    progress_msg text             not null default '',
    error        text,
    created_at   timestamptz      not null default clock_timestamp(),
    available_at timestamptz      not null default clock_timestamp(),
    finished_at  timestamptz,
    check ((status = 'leased') = (lease_until is not null))
);
-- Claims: the next job that waits, or whose lease ran out.
create index job_open on job (priority desc, created_at) where status in ('queued', 'leased');
-- Cancel, and "is a build of this agent running".
create index job_subject on job (account_id, subject) where status in ('queued', 'leased');

create table agent (
    account_id       uuid             not null references account,
    id               uuid             not null,
    code             text             not null,
    name             text             not null default '',
    description      text,
    language         text,
    gender           text,
    -- What the agent was created with, and what it can run by now.
    model            text             not null,
    supported_models text[]           not null default '{}',
    subject          text,
    system_prompt    text             not null default '',
    image_key        text,
    video_key        text,
    voice_id         text,
    framing          text             not null default 'portrait',
    aspect_ratio     text             not null default '16:9',
    transparency     boolean          not null default false,
    status           text             not null
        check (status in ('processing', 'generating', 'completed', 'success', 'ready', 'failed', 'deleted')),
    event_type       text,
    progress         double precision not null default 0 check (progress between 0 and 1),
    progress_msg     text,
    current_step     text,
    error_message    text,
    -- Which provider answers for llm, stt, tts and realtime; the vendor's word for a choice is kept as it was sent.
    providers        jsonb            not null default '{}',
    showcase         boolean          not null default false,
    created_at       timestamptz      not null,
    updated_at       timestamptz      not null,
    deleted_at       timestamptz,
    version          bigint           not null default 0,
    primary key (account_id, id),
    unique (account_id, code),
    check ((status = 'deleted') = (deleted_at is not null))
);
-- GET /v1/agents: newest first.
create index agent_newest on agent (account_id, created_at desc, id desc) where deleted_at is null;

-- Directory: whose agent is this code? Never changes for a code, and stays when the agent is deleted.
create table agent_directory (
    code       text primary key,
    account_id uuid    not null,
    showcase   boolean not null default false
);
-- GET /v1/models/showcase.
create index agent_directory_showcase on agent_directory (code) where showcase;

-- The newest stored artifact of each model of an agent.
create table agent_artifact (
    account_id   uuid        not null,
    agent_code   text        not null,
    model        text        not null,
    object_key   text        not null,
    filename     text        not null,
    content_type text        not null,
    sha256       text        not null,
    size         bigint      not null,
    created_at   timestamptz not null,
    primary key (account_id, agent_code, model),
    foreign key (account_id, agent_code) references agent (account_id, code)
);

-- Owns the ready-made avatars; has no secret, so nobody can act as it.
insert into account (account_id, email, plan, status, created_at)
values ('00000000-0000-0000-0000-000000000001', 'showcase@localhost', 'free', 'active', clock_timestamp());
insert into wallet (account_id) values ('00000000-0000-0000-0000-000000000001');
