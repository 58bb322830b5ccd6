-- Rules that several functions had each for itself, once: who may have a session, and which bucket pays.

-- Credits taken from three places in turn: what is in the first, then in the second, the rest from the third, which may
-- go below zero. It is the share of a charge that comes after others, p_before credits, have been taken from the same.
-- One row, and nothing but an expression, so that it becomes part of the statement that asks.
create function credit_split(p_first bigint, p_second bigint, p_before bigint, p_credits bigint)
    returns table (first bigint, second bigint, third bigint) language sql immutable rows 1 as
$$
select s.first, s.two - s.first, p_credits - s.two
from (select least(p_before + p_credits, p_first) - least(p_before, p_first) as first,
             least(p_before + p_credits, p_first + p_second) - least(p_before, p_first + p_second) as two) s
$$;

-- A movement of credits, the entry and the wallet together. The caller holds the wallet's lock. False, and nothing
-- moved, when the reference moved credits before.
create function ledger_move(p_account uuid, p_reference text, p_kind text, p_plan bigint, p_reward bigint,
                            p_topup bigint, p_refund_of text, p_subject ledger_subject) returns boolean
    language plpgsql as
$$
begin
    insert into ledger_entry (account_id, reference, kind, plan_delta, reward_delta, topup_delta, refund_of,
                              activity_type, source, pricing_code, agent_code, session_id, room_name, start_time,
                              end_time, created_at)
    values (p_account, p_reference, p_kind, p_plan, p_reward, p_topup, p_refund_of, p_subject.activity_type,
            p_subject.source, p_subject.pricing_code, p_subject.agent_code, p_subject.session_id, p_subject.room_name,
            p_subject.start_time, p_subject.end_time, installation_now())
    on conflict (account_id, reference) do nothing;
    if not found then return false; end if;
    update wallet set plan = plan + p_plan, reward = reward + p_reward, topup = topup + p_topup
    where account_id = p_account;
    return true;
end
$$;

-- Takes credits in the order plan, reward, top-up. Refusals are values, never exceptions:
-- 'charged', 'duplicate' (this reference was charged before: nothing moved), 'insufficient', 'no_account'.
-- p_floor: how far the balance may fall.
create or replace function ledger_charge(p_account uuid, p_reference text, p_credits bigint, p_floor bigint,
                                         p_subject ledger_subject) returns text language plpgsql as
$$
declare
    w wallet;
    s record;
begin
    if p_credits < 0 then raise exception 'a charge is not negative: %', p_credits; end if;
    select * into w from wallet where account_id = p_account for update;
    if not found then return 'no_account'; end if;
    if p_credits > 0 and w.plan + w.reward + w.topup - p_credits < p_floor then
        return case when exists (select from ledger_entry where account_id = p_account and reference = p_reference)
                    then 'duplicate' else 'insufficient' end;
    end if;
    select * into s from credit_split(w.plan, w.reward, 0, p_credits);
    return case when ledger_move(p_account, p_reference, 'charge', -s.first, -s.second, -s.third, null, p_subject)
                then 'charged' else 'duplicate' end;
end
$$;

-- Gives credits of a charge back to the buckets that paid, the last bucket first; never more than is still owed.
-- p_credits null: all that is left. Returns the credits given back; 0 when this reference refunded before, when
-- nothing is left or when there was no such charge.
create or replace function ledger_refund(p_account uuid, p_charge text, p_reference text, p_credits bigint)
    returns bigint language plpgsql as
$$
declare
    c      ledger_entry;
    owed   record;
    wanted bigint;
    s      record;
