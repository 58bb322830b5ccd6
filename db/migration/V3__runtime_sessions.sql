-- Timers. The table as db-scheduler wants it.
create table scheduled_tasks (
    task_name            text        not null,
    task_instance        text        not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean     not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint      not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority on scheduled_tasks (priority desc, execution_time);

-- One row a metered session, cloud or self-hosted. Always written under the lock of the account's wallet row, except by
-- the sweeper, which only ends rows that no heartbeat can revive.
create table runtime_session (
    account_id       uuid        not null references account,
    session_id       text        not null,
    -- Who beats: a digest of (fingerprint or else room or else secret, agent, pricing code).
    identity         text        not null,
    fingerprint      text,
    agent_code       text,
    -- What the client sent, and what it is billed as.
    raw_billing_type text,
    billing_type     text        not null,
    pricing_code     text        not null,
    -- Null for a managed conversation, which is billed on top of an avatar.
    model            text,
    hosted           boolean     not null,
    -- Credits a started minute, as it was when the session opened.
    rate             bigint      not null check (rate >= 0),
    room_name        text,
    user_id          text,
    secret_hash      bytea       not null,
    key_alias        text        not null,
    tags             text,
    runtime_version  text,
    started_at       timestamptz not null,
    last_beat_at     timestamptz not null,
    billed_minutes   int         not null default 0,
    credits          bigint      not null default 0,
    ended_at         timestamptz,
    end_reason       text check (end_reason in ('ended', 'agent_deleted', 'silent', 'balance', 'terminated', 'room_closed', 'failed')),
    -- After a terminate: heartbeats of this identity are refused until then.
    refused_until    timestamptz,
    primary key (account_id, session_id),
    check ((ended_at is null) = (end_reason is null))
);
-- One live session an identity; and the account's live ones, counted against its plan.
create unique index runtime_session_live on runtime_session (account_id, identity) where ended_at is null;
-- The sweeper.
create index runtime_session_silent on runtime_session (last_beat_at) where ended_at is null;
-- Terminated identities.
create index runtime_session_refused on runtime_session (account_id, identity) where refused_until is not null;

-- The concurrent sessions of a plan: CONTRACT 2.1. A test holds this against account.Plan.
create function plan_sessions(p_plan text) returns int language sql immutable as
$$ select case p_plan when 'free' then 1 when 'creator' then 3 when 'pro' then 10 when 'business' then 50
                      when 'enterprise' then 200 else 0 end $$;

-- A session whose last sign of life is this old is over. Whole seconds count: 300.9 s is still the grace of 300 s.
create function session_silence() returns interval language sql immutable as $$ select interval '301 seconds' $$;

-- Charges the started minutes of a session that are not billed yet, up to p_now, in one ledger entry. The caller holds
-- the wallet's lock. Returns what ledger_charge returns; only 'charged' and 'duplicate' move the session forward.
create function bill_minutes(p_session runtime_session, p_now timestamptz, p_floor bigint) returns text
    language plpgsql as
$$
declare
    minute_from  int := p_session.billed_minutes + 1;
    -- Never below 1: the clock of a machine may be set back a little.
    minute_to    int := greatest(1, floor(extract(epoch from p_now - p_session.started_at) / 60)::int + 1);
    price        bigint := (minute_to - minute_from + 1) * p_session.rate;
    outcome      text;
begin
    if minute_to < minute_from then return 'charged'; end if;
    outcome := ledger_charge(
        p_session.account_id, 'minute:' || p_session.session_id || ':' || minute_from || '-' || minute_to, price, p_floor,
        row ('live_session', p_session.billing_type, p_session.pricing_code, p_session.agent_code,
             p_session.session_id, p_session.room_name,
             p_session.started_at + (minute_from - 1) * interval '1 minute', p_now)::ledger_subject);
    if outcome in ('charged', 'duplicate') then
        update runtime_session set billed_minutes = minute_to, credits = credits + price
        where account_id = p_session.account_id and session_id = p_session.session_id;
    end if;
    return outcome;
end
$$;

create type beat_result as (
    -- 'live', 'runtime_suspended', 'account_suspended', 'no_agent', 'insufficient' or 'concurrency'.
    outcome    text,
    session_id text,
    balance    bigint,
    plan       text
);

-- A heartbeat, whole: CONTRACT 4.2. Called as one statement, alone in its transaction, so that it costs one round trip,
-- holds the wallet's lock no longer and runs on the shard that holds the account. Refusals are outcomes, never
-- exceptions. p_session is the id a newly opened session gets; p_billing_type is what the client sent.
create function beat(p_account uuid, p_secret_hash bytea, p_session text, p_fingerprint text, p_room text,
                     p_agent text, p_model_hash text, p_runtime_model_hash text, p_billing_type text,
                     p_pricing_code text, p_model text, p_hosted boolean, p_rate bigint, p_user text, p_tags text,
                     p_runtime_version text) returns beat_result language plpgsql as
$$
declare
    v_now      timestamptz;
    v_account  account;
    v_secret   api_secret;
    v_agent    text := p_agent;
    v_identity text;
    s          runtime_session;
    result     beat_result;
begin
    -- Everything after this line is serial within the account. The clock is read behind the lock, so that beats that
    -- waited for each other see their own moments in order.
    select plan + reward + topup into result.balance from wallet where account_id = p_account for update;
    v_now := installation_now();

    select * into v_account from account where account_id = p_account;
    select * into v_secret from api_secret where account_id = p_account and secret_hash = p_secret_hash;
    result.plan := v_account.plan;
    if v_secret.alias is null or v_secret.deleted_at is not null or v_account.runtime_suspended_at is not null then
        result.outcome := 'runtime_suspended';
        return result;
    end if;
    if v_account.status <> 'active' or result.balance < -11 then
        result.outcome := 'account_suspended';
        return result;
    end if;
    if v_secret.last_used_at is null or v_secret.last_used_at < v_now - interval '1 minute' then
        update api_secret set last_used_at = v_now where account_id = p_account and secret_hash = p_secret_hash;
    end if;

    if v_agent is not null then
        if not exists (select from agent where account_id = p_account and code = v_agent and deleted_at is null)
            and not exists (select from agent_directory where code = v_agent and showcase) then
            result.outcome := 'no_agent';
            return result;
        end if;
    elsif p_billing_type is null and (p_model_hash is not null or p_runtime_model_hash is not null) then
        -- A client that names nothing but the file it plays.
        select f.agent_code into v_agent
        from agent_artifact f join agent a on a.account_id = f.account_id and a.code = f.agent_code
        where f.account_id = p_account and a.deleted_at is null
          and f.sha256 in (lower(p_model_hash), lower(p_runtime_model_hash))
        order by f.created_at desc, f.agent_code limit 1;
    end if;

    v_identity := encode(sha256(convert_to(jsonb_build_array(
        case when p_fingerprint is not null then 'fingerprint' when p_room is not null then 'room' else 'secret' end,
        coalesce(p_fingerprint, p_room, encode(p_secret_hash, 'hex')), v_agent, p_pricing_code)::text, 'UTF8')), 'hex');
    if exists (select from runtime_session
               where account_id = p_account and identity = v_identity and refused_until > v_now) then
        result.outcome := 'runtime_suspended';
        return result;
    end if;

    select * into s from runtime_session
    where account_id = p_account and identity = v_identity and ended_at is null for update;
    if found and v_now - s.last_beat_at >= session_silence() then
        -- Billed to the minute of its last heartbeat already, and not beyond.
        update runtime_session set ended_at = last_beat_at, end_reason = 'silent'
        where account_id = p_account and session_id = s.session_id;
        s := null;
    end if;

    if s.session_id is null then
        if result.balance <= 0 or result.balance < p_rate then
            result.outcome := 'insufficient';
            return result;
        end if;
        if (select count(*) from runtime_session
            where account_id = p_account and ended_at is null and v_now - last_beat_at < session_silence())
            >= plan_sessions(v_account.plan) then
            result.outcome := 'concurrency';
            return result;
        end if;
        insert into runtime_session (account_id, session_id, identity, fingerprint, agent_code, raw_billing_type,
                                     billing_type, pricing_code, model, hosted, rate, room_name, user_id, secret_hash,
                                     key_alias, tags, runtime_version, started_at, last_beat_at)
        values (p_account, p_session, v_identity, p_fingerprint, v_agent, p_billing_type,
                coalesce(p_billing_type, 'self-hosted-essence-model'), p_pricing_code, p_model, p_hosted, p_rate, p_room,
                p_user, p_secret_hash, v_secret.alias, p_tags, p_runtime_version, v_now, v_now)
        returning * into s;
    end if;

    result.session_id := s.session_id;
    result.outcome := bill_minutes(s, v_now, case when s.billed_minutes = 0 then 0 else -11 end);
    if result.outcome = 'insufficient' then
        update runtime_session set ended_at = v_now, end_reason = 'balance'
        where account_id = p_account and session_id = s.session_id;
        return result;
    end if;
    update runtime_session
    set last_beat_at    = greatest(last_beat_at, v_now),
        secret_hash     = p_secret_hash,
        key_alias       = v_secret.alias,
        room_name       = coalesce(p_room, room_name),
        user_id         = coalesce(p_user, user_id),
        tags            = coalesce(p_tags, tags),
        runtime_version = coalesce(p_runtime_version, runtime_version)
    where account_id = p_account and session_id = s.session_id;
    select plan + reward + topup into result.balance from wallet where account_id = p_account;
    result.outcome := 'live';
    return result;
end
$$;

-- Ends a session once: the started minutes of a living one are billed, as far as the floor allows; a silent one ends at
-- its last sign of life. Ending an ended one changes nothing. False when there is no such session.
create function end_session(p_account uuid, p_session text, p_reason text) returns boolean language plpgsql as
$$
declare
    v_now timestamptz;
    s     runtime_session;
begin
    perform from wallet where account_id = p_account for update;
    v_now := installation_now();
    select * into s from runtime_session where account_id = p_account and session_id = p_session for update;
    if not found then return false; end if;
    if s.ended_at is not null then return true; end if;
    if v_now - s.last_beat_at >= session_silence() then
        update runtime_session set ended_at = last_beat_at, end_reason = 'silent'
        where account_id = p_account and session_id = p_session;
        return true;
    end if;
    perform bill_minutes(s, v_now, -11);
    update runtime_session set ended_at = v_now, end_reason = p_reason
    where account_id = p_account and session_id = p_session;
    return true;
end
$$;
