package dev.tideline.events.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The dead letters of this group as operators see them, and what they did with them. */
final class Letters {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final TypeReference<Map<String, String>> TEXT_BY_NAME = new TypeReference<>() {};

    private static final int CAUSES = 200;

    private static final String LETTER = """
            id, state, topic, partition_id, offset_id, case when message_key is not null then lane end as key, type, event_id,
            exception, message, holds, edited_payload is not null as edited, attempts, replays, first_failed_at, failed_at
            """;

    private static final String MATCHING = """
             from dead_letter where consumer = :consumer and state = :state
               and (cast(:topic as text) is null or topic = :topic)
               and (cast(:type as text) is null or type = :type)
               and (cast(:key as text) is null or lane = :key)
               and (cast(:exception as text) is null or exception = :exception
                    or right(exception, length(:exception) + 1) in ('.' || :exception, '$' || :exception))
               and (cast(:since as timestamptz) is null or failed_at >= :since)
               and (cast(:until as timestamptz) is null or failed_at < :until)
               and (cast(:text as text) is null or position(lower(:text) in lower(message)) > 0)
            """;

    private final String consumer;
    private final JdbcClient jdbc;

    Letters(String consumer, JdbcClient jdbc) {
        this.consumer = consumer;
        this.jdbc = jdbc;
    }

    /** Those that failed last come first. */
    Page page(Filter filter, String state, @Nullable Cursor after, int limit) {
        List<Letter> found = matching("select " + LETTER + MATCHING + """
                               and (cast(:at as timestamptz) is null or (failed_at, id) < (:at, :id))
                             order by failed_at desc, id desc limit :limit
                            """, filter, state)
                .param("at", after == null ? null : utc(after.failedAt()))
                .param("id", after == null ? null : after.id())
                .param("limit", limit + 1)
                .query((row, _) -> letter(row))
                .list();
        return found.size() <= limit
                ? new Page(found, null)
                : new Page(
                        List.copyOf(found.subList(0, limit)),
                        Cursor.after(found.get(limit - 1)).text());
    }

    /** The most frequent come first. */
    List<Cause> causes(Filter filter, String state) {
        return matching(
                        "select topic, type, exception, left(message, 80), count(*), min(failed_at), max(failed_at)"
                                + MATCHING + " group by 1, 2, 3, 4 order by 5 desc, 7 desc limit :limit",
                        filter,
                        state)
                .param("limit", CAUSES)
                .query((row, _) -> new Cause(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        instant(row, 6),
                        instant(row, 7)))
                .list();
    }

    /** The dead ones in the order in which they first failed, which within a key is the order of the key. */
    List<UUID> oldest(Filter filter, int limit) {
        return matching(
                        "select id" + MATCHING
                                + " order by first_failed_at, topic, partition_id, offset_id limit :limit",
                        filter,
                        "dead")
                .param("limit", limit)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    long count(Filter filter) {
        return matching("select count(*)" + MATCHING, filter, "dead")
                .query(Long.class)
                .single();
    }

    Optional<Letter> find(UUID id) {
        return jdbc.sql("select " + LETTER + " from dead_letter where id = ? and consumer = ?")
                .params(id, consumer)
                .query((row, _) -> letter(row))
                .optional();
    }

    Optional<LetterDetails> details(UUID id) {
        return jdbc.sql("select " + LETTER + """
                        , headers, payload, edited_payload, stack,
                        (select count(*) from parked p where p.consumer = d.consumer and p.topic = d.topic and p.lane = d.lane
                            and (p.partition_id, p.offset_id) <> (d.partition_id, d.offset_id)) as waiting,
                        coalesce((select f.state from fence f
                            where f.consumer = d.consumer and f.topic = d.topic and f.lane = d.lane), 'open') as lane_state
                        from dead_letter d where id = ? and consumer = ?
                        """)
                .params(id, consumer)
                .query((row, _) -> details(row))
                .optional();
    }

    /** Locks it until the transaction ends. */
    Optional<Editable> lock(UUID id) {
        return jdbc.sql("""
                        select state, type, event_id, payload from dead_letter where id = ? and consumer = ? for update
                        """)
                .params(id, consumer)
                .query((row, _) -> new Editable(
                        row.getString("state"),
                        row.getString("type"),
                        row.getObject("event_id", UUID.class),
                        row.getBytes("payload")))
                .optional();
    }

    void edit(UUID id, byte[] payload) {
        jdbc.sql("update dead_letter set edited_payload = ? where id = ?")
                .params(payload, id)
                .update();
    }

    void add(UUID id, String act, String actor, @Nullable String reason) {
        jdbc.sql("insert into dead_letter_act (dead_letter, act, actor, reason) values (?, ?, ?, ?)")
                .param(id)
                .param(act)
                .param(actor)
                .param(reason)
                .update();
    }

    private List<Act> acts(UUID id) {
        return jdbc.sql(
                        "select act, actor, reason, acted_at from dead_letter_act where dead_letter = ? order by position")
                .param(id)
                .query((row, _) ->
                        new Act(row.getString("act"), row.getString("actor"), row.getString("reason"), instant(row, 4)))
                .list();
    }

    private StatementSpec matching(String sql, Filter filter, String state) {
        return jdbc.sql(sql)
                .param("consumer", consumer)
                .param("state", state)
                .param("topic", filter.topic())
                .param("type", filter.type())
                .param("key", filter.key())
                .param("exception", filter.exception())
                .param("since", utc(filter.since()))
                .param("until", utc(filter.until()))
                .param("text", filter.text());
    }

    private static Letter letter(ResultSet row) throws SQLException {
        return new Letter(
                row.getObject("id", UUID.class),
                row.getString("state"),
                row.getString("topic"),
                row.getInt("partition_id"),
                row.getLong("offset_id"),
                row.getString("key"),
                row.getString("type"),
                row.getObject("event_id", UUID.class),
                row.getString("exception"),
                row.getString("message"),
                row.getBoolean("holds"),
                row.getBoolean("edited"),
                row.getInt("attempts"),
                row.getInt("replays"),
                instant(row, 15),
                instant(row, 16));
    }

    private LetterDetails details(ResultSet row) throws SQLException {
        Letter letter = letter(row);
        byte[] payload = row.getBytes("payload");
        return new LetterDetails(
                letter,
                JSON.readValue(row.getString("headers"), TEXT_BY_NAME),
                json(payload),
                payload == null ? null : Base64.getEncoder().encodeToString(payload),
                json(row.getBytes("edited_payload")),
                row.getString("stack"),
                row.getString("lane_state"),
                row.getInt("waiting"),
                new ArrayList<>(acts(letter.id())));
    }

    private static @Nullable JsonNode json(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            JsonNode read = JSON.readTree(bytes);
            return read.isMissingNode() ? null : read;
        } catch (JacksonException noJson) {
            return null;
        }
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /**
     * What an edit has to fit.
     *
     * @param event null where it was never claimed
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Editable(
            String state, @Nullable String type, @Nullable UUID event, byte @Nullable [] payload) {}
}