begin
    perform from wallet where account_id = p_account for update;
    select * into c from ledger_entry where account_id = p_account and reference = p_charge and kind = 'charge';
    if not found then return 0; end if;
    select -c.plan_delta - coalesce(sum(plan_delta), 0) as plan, -c.reward_delta - coalesce(sum(reward_delta), 0) as reward,
           -c.topup_delta - coalesce(sum(topup_delta), 0) as topup
    into owed from ledger_entry where account_id = p_account and refund_of = p_charge;
    wanted := least(p_credits, owed.plan + owed.reward + owed.topup);
    if wanted <= 0 then return 0; end if;
    select * into s from credit_split(owed.topup::bigint, owed.reward::bigint, 0, wanted);
    return case when ledger_move(p_account, p_reference, 'refund', s.third, s.second, s.first, p_charge,
                                 row (c.activity_type, c.source, 'credit_refund_' || c.pricing_code, c.agent_code,
                                      c.session_id, c.room_name, c.start_time, c.end_time)::ledger_subject)
                then wanted else 0 end;
end
$$;

-- Adds credits to one bucket ('plan', 'reward', 'topup'), once per reference. True when they were added now.
create or replace function ledger_grant(p_account uuid, p_reference text, p_bucket text, p_credits bigint,
                                        p_source text) returns boolean language plpgsql as
$$
begin
    if p_credits < 0 then raise exception 'a grant is not negative: %', p_credits; end if;
    if p_bucket not in ('plan', 'reward', 'topup') then raise exception 'no such bucket: %', p_bucket; end if;
    perform from wallet where account_id = p_account for update;
    return found and ledger_move(p_account, p_reference, 'grant',
                                 case p_bucket when 'plan' then p_credits else 0 end,
                                 case p_bucket when 'reward' then p_credits else 0 end,
                                 case p_bucket when 'topup' then p_credits else 0 end, null,
                                 row ('credit_grant', p_source, 'credit_grant_' || p_bucket, null, null, null, null,
                                      null)::ledger_subject);
end
$$;

-- Takes what is left of the plan's credits, once per reference. Returns the credits; nothing left leaves no entry.
create or replace function ledger_expire(p_account uuid, p_reference text, p_source text) returns bigint
    language plpgsql as
$$
declare
    gone bigint;
begin
    select plan into gone from wallet where account_id = p_account for update;
    if not found or gone = 0 then return 0; end if;
    return case when ledger_move(p_account, p_reference, 'expiry', -gone, 0, 0, null,
                                 row ('credit_expiry', p_source, 'credit_expiry_plan', null, null, null, null,
                                      null)::ledger_subject)
                then gone else 0 end;
end
$$;

-- Takes the minutes of a session after the last billed one, up to p_minute, in one ledger entry. The caller holds the
-- wallet's lock, knows that the balance covers them and moves the session on in the same transaction. One statement and
-- not ledger_move's two, since it is part of a heartbeat.
create or replace function bill_session(p_session runtime_session, p_minute int, p_now timestamptz) returns void
    language plpgsql as
$$
declare
    minute_from int    := p_session.billed_minutes + 1;
    price       bigint := (p_minute - p_session.billed_minutes) * p_session.rate;
begin
    with w as (
        select t.* from wallet cross join lateral credit_split(plan, reward, 0, price) t
        where account_id = p_session.account_id
    ), paid as (
        update wallet set plan = plan - w.first, reward = reward - w.second, topup = topup - w.third
        from w where account_id = p_session.account_id
    )
    insert into ledger_entry (account_id, reference, kind, plan_delta, reward_delta, topup_delta, activity_type, source,
                              pricing_code, agent_code, session_id, room_name, start_time, end_time, created_at)
    select p_session.account_id, 'minute:' || p_session.session_id || ':' || minute_from || '-' || p_minute, 'charge',
           -w.first, -w.second, -w.third, 'live_session', p_session.billing_type, p_session.pricing_code,
           p_session.agent_code, p_session.session_id, p_session.room_name,
           p_session.started_at + (minute_from - 1) * interval '1 minute', p_now, p_now
    from w;
end
$$;

-- Whether the balance lets a session open that costs so much a minute.
create function covers_a_minute(p_balance bigint, p_rate bigint) returns boolean language sql immutable as
$$ select p_balance > 0 and p_balance >= p_rate $$;

