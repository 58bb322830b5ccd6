-- What an owner sees of live sessions, and how sessions are stopped from outside (CONTRACT 4.2, 4.4).

-- Why a session was terminated, and why every token was revoked, in the owner's own words.
alter table runtime_session add column terminate_reason text check (char_length(terminate_reason) <= 500);
alter table account add column runtime_suspended_reason text check (char_length(runtime_suspended_reason) <= 500);

-- GET /v2/{user_id}/runtime-sessions: newest first.
create index runtime_session_newest on runtime_session (account_id, started_at desc, session_id desc);

-- Ends a session as end_session does and refuses its identity for 320 s: a token lives 300 s, and a client that still
-- plays asks for the next one before. A session that was over already stays as it was, and so does its identity: what
-- beats under it now is another session. False when there is no such session.
create function terminate_session(p_account uuid, p_session text, p_reason text) returns boolean language plpgsql as
$$
begin
    -- Serial with the account's heartbeats: the one that waits here finds the session ended and the identity refused.
    perform from wallet where account_id = p_account for update;
    perform from runtime_session where account_id = p_account and session_id = p_session and ended_at is null;
    if not found then
        return exists (select from runtime_session where account_id = p_account and session_id = p_session);
    end if;
    perform end_session(p_account, p_session, 'terminated');
    -- A silent one ended by itself, before this.
    update runtime_session
    set refused_until = installation_now() + interval '320 seconds', terminate_reason = p_reason
    where account_id = p_account and session_id = p_session and end_reason <> 'silent';
    return true;
end
$$;

-- Ends every session of an account, after its tokens were revoked. The sessions are looked for behind the wallet's
-- lock, so that one whose heartbeat came just before the revocation is among them. Returns how many it ended.
create function terminate_sessions(p_account uuid, p_reason text) returns int language plpgsql as
$$
declare
    v_session text;
    v_ended   int := 0;
begin
    perform from wallet where account_id = p_account for update;
    for v_session in select session_id from runtime_session where account_id = p_account and ended_at is null loop
        perform end_session(p_account, v_session, 'terminated');
        update runtime_session set terminate_reason = p_reason
        where account_id = p_account and session_id = v_session and end_reason <> 'silent';
        v_ended := v_ended + 1;
    end loop;
    return v_ended;
end
$$;
