-- Jobs that are shared fairly between accounts, end even when nobody can end them, and do not stay for ever; and the
-- models added to agents later.
alter table job
    -- The newest claim: who was served last waits longest.
    add column claimed_at    timestamptz,
    -- How long the running attempt may take; a lease is not renewed past it.
    add column attempt_until timestamptz;

-- 'stuck': its ending failed, so it is set aside and ended later. Nobody claims it; its error and step say how it ends.
alter table job
    drop constraint job_status_check,
    add constraint job_status_check check (status in ('queued', 'leased', 'done', 'failed', 'cancelled', 'stuck'));

-- A claim walks from account to account and takes the first jobs of each: an account's thousand jobs cost it one step.
drop index job_open;
create index job_account_open on job (account_id, priority desc, created_at) where status in ('queued', 'leased');
-- A claim asks of each account: how many run, and when was it served last?
create index job_leased on job (account_id) where status = 'leased';
create index job_served on job (account_id, claimed_at desc) where claimed_at is not null;
-- The upkeep: what ended long ago, what is stuck, what nobody takes.
create index job_finished on job (finished_at) where finished_at is not null;
create index job_stuck on job (available_at) where status = 'stuck';
create index job_waiting on job (available_at) where status = 'queued';
-- How long builds of a model took lately.
create index job_done on job (kind, model, finished_at desc) where status = 'done';
-- Cancel: what is stuck, too.
drop index job_subject;
create index job_subject on job (account_id, subject) where status in ('queued', 'leased', 'stuck');

-- The newest order to add a model to an agent that is ready (CONTRACT 3.4): its failure is told here, not on the agent.
create table agent_model_add (
    account_id    uuid             not null,
    agent_code    text             not null,
    model         text             not null,
    -- A new one for each order: the ledger's reference of its charge.
    add_id        uuid             not null,
    status        text             not null check (status in ('processing', 'ready', 'failed')),
    progress      double precision not null default 0 check (progress between 0 and 1),
    progress_msg  text,
    current_step  text,
    error_message text,
    created_at    timestamptz      not null,
    updated_at    timestamptz      not null,
    primary key (account_id, agent_code, model),
    foreign key (account_id, agent_code) references agent (account_id, code)
);