-- Whether who asks may have a session: CONTRACT 4.1, 4.2. The outcome is 'admitted', 'runtime_suspended' (a secret that
-- is deleted or unknown, an account whose tokens were revoked, a client that was stopped), 'account_suspended' or
-- 'no_agent'. p_identity and p_agent null: not looked at. With it how the account stands; whether a month is over whose
-- end has not been booked; and the secret, as long as it is good. No row when there is no such account.
-- It becomes part of the statement that asks (stable SQL that returns a set), which is why it asks by single rows: an
-- "exists" could be turned into a table of everybody's, made anew for each batch.
create function admission(p_account uuid, p_secret_hash bytea, p_identity text, p_agent text, p_now timestamptz)
    returns table (outcome text, account_plan text, plan bigint, reward bigint, topup bigint, month_over boolean,
                   alias text, last_used_at timestamptz, wallet_row tid, secret_row tid) language sql stable rows 1 as
$$
select case when k.alias is null or a.runtime_suspended_at is not null then 'runtime_suspended'
            when a.status <> 'active' then 'account_suspended'
            when p_agent is not null
                and (select true from agent g
                     where g.account_id = p_account and g.code = p_agent and g.deleted_at is null limit 1) is null
                and (select true from agent_directory g where g.code = p_agent and g.showcase limit 1) is null
                then 'no_agent'
            when (select true from runtime_session f
                  where f.account_id = p_account and f.identity = p_identity and f.refused_until > p_now limit 1)
                then 'runtime_suspended'
            else 'admitted' end,
       a.plan, w.plan, w.reward, w.topup, coalesce(m.ends_at <= p_now, false), k.alias, k.last_used_at, w.ctid, k.ctid
from account a
    join wallet w on w.account_id = a.account_id
    left join plan_period m on m.account_id = a.account_id
    left join api_secret k on k.account_id = a.account_id and k.secret_hash = p_secret_hash and k.deleted_at is null
where a.account_id = p_account
$$;

-- A heartbeat, whole: CONTRACT 4.2 and 4.7. Called as one statement, alone in its transaction, so that it costs one
-- round trip, holds the wallet's lock no longer and runs on the shard that holds the account. Refusals are outcomes,
-- never exceptions: 'live', 'passed_over' (a numbered beat that counted before, or one of time kept from an earlier run
-- whose session is over: nothing changed), 'runtime_suspended', 'account_suspended', 'no_agent', 'insufficient',
-- 'concurrency' or 'busy' (another transaction has the account's lock and p_wait is false: nothing was done, ask
-- again). p_session is the id a newly opened session gets; p_billing_type is what the client sent.
create or replace function beat(p_account uuid, p_secret_hash bytea, p_session text, p_fingerprint text, p_room text,
                     p_agent text, p_model_hash text, p_runtime_model_hash text, p_billing_type text,
                     p_pricing_code text, p_model text, p_hosted boolean, p_rate bigint, p_user text, p_tags text,
                     p_runtime_version text, p_meter_session text, p_seq bigint, p_accrued boolean, p_wait boolean)
    returns beat_result language plpgsql as
$$
declare
    v_now      timestamptz;
    v_account  record;
    v_agent    text := p_agent;
    v_identity text;
    v_minute   int;
    v_price    bigint;
    s          runtime_session;
    result     beat_result;
