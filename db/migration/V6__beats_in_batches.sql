-- Heartbeats, one or many in a statement. What is written at every beat touches no index, so that the rows stay where
-- they are (HOT): the sweeper no longer looks for the last sign of life but for a moment that only it moves on.
drop index runtime_session_silent;
alter table runtime_session
    -- When the sweeper looks at this session next, never later than the end of its grace; null when it is over.
    add column sweep_at      timestamptz,
    -- CONTRACT 4.7: the client's own name for the session, and the last of its numbered beats that counted.
    add column meter_session text,
    add column last_seq      bigint;
update runtime_session set sweep_at = last_beat_at + session_silence() where ended_at is null;
alter table runtime_session
    add check ((sweep_at is null) = (ended_at is not null)),
    set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
-- The sweeper. A condition of its own, so that while the tables are still small no plan of a heartbeat walks this
-- index, which has everybody's sessions, instead of the account's.
create index runtime_session_sweep on runtime_session (sweep_at) where sweep_at is not null;
-- Which numbered beats of a client counted before, in sessions that may be over.
create index runtime_session_meter on runtime_session (account_id, identity) where meter_session is not null;

drop function beat(uuid, bytea, text, text, text, text, text, text, text, text, text, boolean, bigint, text, text, text);
drop function end_session(uuid, text, text);
drop function bill_minutes(runtime_session, timestamptz, bigint);

-- The started minutes of a session at a moment, at least 1: the clock of a machine may be set back a little.
create function started_minutes(p_started timestamptz, p_now timestamptz) returns int language sql immutable as
$$ select greatest(1, floor(extract(epoch from p_now - p_started) / 60)::int + 1) $$;

-- Who beats: CONTRACT 4.2, and 4.7 for a client that names its session itself.
create function session_identity(p_secret_hash bytea, p_fingerprint text, p_room text, p_agent text,
                                 p_pricing_code text, p_meter_session text) returns text language sql stable as
$$
select encode(sha256(convert_to(case when p_meter_session is not null
    then jsonb_build_array('meter', p_meter_session)
    else jsonb_build_array(
        case when p_fingerprint is not null then 'fingerprint' when p_room is not null then 'room' else 'secret' end,
        coalesce(p_fingerprint, p_room, encode(p_secret_hash, 'hex')), p_agent, p_pricing_code) end::text,
    'UTF8')), 'hex')
$$;

-- What is played, for a client that names nothing but the file: the owner's agent with that artifact, else none.
create function agent_of_file(p_account uuid, p_hash text, p_other_hash text) returns text language sql stable as
$$
select f.agent_code
from agent_artifact f join agent a on a.account_id = f.account_id and a.code = f.agent_code
where f.account_id = p_account and a.deleted_at is null and f.sha256 in (lower(p_hash), lower(p_other_hash))
order by f.created_at desc, f.agent_code limit 1
$$;

-- Takes the minutes of a session after the last billed one, up to p_minute, in one ledger entry. The caller holds the
-- wallet's lock, knows that the balance covers them and moves the session on in the same transaction.
create function bill_session(p_session runtime_session, p_minute int, p_now timestamptz) returns void
    language plpgsql as
$$
declare
    minute_from int    := p_session.billed_minutes + 1;
    price       bigint := (p_minute - p_session.billed_minutes) * p_session.rate;
begin
    with w as (
        select plan, reward, topup, least(plan, price) as from_plan, least(plan + reward, price) as from_both
        from wallet where account_id = p_session.account_id
    ), paid as (
        update wallet set plan   = wallet.plan - w.from_plan,
                          reward = wallet.reward - (w.from_both - w.from_plan),
                          topup  = wallet.topup - (price - w.from_both)
        from w where account_id = p_session.account_id
    )
    insert into ledger_entry (account_id, reference, kind, plan_delta, reward_delta, topup_delta, activity_type, source,
                              pricing_code, agent_code, session_id, room_name, start_time, end_time, created_at)
    select p_session.account_id, 'minute:' || p_session.session_id || ':' || minute_from || '-' || p_minute, 'charge',
           -w.from_plan, -(w.from_both - w.from_plan), -(price - w.from_both), 'live_session', p_session.billing_type,
           p_session.pricing_code, p_session.agent_code, p_session.session_id, p_session.room_name,
           p_session.started_at + (minute_from - 1) * interval '1 minute', p_now, p_now
    from w;
end
$$;

