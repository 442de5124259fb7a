package dev.tideline.events.tenancy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Hands out connections that know whose work they are used for, and remembers what those behind a pool were told last. */
final class TenantDataSource extends DelegatingDataSource {

    /** By the driver's connection; what is not in there may have been told anything. */
    private final Map<Connection, String> told = Collections.synchronizedMap(new WeakHashMap<>());

    TenantDataSource(DataSource connections) {
        super(connections);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return TenantConnection.around(super.getConnection(), told);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return TenantConnection.around(super.getConnection(username, password), told);
    }
}
