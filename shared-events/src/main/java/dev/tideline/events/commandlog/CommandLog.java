package dev.tideline.events.commandlog;

import dev.tideline.events.commandlog.LoggedCommand.Details;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was sent to the command bus, of all tenants. One that is still under way is not there yet. */
public final class CommandLog {

    private static final String COMMAND =
            "number, tenant, sender, id, type, aggregate, correlation, received_at, outcome";

    private static final String MATCHING = """
             from command
             where (cast(:tenant as text) is null or tenant = :tenant)
               and (cast(:sender as text) is null or sender = :sender)
               and (cast(:type as text) is null or type = :type)
               and (cast(:aggregate as text) is null or aggregate = :aggregate)
               and (cast(:outcome as text) is null or outcome = :outcome)
               and (cast(:correlation as text) is null or correlation = :correlation)
               and (cast(:since as timestamptz) is null or received_at >= :since)
               and (cast(:until as timestamptz) is null or received_at < :until)
               and (cast(:before as bigint) is null or number < :before)
             order by number desc limit :limit
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    CommandLog(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * The latest first.
     *
     * @param before the {@link Page#next()} of the page before; null for the first
     */
    public Page page(Filter filter, @Nullable Long before, int limit) {
        List<LoggedCommand> found = jdbc.sql("select " + COMMAND + MATCHING)
                .param("tenant", filter.tenant())
                .param("sender", filter.sender())
                .param("type", filter.type())
                .param("aggregate", filter.aggregate())
                .param("outcome", filter.outcome())
                .param("correlation", filter.correlation())
                .param("since", utc(filter.since()))
                .param("until", utc(filter.until()))
                .param("before", before)
                .param("limit", limit + 1)
                .query((row, _) -> command(row))
                .list();
        return found.size() <= limit
                ? new Page(found, null)
                : new Page(
                        List.copyOf(found.subList(0, limit)),
                        found.get(limit - 1).number());
    }

    /** Those of that id, with what they said and what was answered; of several senders there may be several. */
    public List<Details> find(String id) {
        return jdbc.sql("select " + COMMAND + ", payload, told from command where id = ? order by number desc")
                .param(id)
                .query((row, _) -> new Details(command(row), read(row, "payload"), read(row, "told")))
                .list();
    }

    private JsonNode read(ResultSet row, String column) throws SQLException {
        return json.readTree(row.getString(column));
    }

    private static LoggedCommand command(ResultSet row) throws SQLException {
        return new LoggedCommand(
                row.getLong("number"),
                row.getString("tenant"),
                row.getString("sender"),
                row.getString("id"),
                row.getString("type"),
                row.getString("aggregate"),
                row.getString("correlation"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getString("outcome"));
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