begin
    -- Everything after this line is serial within the account. What decides is read behind the lock, the clock too, so
    -- that beats that waited for each other see their own moments in order.
    if p_wait then
        perform from wallet where account_id = p_account for update;
    else
        perform from wallet where account_id = p_account for update skip locked;
        if not found then
            result.outcome := 'busy';
            return result;
        end if;
    end if;
    if v_agent is null and p_billing_type is null and (p_model_hash is not null or p_runtime_model_hash is not null) then
        v_agent := agent_of_file(p_account, p_model_hash, p_runtime_model_hash);
    end if;
    v_identity := session_identity(p_secret_hash, p_fingerprint, p_room, v_agent, p_pricing_code, p_meter_session);
    select n.now, d.* into v_account
    from (select clock_timestamp() + make_interval(secs => offset_seconds) as now from installation_clock) n
        cross join lateral admission(p_account, p_secret_hash, v_identity, v_agent, n.now) d;
    v_now := v_account.now;
    result.plan := v_account.account_plan;
    result.balance := v_account.plan + v_account.reward + v_account.topup;
    if v_account.alias is not null
        and (v_account.last_used_at is null or v_account.last_used_at < v_now - interval '1 minute') then
        update api_secret set last_used_at = v_now where account_id = p_account and secret_hash = p_secret_hash;
    end if;
    if v_account.outcome is distinct from 'admitted' then
        result.outcome := coalesce(v_account.outcome, 'runtime_suspended');
        return result;
    end if;

    if p_seq is not null and exists (select from runtime_session
                                     where account_id = p_account and identity = v_identity
                                       and meter_session is not null and last_seq >= p_seq) then
        result.outcome := 'passed_over';
        return result;
    end if;
    -- A month that is over must not decide about this minute, however late the timer is.
    if v_account.month_over and plan_reset(p_account) then
        select plan + reward + topup into result.balance from wallet where account_id = p_account;
    end if;
    select * into s from runtime_session
    where account_id = p_account and identity = v_identity and ended_at is null for update;
    if found and v_now - s.last_beat_at >= session_silence() then
        -- Billed to the minute of its last heartbeat already, and not beyond.
        update runtime_session set ended_at = last_beat_at, end_reason = 'silent', sweep_at = null
        where account_id = p_account and session_id = s.session_id;
        s := null;
    end if;

    if s.session_id is null then
        if not covers_a_minute(result.balance, p_rate) then
            result.outcome := 'insufficient';
            return result;
        end if;
        if p_accrued then
            result.outcome := 'passed_over';
            return result;
        end if;
        if (select count(*) from runtime_session
            where account_id = p_account and ended_at is null and v_now - last_beat_at < session_silence())
            >= plan_sessions(v_account.account_plan) then
            result.outcome := 'concurrency';
            return result;
        end if;
        insert into runtime_session (account_id, session_id, identity, fingerprint, agent_code, raw_billing_type,
                                     billing_type, pricing_code, model, hosted, rate, room_name, user_id, secret_hash,
                                     key_alias, tags, runtime_version, started_at, last_beat_at, sweep_at,
                                     meter_session, last_seq)
        values (p_account, p_session, v_identity, p_fingerprint, v_agent, p_billing_type,
                coalesce(p_billing_type, 'self-hosted-essence-model'), p_pricing_code, p_model, p_hosted, p_rate, p_room,
                p_user, p_secret_hash, v_account.alias, p_tags, p_runtime_version, v_now, v_now,
                v_now + session_silence(), p_meter_session, p_seq)
        returning * into s;
    end if;

    s.room_name := coalesce(p_room, s.room_name);
    result.session_id := s.session_id;
    v_minute := greatest(s.billed_minutes, started_minutes(s.started_at, v_now));
    v_price := (v_minute - s.billed_minutes) * s.rate;
    if result.balance - v_price < -11 then
        update runtime_session set ended_at = v_now, end_reason = 'balance', sweep_at = null
        where account_id = p_account and session_id = s.session_id;
        result.outcome := 'insufficient';
        return result;
    end if;
    if v_minute > s.billed_minutes then
        perform bill_session(s, v_minute, v_now);
    end if;
    update runtime_session
    set last_beat_at    = greatest(last_beat_at, v_now),
        billed_minutes  = v_minute,
        credits         = credits + v_price,
        secret_hash     = p_secret_hash,
        key_alias       = v_account.alias,
        room_name       = s.room_name,
        user_id         = coalesce(p_user, user_id),
        tags            = coalesce(p_tags, tags),
        runtime_version = coalesce(p_runtime_version, runtime_version),
        last_seq        = coalesce(p_seq, last_seq)
    where account_id = p_account and session_id = s.session_id;
    result.balance := result.balance - v_price;
    result.outcome := 'live';
    return result;
