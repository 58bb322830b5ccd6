-- Account first: every table of an account has account_id leading its primary key and every unique constraint, and
-- refers only to tables of the same account. What must be found without knowing the account goes through small
-- directory tables (src/docs/decisions.md).

-- The installation's clock: the database's, moved forward by the sandbox. One row.
create table installation_clock (
    id             smallint primary key default 1 check (id = 1),
    offset_seconds bigint   not null default 0
);
insert into installation_clock default values;

-- Volatile on purpose: two calls in one transaction may see time pass, as they would outside.
create function installation_now() returns timestamptz language sql volatile as
$$ select clock_timestamp() + make_interval(secs => offset_seconds) from installation_clock $$;

create table account (
    account_id           uuid primary key,
    email                text        not null,
    plan                 text        not null check (plan in ('free', 'creator', 'pro', 'business', 'enterprise')),
    status               text        not null default 'active' check (status in ('active', 'suspended')),
    -- Set by revoke-all, cleared when a new secret is created: token endpoints answer RUNTIME_SUSPENDED meanwhile.
    runtime_suspended_at timestamptz,
    created_at           timestamptz not null,
    version              bigint      not null default 0
);

-- A secret is stored only as a keyed hash. Deleted ones stay, so that a revoked secret is told from an unknown one.
create table api_secret (
    account_id   uuid        not null references account,
    secret_hash  bytea       not null,
    alias        text        not null,
    display      text        not null,
    created_at   timestamptz not null,
    last_used_at timestamptz,
    deleted_at   timestamptz,
    primary key (account_id, secret_hash)
);
create unique index api_secret_alias on api_secret (account_id, alias) where deleted_at is null;

-- Which pepper the secrets were hashed with, so that a node with another one does not start. One row.
create table installation_pepper (
    id          smallint primary key default 1 check (id = 1),
    fingerprint bytea    not null
);

-- Directory: whose secret is this? Never changes for a hash.
create table secret_directory (
    secret_hash bytea primary key,
    account_id  uuid not null
);

-- Three buckets of whole credits. Only a live session may take the sum below zero, down to the floor.
create table wallet (
    account_id uuid primary key references account,
    plan       bigint not null default 0,
    reward     bigint not null default 0,
    topup      bigint not null default 0,
    constraint wallet_floor check (plan + reward + topup >= -11)
);

-- Append-only: one row a movement of credits. The balance is always the sum of the entries.
create table ledger_entry (
    account_id    uuid        not null references account,
    entry_id      uuid        not null default gen_random_uuid(),
    reference     text        not null,
    kind          text        not null check (kind in ('charge', 'refund', 'grant')),
    plan_delta    bigint      not null,
    reward_delta  bigint      not null,
    topup_delta   bigint      not null,
    -- The charge a refund gives back.
    refund_of     text,
    activity_type text        not null,
    source        text        not null,
    pricing_code  text        not null,
    agent_code    text,
    session_id    text,
    room_name     text,
    start_time    timestamptz,
    end_time      timestamptz,
    created_at    timestamptz not null,
    primary key (account_id, entry_id),
    unique (account_id, reference),
    check ((kind = 'refund') = (refund_of is not null))
);
-- GET /v1/usage: newest first.
create index ledger_entry_newest on ledger_entry (account_id, created_at desc, entry_id desc);
-- What of a charge has been given back.
create index ledger_entry_refunds on ledger_entry (account_id, refund_of) where refund_of is not null;

create function ledger_entry_is_append_only() returns trigger language plpgsql as
$$ begin raise exception 'ledger_entry is append-only'; end $$;
create trigger ledger_entry_append_only before update or delete on ledger_entry
    for each row execute function ledger_entry_is_append_only();

-- What a ledger entry is about; passed as one value so that charges and refunds need not repeat eight parameters.
create type ledger_subject as (
    activity_type text,
    source        text,
    pricing_code  text,
    agent_code    text,
    session_id    text,
    room_name     text,
    start_time    timestamptz,
    end_time      timestamptz
);

-- Takes credits in the order plan, reward, top-up. Refusals are values, never exceptions:
-- 'charged', 'duplicate' (this reference was charged before: nothing moved), 'insufficient', 'no_account'.
-- p_floor: how far the balance may fall, 0 or -11.
create function ledger_charge(p_account uuid, p_reference text, p_credits bigint, p_floor bigint,
                              p_subject ledger_subject) returns text language plpgsql as
$$
declare
    w           wallet;
    from_plan   bigint;
    from_reward bigint;
