package dev.tideline.user.account;

import dev.tideline.events.projection.Build;
import dev.tideline.events.projection.ProjectionByStream;
import dev.tideline.events.store.StoredEvent;
import dev.tideline.events.store.StreamId;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A row for each account, to be read and searched. */
@Component
class ProjectProfiles implements ProjectionByStream {

    static final String NAME = "profiles";

    private static final String TABLE = "account_profile";

    private static final String GIVEN = """
            from unnest(:ids, :tenants, cast(:registered as timestamptz[]), :emails, :names, :active,
                    cast(:deactivated as timestamptz[]), :versions)
                as given (id, tenant, registered_at, email, name, active, deactivated_at, version)
            """;

    private final JdbcClient jdbc;

    ProjectProfiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> types() {
        return Set.of(
                "users.account.registered",
                "users.account.email-changed",
                "users.account.renamed",
                "users.account.deactivated",
                "users.account.reactivated");
    }

    @Override
    public List<String> tables() {
        return List.of(TABLE);
    }

    @Override
    public void prepare(Build build) {
        tables().forEach(table ->
                jdbc.sql("call guard_by_tenant('" + build.table(table) + "')").update());
    }

    @Override
    public void apply(List<StoredEvent> events, Build into) {
        Map<UUID, ProfileChange> changes = new LinkedHashMap<>();
        events.stream().map(ProfileChange::of).forEach(each -> changes.merge(each.id(), each, ProfileChange::then));
        Map<Boolean, List<ProfileChange>> byNovelty =
                changes.values().stream().collect(Collectors.partitioningBy(ProfileChange::registers));
        String table = into.table(TABLE);
        write("""
                        insert into %s (id, tenant, registered_at, email, name, active, deactivated_at, version)
                        select id, tenant, registered_at, email, name, active, deactivated_at, version
                        """.formatted(table) + GIVEN, byNovelty.getOrDefault(true, List.of()));
        write("""
                        update %s as p
                        set email = coalesce(given.email, p.email), name = coalesce(given.name, p.name),
                            active = coalesce(given.active, p.active),
                            deactivated_at = case when given.active is null then p.deactivated_at else given.deactivated_at end,
                            version = given.version
                        """.formatted(table) + GIVEN + "where p.id = given.id", byNovelty.getOrDefault(false, List.of()));
    }

    @Override
    public void forget(StreamId stream, Build from) {
        jdbc.sql("delete from " + from.table(TABLE) + " where id = ?")
                .param(UUID.fromString(stream.id()))
                .update();
    }

    private void write(String sql, List<ProfileChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        jdbc.sql(sql)
                .param("ids", column(changes, ProfileChange::id, UUID[]::new))
                .param("tenants", column(changes, ProfileChange::tenant, String[]::new))
                .param("registered", column(changes, each -> text(each.registeredAt()), String[]::new))
                .param("emails", column(changes, ProfileChange::email, String[]::new))
                .param("names", column(changes, ProfileChange::name, String[]::new))
                .param("active", column(changes, ProfileChange::active, Boolean[]::new))
                .param("deactivated", column(changes, each -> text(each.deactivatedAt()), String[]::new))
                .param("versions", column(changes, ProfileChange::version, Long[]::new))
                .update();
    }

    private static <T> @Nullable T[] column(
            Collection<ProfileChange> changes,
            Function<ProfileChange, ? extends @Nullable T> value,
            IntFunction<@Nullable T[]> array) {
        return changes.stream().map(value).toArray(array);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
