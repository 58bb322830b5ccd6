package dev.likeness.room;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The SQL of rooms. */
@Component
class RoomTable {

    static final String CHANNEL = "likeness_room";

    /** A node that has said nothing for so long is dead. */
    private static final String DEAD = "interval '20 seconds'";

    /**
     * Each order and its rooms are one moment: what is counted is what was kept. It is kept for the rooms of a dead node,
     * too, for whoever comes back from there. One order after the other in each room, so that none is committed behind
     * one with a later time, after which somebody asks for what they have missed.
     */
    private static final String SEND = """
            with open as (
                select r.room_id, exists (
                    select from room_presence p join room_node n using (node_id)
                    where p.account_id = r.account_id and p.room_id = r.room_id
                      and n.seen_at > clock_timestamp() - %s) as held
                from room r
                where r.account_id = :account and r.agent_code = :agent and r.closed_at is null
                  and (cast(:room as text) is null or r.room_id = :room)
                order by r.room_id for no key update of r
            ), kept as (
                insert into room_message (account_id, room_id, message_id, kind, body, sent_at)
                select :account, room_id, :id, :kind, :body, clock_timestamp() from open
                on conflict do nothing
            )
            select count(*) filter (where held) as rooms, count(*) filter (where not held) as skipped from open
            """.formatted(DEAD);

    /** Its session is told to whoever closed it. */
    private static final String CLOSE = """
            update room r set closed_at = installation_now(), left_at = null
            where r.account_id = :account and r.room_id = :room and r.closed_at is null
              and not exists (select from room_presence p where p.account_id = r.account_id and p.room_id = r.room_id)
            returning r.account_id, r.room_id, r.session_id""";

    /** A message for a room. */
    record Sent(String roomId, RoomMessage message) {
    }

    /** A room by its name. */
    record Key(UUID account, String roomId) {
    }

    private final JdbcClient jdbc;

    RoomTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<RoomInfo> open(UUID account, String agent) {
        return jdbc.sql("""
                select room_id, agent_code, session_id, opened_at from room
                where account_id = :account and agent_code = :agent and closed_at is null order by opened_at, room_id
                """).param("account", account).param("agent", agent)
                .query((row, n) -> new RoomInfo(row.getString(1), row.getString(2), row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .list();
    }

    Delivery send(UUID account, String agent, @Nullable String room, RoomMessage message) {
        return jdbc.sql(SEND).param("account", account).param("agent", agent).param("room", room)
                .param("id", message.id()).param("kind", message.kind().word()).param("body", message.body())
                .query((row, n) -> new Delivery(row.getInt("rooms"), row.getInt("skipped"))).single();
    }

    /** Told to all nodes when the transaction commits. */
    void tell(UUID account, UUID message) {
        jdbc.sql("select pg_notify('" + CHANNEL + "', :what)::text").param("what", account + " " + message)
                .query(String.class).optional();
    }

    /** Opens the room, or finds it open, under its row's lock; how often it has been opened. */
    int enter(UUID account, String room, String agent, String model, UUID node) {
        int opening = jdbc.sql("""
                insert into room as r (account_id, room_id, agent_code, model, opened_at)
                values (:account, :room, :agent, :model, installation_now())
                on conflict (account_id, room_id) do update set
                    opening = r.opening + case when r.closed_at is null then 0 else 1 end,
                    session_id = case when r.closed_at is null then r.session_id end,
                    model = case when r.closed_at is null then r.model else excluded.model end,
                    opened_at = case when r.closed_at is null then r.opened_at else excluded.opened_at end,
                    left_at = null, closed_at = null
                where r.agent_code = excluded.agent_code
                returning opening
                """).param("account", account).param("room", room).param("agent", agent).param("model", model)
                .query(Integer.class).single();
        jdbc.sql("""
                insert into room_presence (account_id, room_id, node_id) values (:account, :room, :node)
                on conflict do nothing""").param("account", account).param("room", room).param("node", node).update();
        return opening;
    }

    /** Holds an open room again that a node was thought to have left. */
    void hold(Key key, UUID node) {
        jdbc.sql("""
                with open as (
                    update room set left_at = null
                    where account_id = :account and room_id = :room and closed_at is null
                    returning account_id, room_id)
                insert into room_presence (account_id, room_id, node_id) select account_id, room_id, :node from open
                on conflict do nothing""").param("account", key.account).param("room", key.roomId).param("node", node)
                .update();
    }

    void metered(UUID account, String room, int opening, String session) {
        jdbc.sql("""
                update room set session_id = :session
                where account_id = :account and room_id = :room and opening = :opening
                """).param("session", session).param("account", account).param("room", room)
                .param("opening", opening).update();
    }

    boolean isOpen(UUID account, String room) {
        return jdbc.sql("""
                select exists (select from room where account_id = :account and room_id = :room and closed_at is null)
                """).param("account", account).param("room", room).query(Boolean.class).single();
    }

    /** Takes a node's presence away, under the room's lock. */
    void leave(Key key, UUID node) {
        lock(key);
        jdbc.sql("delete from room_presence where account_id = :account and room_id = :room and node_id = :node")
                .param("account", key.account).param("room", key.roomId).param("node", node).update();
    }

    /**
     * Leaves a room open that nobody holds: whoever was in it may come to another node. Since a dead node's last sign of
     * life, or since now for one that stops; not for so long that a node which was only late could not say so.
     */
    void orphan(Key key, UUID node) {
        jdbc.sql("""
                update room r set left_at = coalesce((
                    select greatest(n.seen_at + interval '5 seconds', clock_timestamp() - interval '20 seconds')
                    from room_node n where n.node_id = :node and n.seen_at <= clock_timestamp() - %s),
                    clock_timestamp())
                where r.account_id = :account and r.room_id = :room and r.closed_at is null and r.left_at is null
                  and not exists (
                      select from room_presence p where p.account_id = r.account_id and p.room_id = r.room_id)
                """.formatted(DEAD)).param("account", key.account).param("room", key.roomId).param("node", node)
                .update();
    }

    /** Rooms to which nobody has come back. */
    List<Key> orphans() {
        return jdbc.sql("""
                select account_id, room_id from room
                where left_at <= clock_timestamp() - interval '30 seconds' limit 500
                """).query((row, n) -> new Key(row.getObject(1, UUID.class), row.getString(2))).list();
    }

    private void lock(Key key) {
        jdbc.sql("select 1 from room where account_id = :account and room_id = :room for update")
                .param("account", key.account).param("room", key.roomId).query(Integer.class).list();
    }

    /** Closes a room that nobody holds; the closing, where it was open. */
    List<RoomClosed> close(Key key) {
        lock(key);
        return jdbc.sql(CLOSE).param("account", key.account).param("room", key.roomId)
                .query((row, n) -> new RoomClosed(row.getObject(1, UUID.class), row.getString(2), row.getString(3)))
                .list();
    }

    /**
     * What was sent into a room after a message, in order.
     *
     * @param message null, or one nobody knows any more: what was sent within the last minute
     */
    List<RoomMessage> after(Key key, @Nullable UUID message) {
        return jdbc.sql("""
                select message_id, kind, body from room_message
                where account_id = :account and room_id = :room and message_id is distinct from :after
                  and sent_at >= coalesce((
                      select sent_at from room_message
                      where account_id = :account and room_id = :room and message_id = :after),
                      clock_timestamp() - interval '1 minute')
                order by sent_at, message_id
                """).param("account", key.account).param("room", key.roomId)
                .param("after", message, Types.OTHER)
                .query((row, n) -> message(row)).list();
    }

    /** An order, in those of the account's rooms that it was for. */
    List<Sent> of(UUID account, UUID message, Collection<String> rooms) {
        return jdbc.sql("""
                select message_id, kind, body, room_id from room_message
                where account_id = :account and message_id = :message and room_id = any(:rooms)
                """).param("account", account).param("message", message).param("rooms", rooms.toArray(String[]::new))
                .query((row, n) -> new Sent(row.getString("room_id"), message(row))).list();
    }

    /** What the rooms of an account were sent within the last minute. */
    List<Sent> recent(UUID account, Collection<String> rooms) {
        return jdbc.sql("""
                select message_id, kind, body, room_id from room_message
                where account_id = :account and room_id = any(:rooms)
                  and sent_at > clock_timestamp() - interval '1 minute' order by sent_at, message_id
                """).param("account", account).param("rooms", rooms.toArray(String[]::new))
                .query((row, n) -> new Sent(row.getString("room_id"), message(row))).list();
    }

    void alive(UUID node) {
        jdbc.sql("""
                insert into room_node (node_id, seen_at) values (:node, clock_timestamp())
                on conflict (node_id) do update set seen_at = excluded.seen_at""").param("node", node).update();
    }

    /** The rooms that a node holds. */
    List<Key> of(UUID node) {
        return jdbc.sql("select account_id, room_id from room_presence where node_id = :node").param("node", node)
                .query((row, n) -> new Key(row.getObject(1, UUID.class), row.getString(2))).list();
    }

    /** Presences of nodes that have died. */
    List<Gone> gone() {
        return jdbc.sql("""
                select p.account_id, p.room_id, p.node_id from room_presence p left join room_node n using (node_id)
                where n.seen_at is null or n.seen_at <= clock_timestamp() - %s limit 500""".formatted(DEAD))
                .query((row, n) -> new Gone(new Key(row.getObject(1, UUID.class), row.getString(2)),
                        row.getObject(3, UUID.class)))
                .list();
    }

    record Gone(Key key, UUID node) {
    }

    /** What nobody needs any more: messages after ten minutes, rooms that were closed a day ago, nodes without rooms. */
    void sweep() {
        jdbc.sql("delete from room_message where sent_at < clock_timestamp() - interval '10 minutes'").update();
        jdbc.sql("delete from room where closed_at < installation_now() - interval '1 day'").update();
        jdbc.sql("""
                delete from room_node n where seen_at < clock_timestamp() - interval '1 hour'
                  and not exists (select from room_presence p where p.node_id = n.node_id)""").update();
    }

    private static RoomMessage message(ResultSet row) throws SQLException {
        return new RoomMessage(row.getObject("message_id", UUID.class), RoomMessage.Kind.of(row.getString("kind")),
                row.getString("body"));
    }
}
