-- Plans by the month, parking by audit, models that an operator has paused; and a ledger that costs less.

-- Only top-up may be overdrawn: a charge that is not covered takes what is there, in order, and the rest from the last.
alter table wallet
    add constraint wallet_plan check (plan >= 0),
    add constraint wallet_reward check (reward >= 0),
    add constraint wallet_topup check (topup >= -11);
-- One small row, updated at every heartbeat: room for its new versions on the page of the old one (HOT), so that no
-- index entry is ever added and the page cleans itself.
alter table wallet set (fillfactor = 40, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.2);

-- An entry is known by its reference, which is what every look-up asks for. entry_id only names it to clients.
alter table ledger_entry drop constraint ledger_entry_pkey;
alter table ledger_entry drop constraint ledger_entry_account_id_reference_key;
alter table ledger_entry add primary key (account_id, reference);
-- Entries come into being only under the lock of the account's wallet, which refers to the account itself. The check
-- locked the account's row at every charge, a tenth of its cost.
alter table ledger_entry drop constraint ledger_entry_account_id_fkey;
alter table ledger_entry drop constraint ledger_entry_kind_check;
alter table ledger_entry
    add constraint ledger_entry_kind check (kind in ('charge', 'refund', 'grant', 'expiry'));

-- As before with fewer statements: the lock, the entry (which finds its twin by itself, under the lock), the wallet.
create or replace function ledger_charge(p_account uuid, p_reference text, p_credits bigint, p_floor bigint,
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
    if p_credits > 0 and w.plan + w.reward + w.topup - p_credits < p_floor then
        return case when exists (select from ledger_entry where account_id = p_account and reference = p_reference)
                    then 'duplicate' else 'insufficient' end;
    end if;
    from_plan := least(w.plan, p_credits);
    from_reward := least(w.reward, p_credits - from_plan);
    insert into ledger_entry (account_id, reference, kind, plan_delta, reward_delta, topup_delta, activity_type, source,
                              pricing_code, agent_code, session_id, room_name, start_time, end_time, created_at)
    values (p_account, p_reference, 'charge', -from_plan, -from_reward, -(p_credits - from_plan - from_reward),
            p_subject.activity_type, p_subject.source, p_subject.pricing_code, p_subject.agent_code,
            p_subject.session_id, p_subject.room_name, p_subject.start_time, p_subject.end_time, installation_now())
    on conflict (account_id, reference) do nothing;
    if not found then return 'duplicate'; end if;
    update wallet set plan   = plan - from_plan,
                      reward = reward - from_reward,
                      topup  = topup - (p_credits - from_plan - from_reward)
    where account_id = p_account;
    return 'charged';
end
$$;

-- A charge that a suspended account is refused: 'suspended', or what ledger_charge says. Whether it is suspended is
-- asked behind the wallet's lock, so that nothing is charged once somebody has committed who changed the status and
-- then waited for that lock: a parking, the operator's suspension (CreditLedger.hold).
create function account_charge(p_account uuid, p_reference text, p_credits bigint, p_subject ledger_subject)
    returns text language plpgsql as
$$
begin
    perform from wallet where account_id = p_account for update;
    if exists (select from account where account_id = p_account and status <> 'active') then return 'suspended'; end if;
    -- A month that is over pays for nothing, however late the timer is.
    perform plan_reset(p_account);
    return ledger_charge(p_account, p_reference, p_credits, 0, p_subject);
end
$$;

-- Takes what is left of the plan's credits, once per reference. Returns the credits; nothing left leaves no entry.
create function ledger_expire(p_account uuid, p_reference text, p_source text) returns bigint language plpgsql as
$$
declare
    gone bigint;
begin
    select plan into gone from wallet where account_id = p_account for update;
    if not found or gone = 0
        or exists (select from ledger_entry where account_id = p_account and reference = p_reference) then
        return 0;
    end if;
    update wallet set plan = plan - gone where account_id = p_account;
    insert into ledger_entry (account_id, reference, kind, plan_delta, reward_delta, topup_delta, activity_type, source,
                              pricing_code, created_at)
    values (p_account, p_reference, 'expiry', -gone, 0, 0, 'credit_expiry', p_source, 'credit_expiry_plan',
            installation_now());
    return gone;
end
$$;

-- The credits a month of a plan: CONTRACT 2.1. A test holds this against account.Plan.
create function plan_credits(p_plan text) returns bigint language sql immutable as
$$ select case p_plan when 'free' then 99 when 'creator' then 1800 when 'pro' then 10000 when 'business' then 50000
                      when 'enterprise' then 250000 end::bigint $$;

-- When the month of that number begins, counted from the anchor in UTC: Jan 31, Feb 28, Mar 31.
create function period_start(p_anchor timestamptz, p_months int) returns timestamptz language sql immutable as
$$ select (p_anchor at time zone 'UTC' + make_interval(months => p_months)) at time zone 'UTC' $$;

-- The number of the month that holds p_now; never before the first.
create function period_number(p_anchor timestamptz, p_now timestamptz) returns int language plpgsql immutable as
$$
declare
    a timestamp := p_anchor at time zone 'UTC';
    n timestamp := p_now at time zone 'UTC';
    months int := 12 * (extract(year from n) - extract(year from a)) + extract(month from n) - extract(month from a);
begin
    if period_start(p_anchor, months) > p_now then months := months - 1; end if;
    return greatest(months, 0);
end
$$;

-- The month that an account's plan credits belong to. No row: it gets none by the month (the showcase's owner, sandbox
-- accounts whose credits replaced them), until its plan is changed. Written under the lock of the wallet.
create table plan_period (
    account_id uuid primary key references account,
    -- Where months are counted from: the opening, or the last change of plan.
    anchor     timestamptz not null,
    started_at timestamptz not null,
    ends_at    timestamptz not null,
    check (anchor <= started_at and started_at < ends_at)
);
-- What is due.
create index plan_period_due on plan_period (ends_at, account_id);