begin
    if p_credits < 0 then raise exception 'a charge is not negative: %', p_credits; end if;
    select * into w from wallet where account_id = p_account for update;
    if not found then return 'no_account'; end if;
    if exists (select from ledger_entry where account_id = p_account and reference = p_reference) then
        return 'duplicate';
    end if;
    if p_credits > 0 and w.plan + w.reward + w.topup - p_credits < p_floor then return 'insufficient'; end if;
    from_plan := least(greatest(w.plan, 0), p_credits);
    from_reward := least(greatest(w.reward, 0), p_credits - from_plan);
    update wallet set plan   = plan - from_plan,
                      reward = reward - from_reward,
                      topup  = topup - (p_credits - from_plan - from_reward)
    where account_id = p_account;
    insert into ledger_entry (account_id, reference, kind, plan_delta, reward_delta, topup_delta, activity_type, source,
                              pricing_code, agent_code, session_id, room_name, start_time, end_time, created_at)
    values (p_account, p_reference, 'charge', -from_plan, -from_reward, -(p_credits - from_plan - from_reward),
            p_subject.activity_type, p_subject.source, p_subject.pricing_code, p_subject.agent_code,
            p_subject.session_id, p_subject.room_name, p_subject.start_time, p_subject.end_time, installation_now());
    return 'charged';
end
$$;

-- Gives credits of a charge back to the buckets that paid, the last bucket first; never more than is still owed.
-- p_credits null: all that is left. Returns the credits given back; 0 when this reference refunded before, when
-- nothing is left or when there was no such charge.
create function ledger_refund(p_account uuid, p_charge text, p_reference text, p_credits bigint) returns bigint
    language plpgsql as
$$
declare
    c       ledger_entry;
    back    ledger_entry;
    wanted  bigint;
    t bigint; r bigint; p bigint;
begin
    perform from wallet where account_id = p_account for update;
    select * into c from ledger_entry where account_id = p_account and reference = p_charge and kind = 'charge';
    if not found or exists (select from ledger_entry where account_id = p_account and reference = p_reference) then
        return 0;
    end if;
    select coalesce(sum(plan_delta), 0), coalesce(sum(reward_delta), 0), coalesce(sum(topup_delta), 0)
    into back.plan_delta, back.reward_delta, back.topup_delta
    from ledger_entry where account_id = p_account and refund_of = p_charge;
    p := -c.plan_delta - back.plan_delta;
    r := -c.reward_delta - back.reward_delta;
    t := -c.topup_delta - back.topup_delta;
    wanted := least(coalesce(p_credits, p + r + t), p + r + t);
    if wanted <= 0 then return 0; end if;
    t := least(t, wanted);
    r := least(r, wanted - t);
    p := wanted - t - r;
    update wallet set plan = plan + p, reward = reward + r, topup = topup + t where account_id = p_account;
    insert into ledger_entry (account_id, reference, kind, plan_delta, reward_delta, topup_delta, refund_of,
                              activity_type, source, pricing_code, agent_code, session_id, room_name, start_time,
                              end_time, created_at)
    values (p_account, p_reference, 'refund', p, r, t, p_charge, c.activity_type, c.source,
            'credit_refund_' || c.pricing_code, c.agent_code, c.session_id, c.room_name, c.start_time, c.end_time,
            installation_now());
    return wanted;
end
$$;

-- Adds credits to one bucket ('plan', 'reward', 'topup'), once per reference. True when they were added now.
create function ledger_grant(p_account uuid, p_reference text, p_bucket text, p_credits bigint, p_source text)
    returns boolean language plpgsql as
$$
begin
    if p_credits < 0 then raise exception 'a grant is not negative: %', p_credits; end if;
    if p_bucket not in ('plan', 'reward', 'topup') then raise exception 'no such bucket: %', p_bucket; end if;
    perform from wallet where account_id = p_account for update;
    if not found or exists (select from ledger_entry where account_id = p_account and reference = p_reference) then
        return false;
    end if;
    update wallet set plan   = plan + case p_bucket when 'plan' then p_credits else 0 end,
                      reward = reward + case p_bucket when 'reward' then p_credits else 0 end,
                      topup  = topup + case p_bucket when 'topup' then p_credits else 0 end
    where account_id = p_account;
    insert into ledger_entry (account_id, reference, kind, plan_delta, reward_delta, topup_delta, activity_type, source,
                              pricing_code, created_at)
    values (p_account, p_reference, 'grant',
            case p_bucket when 'plan' then p_credits else 0 end,
            case p_bucket when 'reward' then p_credits else 0 end,
            case p_bucket when 'topup' then p_credits else 0 end,
            'credit_grant', p_source, 'credit_grant_' || p_bucket, installation_now());
    return true;
end
$$;
