-- Live rooms of visitors (CONTRACT 3.6, 4.5), and what is said in sessions.

-- What an owner has said about showing an agent on pages. No row: nothing, and the installation's default holds.
create table agent_embed (
    account_id      uuid        not null,
    agent_code      text        not null,
    -- Null: the installation's default.
    public          boolean,
    -- Origins of pages that may show it; none: any page.
    allowed_origins text[]      not null default '{}',
    primary key (account_id, agent_code)
);

-- Nodes that hold rooms. By the unmoved clock: a sandbox that moves a month ahead has not killed its own node.
create table room_node (
    node_id uuid        not null primary key,
    seen_at timestamptz not null
);

-- A room, open or as it was left. Whoever enters or leaves takes its row first.
create table room (
    account_id uuid        not null,
    room_id    text        not null check (char_length(room_id) between 1 and 64),
    agent_code text        not null,
    model      text        not null,
    -- How often it was opened: each opening is metered as a session of its own.
    opening    int         not null default 1,
    session_id text,
    opened_at  timestamptz not null,
    -- Since when an open room has been held by nobody: its node stopped or died, and visitors may come to another one.
    left_at    timestamptz,
    closed_at  timestamptz,
    primary key (account_id, room_id)
);
-- Messages to the open rooms of an agent.
create index room_open on room (account_id, agent_code) where closed_at is null;
-- The sweep of rooms whose visitors did not come back.
create index room_left on room (left_at) where left_at is not null;
-- The sweep of rooms that were closed long ago.
create index room_closed on room (closed_at) where closed_at is not null;

-- Which nodes have participants of a room, or wait for them to come back.
create table room_presence (
    account_id uuid not null,
    room_id    text not null,
    node_id    uuid not null,
    primary key (account_id, room_id, node_id),
    foreign key (account_id, room_id) references room on delete cascade
);
-- What a node that has died leaves behind.
create index room_presence_node on room_presence (node_id);

-- What was sent into rooms, for nodes that hear of it late and for participants that come back.
create table room_message (
    account_id uuid        not null,
    room_id    text        not null,
    -- One order has one id in all rooms; time-ordered.
    message_id uuid        not null,
    kind       text        not null check (kind in ('speak', 'add_context', 'turn', 'answer', 'gesture', 'clear')),
    body       text        not null,
    sent_at    timestamptz not null,
    primary key (account_id, room_id, message_id),
    foreign key (account_id, room_id) references room on delete cascade
);
-- The sweep, and what a node asks for that was out of hearing.
create index room_message_sent on room_message (sent_at);

-- Transcripts of sessions (CONTRACT 4.4).
create table session_message (
    account_id uuid        not null,
    session_id text        not null,
    message_id uuid        not null,
    role       text        not null check (role in ('user', 'assistant')),
    content    text        not null,
    said_at    timestamptz not null,
    primary key (account_id, session_id, message_id),
    foreign key (account_id, session_id) references runtime_session on delete cascade
);
-- The retention's sweep.
create index session_message_said on session_message (said_at);