insert into plan_period (account_id, anchor, started_at, ends_at)
select a.account_id, a.created_at, a.created_at, period_start(a.created_at, 1)
from account a join ledger_entry e on e.account_id = a.account_id and e.reference = 'opening:plan';

-- Begins the month of that number: the old one's credits expire, the plan's are granted. The caller holds the wallet's
-- lock. The references come from the month, so that the same month begun twice moves nothing.
create function plan_turn(p_account uuid, p_plan text, p_anchor timestamptz, p_number int) returns void
    language plpgsql as
$$
declare
    v_start timestamptz := period_start(p_anchor, p_number);
    v_month text := 'period:' || to_char(v_start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
begin
    perform ledger_expire(p_account, v_month || ':expiry', 'plan');
    perform ledger_grant(p_account, v_month || ':grant', 'plan', plan_credits(p_plan), 'plan');
    insert into plan_period (account_id, anchor, started_at, ends_at)
    values (p_account, p_anchor, v_start, period_start(p_anchor, p_number + 1))
    on conflict (account_id) do update
        set anchor = excluded.anchor, started_at = excluded.started_at, ends_at = excluded.ends_at;
end
$$;

-- Begins the current month of an account whose last one is over; months missed in between are gone. True when it did.
-- A parked account waits for its release, so that the books stay as they were found.
create function plan_reset(p_account uuid) returns boolean language plpgsql as
$$
declare
    v_now     timestamptz;
    v_account account;
    v_period  plan_period;
begin
    -- Serial with charges, changes of plan and twins on other nodes; what follows is read behind this lock.
    perform from wallet where account_id = p_account for update;
    v_now := installation_now();
    select * into v_period from plan_period where account_id = p_account;
    select * into v_account from account where account_id = p_account;
    if v_period.ends_at is null or v_period.ends_at > v_now or v_account.parked_at is not null then return false; end if;
    perform plan_turn(p_account, v_account.plan, v_period.anchor, period_number(v_period.anchor, v_now));
    return true;
end
$$;

-- Another plan, at once: a new month begins now. 'changed', 'same' (nothing moved), 'parked' or 'no_account'.
-- The account is locked before the wallet, as everywhere.
create function plan_change(p_account uuid, p_plan text) returns text language plpgsql as
$$
declare
    v_account account;
    v_now     timestamptz;
begin
    select * into v_account from account where account_id = p_account for no key update;
    if not found then return 'no_account'; end if;
    if v_account.plan = p_plan then return 'same'; end if;
    if v_account.parked_at is not null then return 'parked'; end if;
    perform from wallet where account_id = p_account for update;
    -- Two changes never begin the same month, even where the machine's clock was set back between them.
    select greatest(installation_now(), max(started_at) + interval '1 microsecond') into v_now
    from plan_period where account_id = p_account;
    update account set plan = p_plan, version = version + 1 where account_id = p_account;
    perform plan_turn(p_account, p_plan, v_now, 0);
    return 'changed';
end
$$;

-- Set when an audit found that the books of the account disagree: it is suspended until the operator releases it.
alter table account
    add column parked_at     timestamptz,
    add column parked_reason text,
    -- The status it goes back to.
    add column parked_status text check (parked_status in ('active', 'suspended')),
    add constraint account_parked check (
        (parked_at is null) = (parked_reason is null) and (parked_at is null) = (parked_status is null)
        and (parked_at is null or status = 'suspended'));
create index account_parked on account (account_id) where parked_at is not null;
-- The operator's list: newest first, or by e-mail.
create index account_newest on account (created_at desc, account_id desc);
create index account_email on account (lower(email));

-- Where the books of an account disagree with its entries, a sentence each; none when they agree. One statement, so one
-- snapshot: a movement commits the wallet, the entry and the session together, and is seen whole or not at all. It
-- reads runtime_session, which is runtime's: the minutes of a session are charges 'minute:<session>:<from>-<to>'.
create function audit_findings(p_account uuid) returns setof text language sql stable as
$$
with back as (
    select refund_of, sum(plan_delta) as plan, sum(reward_delta) as reward, sum(topup_delta) as topup
    from ledger_entry where account_id = p_account and kind = 'refund' group by refund_of
), charged as (
    select substring(e.reference from '^minute:(.*):\d{1,9}-\d{1,9}$') as session_id,
           substring(e.reference from ':(\d{1,9})-\d{1,9}$')::int as minute_from,
           substring(e.reference from '-(\d{1,9})$')::int as minute_to,
           -(e.plan_delta + e.reward_delta + e.topup_delta) - coalesce(b.plan + b.reward + b.topup, 0) as credits
    from ledger_entry e left join back b on b.refund_of = e.reference
    where e.account_id = p_account and e.kind = 'charge' and e.reference like 'minute:%'
), ordered as (
    select *, minute_to >= minute_from
              and minute_from = 1 + coalesce(lag(minute_to) over (partition by session_id order by minute_from), 0)
              as follows
    from charged
), billed as (
    select session_id, max(minute_to) as minutes, sum(credits) as credits, bool_and(coalesce(follows, false)) as whole
    from ordered group by session_id
)
select case when w.account_id is null then 'there is no wallet' else
           format('the wallet holds plan %s, reward %s, top-up %s, but the entries sum to %s, %s, %s',
                  w.plan, w.reward, w.topup, s.plan, s.reward, s.topup) end
from (select coalesce(sum(plan_delta), 0) as plan, coalesce(sum(reward_delta), 0) as reward,
             coalesce(sum(topup_delta), 0) as topup
      from ledger_entry where account_id = p_account) s
left join wallet w on w.account_id = p_account
where w.account_id is null or (w.plan, w.reward, w.topup) <> (s.plan, s.reward, s.topup)
union all
select format('the reference %s was used %s times', reference, count(*))
from ledger_entry where account_id = p_account group by reference having count(*) > 1
union all
select format('%s, a %s, moves plan %s, reward %s, top-up %s, which is the wrong way', reference, kind, plan_delta,
              reward_delta, topup_delta)
from ledger_entry
where account_id = p_account
  and case kind when 'charge' then greatest(plan_delta, reward_delta, topup_delta) > 0
                when 'expiry' then plan_delta >= 0 or reward_delta <> 0 or topup_delta <> 0
                else least(plan_delta, reward_delta, topup_delta) < 0 end
union all
select case when c.reference is null then format('%s credits were given back of %s, which charged nothing',
                                                 b.plan + b.reward + b.topup, b.refund_of)
            else format('of %s, which charged %s credits, %s were given back, more than some bucket paid', b.refund_of,
                        -(c.plan_delta + c.reward_delta + c.topup_delta), b.plan + b.reward + b.topup) end
from back b left join ledger_entry c on c.account_id = p_account and c.reference = b.refund_of and c.kind = 'charge'
where c.reference is null or b.plan > -c.plan_delta or b.reward > -c.reward_delta or b.topup > -c.topup_delta
union all
select format('session %s says %s minutes and %s credits, but its entries are %s minutes and %s credits%s',
              coalesce(r.session_id, b.session_id, '?'), coalesce(r.billed_minutes::text, 'no'),
              coalesce(r.credits::text, 'no'), coalesce(b.minutes, 0), coalesce(b.credits, 0),
              case when b.whole then '' when b.whole is null then '' else ', with a gap or an overlap' end)
from (select session_id, billed_minutes, credits from runtime_session where account_id = p_account) r
full join billed b on b.session_id = r.session_id
where r.session_id is null or not coalesce(b.whole, true)
   or r.billed_minutes <> coalesce(b.minutes, 0) or r.credits <> coalesce(b.credits, 0)
$$;

-- Parks an account for what an audit has found; false when it was parked already. The audit itself holds no lock: it
-- may take long, and one snapshot cannot be wrong. The wallet is locked so that charges under way are waited for.
-- Nothing is ever corrected here.
create function account_park(p_account uuid, p_reason text) returns boolean language plpgsql as
$$
declare
    v_parked timestamptz;
begin
    select parked_at into v_parked from account where account_id = p_account for no key update;
    perform from wallet where account_id = p_account for update;
    update account set parked_at     = coalesce(parked_at, installation_now()),
                       parked_reason = left(p_reason, 2000),
                       parked_status = coalesce(parked_status, status),
                       status        = 'suspended',
                       version       = version + 1
    where account_id = p_account;
    return v_parked is null;
end
$$;

-- Lets a parked account go when a fresh audit finds nothing; returns what it found. The audit holds no lock either: what
-- came between it and the release, such as the findings of another audit, shows in the version, and it is made again.
create function account_release(p_account uuid) returns setof text language plpgsql as
$$
declare
    v_version  account.version%type;
    v_findings text[];
begin
    loop
        select version into v_version from account where account_id = p_account and parked_at is not null;
        v_findings := array(select audit_findings(p_account));
        exit when v_version is null or cardinality(v_findings) > 0;
        update account set status = parked_status, parked_at = null, parked_reason = null, parked_status = null,
                           version = version + 1
        where account_id = p_account and parked_at is not null and version = v_version;
        exit when found;
    end loop;
    return query select unnest(v_findings);
end
$$;

-- Models whose creations are refused for now: CONTRACT 3.1.
create table paused_model (
    model     text primary key,
    reason    text,
    paused_at timestamptz not null
);
