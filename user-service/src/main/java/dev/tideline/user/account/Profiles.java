package dev.tideline.user.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What has been made of accounts to be read. */
@Repository
class Profiles {

    private static final String SELECT =
            "select id, email, name, active, registered_at, deactivated_at, version from account_profile ";

    /** How much of what was asked for a word has to have: all beginnings have half of it, and so has a word of seven letters with one wrong. */
    private static final String LIKENESS = "0.45";

    private final JdbcClient jdbc;

    Profiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Profile> find(String tenant, UUID id) {
        return jdbc.sql(SELECT + "where id = ? and tenant = ?")
                .params(id, tenant)
                .query((row, _) -> profile(row))
                .optional();
    }

    /**
     * Accounts of which a word of the name, or the address, begins like that or is much like it; those that begin like it come first.
     */
    @Transactional(readOnly = true)
    public List<Profile> search(String tenant, String text, int limit) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        jdbc.sql("select set_config('pg_trgm.word_similarity_threshold', ?, true)")
                .param(LIKENESS)
                .query(String.class)
                .single();
        return jdbc.sql(SELECT + """
                        where tenant = :tenant and :wanted <% searched
                        order by (searched like :begins or searched like :word) desc, word_similarity(:wanted, searched) desc, name, id
                        limit :limit
                        """)
                .param("tenant", tenant)
                .param("wanted", wanted)
                .param("begins", escaped(wanted) + "%")
                .param("word", "% " + escaped(wanted) + "%")
                .param("limit", limit)
                .query((row, _) -> profile(row))
                .list();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static Profile profile(ResultSet row) throws SQLException {
        return new Profile(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("name"),
                row.getBoolean("active"),
                row.getObject("registered_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("deactivated_at", OffsetDateTime.class)),
                row.getLong("version"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