end
$$;

-- Many heartbeats in one statement, each with an answer of its own, known by its place (from 1) in the arrays. Those
-- that keep a living session going, of accounts that can pay for all they ask here, are taken together; each of the
-- others goes through beat(), in the order it came. Outcomes are those of beat().
-- p_shard: the account that all of them belong to, or null: what a distributed database routes the call by.
create or replace function beats(p_shard uuid, p_wait boolean, p_accounts uuid[], p_secrets text[], p_sessions text[],
                      p_fingerprints text[], p_rooms text[], p_agents text[], p_model_hashes text[],
                      p_runtime_model_hashes text[], p_billing_types text[], p_pricing_codes text[], p_models text[],
                      p_hosted boolean[], p_rates bigint[], p_users text[], p_tags text[], p_runtime_versions text[],
                      p_meter_sessions text[], p_seqs bigint[], p_accrued boolean[])
    returns table (place int, outcome text, session_id text, balance bigint, plan text) language plpgsql
    -- The plan is made once a connection, since that takes longer than the work; made while the tables were small, it
    -- must not read them whole when they have grown.
    set plan_cache_mode = force_generic_plan set random_page_cost = 0.1
    set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as
$$
#variable_conflict use_column
declare
    v_locked uuid[];
    v_done   boolean[] := array_fill(false, array [cardinality(p_accounts)]);
    v_now    timestamptz;
    v_answer record;