-- A heartbeat, whole: CONTRACT 4.2 and 4.7. Called as one statement, alone in its transaction, so that it costs one
-- round trip, holds the wallet's lock no longer and runs on the shard that holds the account. Refusals are outcomes,
-- never exceptions: 'live', 'passed_over' (a numbered beat that counted before, or one of time kept from an earlier run
-- whose session is over: nothing changed), 'runtime_suspended', 'account_suspended', 'no_agent', 'insufficient',
-- 'concurrency' or 'busy' (another transaction has the account's lock and p_wait is false: nothing was done, ask
-- again). p_session is the id a newly opened session gets; p_billing_type is what the client sent.
create function beat(p_account uuid, p_secret_hash bytea, p_session text, p_fingerprint text, p_room text,
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
    v_seen     record;
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
    select a.plan, a.status, a.runtime_suspended_at, w.plan + w.reward + w.topup as balance,
           k.alias, k.deleted_at, k.last_used_at, p.ends_at, clock_timestamp() + make_interval(secs => c.offset_seconds) as now
    into v_account
    from account a join wallet w using (account_id) cross join installation_clock c
        left join plan_period p on p.account_id = a.account_id
        left join api_secret k on k.account_id = a.account_id and k.secret_hash = p_secret_hash
    where a.account_id = p_account;
    v_now := v_account.now;
    result.plan := v_account.plan;
    result.balance := v_account.balance;

    if v_account.alias is null or v_account.deleted_at is not null or v_account.runtime_suspended_at is not null then
        result.outcome := 'runtime_suspended';
        return result;
    end if;
    if v_account.status <> 'active' then
        result.outcome := 'account_suspended';
        return result;
    end if;
    if v_account.last_used_at is null or v_account.last_used_at < v_now - interval '1 minute' then
        update api_secret set last_used_at = v_now where account_id = p_account and secret_hash = p_secret_hash;
    end if;

    if v_agent is null and p_billing_type is null and (p_model_hash is not null or p_runtime_model_hash is not null) then
        v_agent := agent_of_file(p_account, p_model_hash, p_runtime_model_hash);
    end if;
    v_identity := session_identity(p_secret_hash, p_fingerprint, p_room, v_agent, p_pricing_code, p_meter_session);
    select v_agent is null
               or exists (select from agent where account_id = p_account and code = v_agent and deleted_at is null)
               or exists (select from agent_directory where code = v_agent and showcase) as agent,
           exists (select from runtime_session
                   where account_id = p_account and identity = v_identity and refused_until > v_now) as refused
    into v_seen;
    if not v_seen.agent then
        result.outcome := 'no_agent';
        return result;
    end if;
    if v_seen.refused then
        result.outcome := 'runtime_suspended';
        return result;
    end if;

    if p_seq is not null and exists (select from runtime_session
                                     where account_id = p_account and identity = v_identity
                                       and meter_session is not null and last_seq >= p_seq) then
        result.outcome := 'passed_over';
        return result;
    end if;
    -- A month that is over must not decide about this minute, however late the timer is.
    if v_account.ends_at <= v_now and plan_reset(p_account) then
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
        if result.balance <= 0 or result.balance < p_rate then
            result.outcome := 'insufficient';
            return result;
        end if;
        if p_accrued then
            result.outcome := 'passed_over';
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
create function beats(p_shard uuid, p_wait boolean, p_accounts uuid[], p_secrets text[], p_sessions text[],
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
                select s.ctid as session_row, w.ctid as wallet_row, x.ctid as secret_row,
                       s.session_id, s.started_at, s.billed_minutes, s.billing_type as billed_as,
                       s.pricing_code as billed_code, s.agent_code, coalesce(k.room, s.room_name) as room_name, x.alias,
                       x.last_used_at, c.plan as account_plan, w.plan, w.reward, w.topup, m.minute,
                       -- A beat follows the last one within the grace: the price of its minutes is small.
                       ((m.minute - s.billed_minutes) * s.rate)::int as price
                from account c
                    join wallet w on w.account_id = c.account_id
                    join api_secret x on x.account_id = c.account_id and x.secret_hash = k.secret_hash
                    join runtime_session s on s.account_id = c.account_id and s.identity = k.identity
                                                  and s.ended_at is null
                    cross join lateral (
                        select greatest(s.billed_minutes, started_minutes(s.started_at, v_now)) as minute) m
                where c.account_id = k.account_id
                  and c.status = 'active' and c.runtime_suspended_at is null and x.deleted_at is null
                  and v_now - s.last_beat_at < session_silence()
                  and (k.seq is null or k.seq > coalesce(s.last_seq, 0))
                  and (k.plays is null
                       or exists (select from agent g
                                  where g.account_id = k.account_id and g.code = k.plays and g.deleted_at is null)
                       or exists (select from agent_directory g where g.code = k.plays and g.showcase))
                  and not exists (select from plan_period p
                                  where p.account_id = k.account_id and p.ends_at <= v_now)
                  and not exists (select from runtime_session f
                                  where f.account_id = k.account_id and f.identity = k.identity
                                    and f.refused_until > v_now)
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
            -- Each takes its share of the buckets in turn: what all up to it take, less what all before it took.
            select e.*, least(e.upto, e.plan) - least(e.upto - e.price, e.plan) as from_plan,
                   least(e.upto, e.plan + e.reward) - least(e.upto - e.price, e.plan + e.reward) as from_both
            from entry e where e.minute > e.billed_minutes
        ), paid as (
            update wallet w
            set plan = w.plan - t.from_plan, reward = w.reward - (t.from_both - t.from_plan),
                topup = w.topup - (t.price - t.from_both)
            from (select wallet_row, sum(from_plan)::bigint as from_plan, sum(from_both)::bigint as from_both,
                         sum(price) as price
                  from share group by wallet_row) t
            where w.ctid = t.wallet_row
        ), booked as (
            insert into ledger_entry (account_id, reference, kind, plan_delta, reward_delta, topup_delta, activity_type,
                                      source, pricing_code, agent_code, session_id, room_name, start_time, end_time,
                                      created_at)
            select account_id, 'minute:' || session_id || ':' || (billed_minutes + 1) || '-' || minute, 'charge',
                   -from_plan, -(from_both - from_plan), -(price - from_both), 'live_session', billed_as, billed_code,
                   agent_code, session_id, room_name, started_at + billed_minutes * interval '1 minute', v_now, v_now
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

-- A session without a sign of life for so long shows as idle.
create function session_idle() returns interval language sql immutable as $$ select interval '90 seconds' $$;

-- Ends a session once. The started minutes of a living one are billed, as many as the floor leaves room for; a silent
-- one ends at its last sign of life, and so does an idle one that is ended for its client and not by it ('ended'):
-- whoever stops a session that has gone quiet does not pay for the quiet. A suspended account pays nothing more.
-- Ending an ended one changes nothing. False when there is no such session.
create function end_session(p_account uuid, p_session text, p_reason text) returns boolean language plpgsql as
$$
declare
    v_now     timestamptz;
    v_balance bigint;
    v_minute  int;
    s         runtime_session;
begin
    perform from wallet where account_id = p_account for update;
    v_now := installation_now();
    select * into s from runtime_session where account_id = p_account and session_id = p_session for update;
    if not found then return false; end if;
    if s.ended_at is not null then return true; end if;
    if v_now - s.last_beat_at >= session_silence() then
        update runtime_session set ended_at = last_beat_at, end_reason = 'silent', sweep_at = null
        where account_id = p_account and session_id = p_session;
        return true;
    end if;
    if p_reason <> 'ended' and v_now - s.last_beat_at >= session_idle() then
        v_now := s.last_beat_at;
    end if;
    v_minute := s.billed_minutes;
    if exists (select from account where account_id = p_account and status = 'active') then
        perform plan_reset(p_account);
        select plan + reward + topup into v_balance from wallet where account_id = p_account;
        v_minute := greatest(s.billed_minutes, started_minutes(s.started_at, v_now));
        if s.rate > 0 then
            v_minute := s.billed_minutes + least(v_minute - s.billed_minutes, (v_balance + 11) / s.rate);
        end if;
    end if;
    if v_minute > s.billed_minutes then
        perform bill_session(s, v_minute, v_now);
    end if;
    update runtime_session
    set billed_minutes = v_minute, credits = credits + (v_minute - s.billed_minutes) * s.rate,
        ended_at = v_now, end_reason = p_reason, sweep_at = null
    where account_id = p_account and session_id = p_session;
    return true;
end
$$;

-- Ends sessions that have been silent for longer than the grace, at most p_limit of them looked at: each exactly once
-- however many nodes sweep, since a row that another one holds is passed over, and a heartbeat's row is in use.
create function sweep_sessions(p_limit int, out looked int, out ended int) language sql as
$$
with due as (
    select account_id, session_id from runtime_session
    where sweep_at <= (select installation_now())
    order by sweep_at limit p_limit for update skip locked
), swept as (
    update runtime_session s
    set sweep_at   = case when s.last_beat_at > n.now - session_silence() then s.last_beat_at + session_silence() end,
        ended_at   = case when s.last_beat_at <= n.now - session_silence() then s.last_beat_at end,
        end_reason = case when s.last_beat_at <= n.now - session_silence() then 'silent' end
    from due d cross join (select installation_now() as now) n
    where s.account_id = d.account_id and s.session_id = d.session_id
    returning s.ended_at
)
select count(*)::int, count(ended_at)::int from swept
$$;