begin
    -- In the accounts' order, so that two batches cannot wait for each other in a circle.
    if p_wait then
        v_locked := array(select account_id from wallet where account_id = any (p_accounts)
                          order by account_id for update);
    else
        v_locked := array(select account_id from wallet where account_id = any (p_accounts)
                          order by account_id for update skip locked);
    end if;
    v_now := installation_now();

    for v_answer in
        with asked as (
            select r.*, decode(r.secret, 'hex') as secret_hash,
                   case when r.agent is null and r.billing_type is null and (r.hash is not null or r.other_hash is not null)
                       then agent_of_file(r.account_id, r.hash, r.other_hash) else r.agent end as plays
            from unnest(p_accounts, p_secrets, p_fingerprints, p_rooms, p_agents, p_model_hashes,
                        p_runtime_model_hashes, p_billing_types, p_pricing_codes, p_users, p_tags, p_runtime_versions,
                        p_meter_sessions, p_seqs)
                with ordinality r(account_id, secret, fingerprint, room, agent, hash, other_hash, billing_type,
                                  pricing_code, user_id, tags, runtime_version, meter_session, seq, place)
            where r.account_id = any (v_locked)
        ), known as materialized (
            select a.*, session_identity(a.secret_hash, a.fingerprint, a.room, a.plays, a.pricing_code, a.meter_session)
                as identity
            from asked a
        ), living as (
            select k.*, l.*, row_number() over (partition by k.account_id, k.identity order by k.place) as turn
            from known k cross join lateral (
                select s.ctid as session_row, d.wallet_row, d.secret_row, s.session_id, s.started_at, s.billed_minutes,
                       s.billing_type as billed_as, s.pricing_code as billed_code, s.agent_code,
                       coalesce(k.room, s.room_name) as room_name, d.alias, d.last_used_at, d.account_plan, d.plan,
                       d.reward, d.topup, m.minute,
                       -- A beat follows the last one within the grace: the price of its minutes is small.
                       ((m.minute - s.billed_minutes) * s.rate)::int as price
                from admission(k.account_id, k.secret_hash, k.identity, k.plays, v_now) d
                    join runtime_session s on s.account_id = k.account_id and s.identity = k.identity
                                                  and s.ended_at is null
                    cross join lateral (
                        select greatest(s.billed_minutes, started_minutes(s.started_at, v_now)) as minute) m
                where d.outcome = 'admitted' and not d.month_over
                  and v_now - s.last_beat_at < session_silence()
                  and (k.seq is null or k.seq > coalesce(s.last_seq, 0))
                -- Each by its keys, whatever the planner thinks of the tables' sizes.
                offset 0) l
        ), priced as (
            select l.*, sum(l.price) filter (where l.turn = 1) over (partition by l.account_id) as account_price,
                   -- A heartbeat doubled is answered as the first is.
                   array_agg(l.place) filter (where l.turn = 1 or l.seq is null)
                       over (partition by l.account_id, l.identity) as places
            from living l
        ), moved as (
            update runtime_session s
            set last_beat_at    = greatest(s.last_beat_at, v_now),
                billed_minutes  = p.minute,
                credits         = s.credits + p.price,
                secret_hash     = p.secret_hash,
                key_alias       = p.alias,
                room_name       = p.room_name,
                user_id         = coalesce(p.user_id, s.user_id),
                tags            = coalesce(p.tags, s.tags),
                runtime_version = coalesce(p.runtime_version, s.runtime_version),
                last_seq        = coalesce(p.seq, s.last_seq)
            from priced p
            where p.turn = 1 and p.plan + p.reward + p.topup - p.account_price >= -11
              -- The row as it was read: one that a sweeper has touched since is beat()'s. By its place and not by its
              -- key, so that no plan can walk everybody's sessions beside the batch.
              and s.ctid = p.session_row
            returning p.*
        ), entry as (
            select m.*, sum(m.price) over (partition by m.account_id order by m.place) as upto,
                   sum(m.price) over (partition by m.account_id) as total
            from moved m
        ), share as (
            select e.*, t.* from entry e cross join lateral credit_split(e.plan, e.reward, e.upto - e.price, e.price) t
            where e.minute > e.billed_minutes
        ), paid as (
            update wallet w set plan = w.plan - t.first, reward = w.reward - t.second, topup = w.topup - t.third
            from (select wallet_row, sum(first)::bigint as first, sum(second)::bigint as second,
                         sum(third)::bigint as third
                  from share group by wallet_row) t
            where w.ctid = t.wallet_row
        ), booked as (
            insert into ledger_entry (account_id, reference, kind, plan_delta, reward_delta, topup_delta, activity_type,
                                      source, pricing_code, agent_code, session_id, room_name, start_time, end_time,
                                      created_at)
            select account_id, 'minute:' || session_id || ':' || (billed_minutes + 1) || '-' || minute, 'charge',
                   -first, -second, -third, 'live_session', billed_as, billed_code, agent_code, session_id, room_name,
                   started_at + billed_minutes * interval '1 minute', v_now, v_now
            from share
        ), used as (
            update api_secret x set last_used_at = v_now
            from (select distinct secret_row from moved
                  where last_used_at is null or last_used_at < v_now - interval '1 minute') u
            where x.ctid = u.secret_row
        )
        select unnest(e.places)::int as place, 'live' as outcome, e.session_id,
               e.plan + e.reward + e.topup - e.total as balance, e.account_plan as plan
        from entry e
    loop
        v_done[v_answer.place] := true;
        place := v_answer.place;
        outcome := v_answer.outcome;
        session_id := v_answer.session_id;
        balance := v_answer.balance;
        plan := v_answer.plan;
        return next;
    end loop;

    for i in 1 .. cardinality(p_accounts) loop
        continue when v_done[i];
        place := i;
        if not p_wait and not p_accounts[i] = any (v_locked) then
            outcome := 'busy';
            session_id := null;
            balance := null;
            plan := null;
        else
            select b.outcome, b.session_id, b.balance, b.plan into outcome, session_id, balance, plan
            from beat(p_accounts[i], decode(p_secrets[i], 'hex'), p_sessions[i], p_fingerprints[i], p_rooms[i],
                      p_agents[i], p_model_hashes[i], p_runtime_model_hashes[i], p_billing_types[i], p_pricing_codes[i],
                      p_models[i], p_hosted[i], p_rates[i], p_users[i], p_tags[i], p_runtime_versions[i],
                      p_meter_sessions[i], p_seqs[i], p_accrued[i], true) b;
        end if;
        return next;
    end loop;
end
$$;
