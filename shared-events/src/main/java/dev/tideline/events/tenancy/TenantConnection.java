package dev.tideline.events.tenancy;

import dev.tideline.events.EventContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the database whose work a statement is before it is made, unless it knows. What is told in a transaction counts for that alone: a
 * rollback takes it back, and so does a commit that turns out to be one without saying so.
 */
final class TenantConnection implements InvocationHandler {

    private static final String TELL = "select set_config('tideline.tenant', ?, false)";
    private static final String ALL = "*";
    private static final String NONE = "";

    private final Connection connection;
    private final Connection driver;
    private final Map<Connection, String> lasting;
    private @Nullable String told;
    private boolean mayBeUndone;

    private TenantConnection(Connection connection, Map<Connection, String> lasting) throws SQLException {
        this.connection = connection;
        this.driver = connection.unwrap(Connection.class);
        this.lasting = lasting;
        this.told = lasting.remove(driver);
    }

    /** @param lasting what connections that are not in use were told last, by the driver's connection */
    static Connection around(Connection connection, Map<Connection, String> lasting) throws SQLException {
        try {
            TenantConnection handler = new TenantConnection(connection, lasting);
            handler.tell(); // before there is a transaction, so that it lasts
            return (Connection) Proxy.newProxyInstance(
                    TenantConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // no two are alike
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "createStatement", "prepareStatement", "prepareCall" -> {
                tell();
                yield call(method, arguments);
            }
            case "commit", "rollback", "setAutoCommit" -> {
                forgetWhatMayBeUndone();
                yield call(method, arguments);
            }
            case "close" -> {
                try {
                    keep();
                } finally {
                    connection.close();
                }
                yield null;
            }
            case "equals" -> proxy == (arguments == null ? null : arguments[0]);
            case "hashCode" -> System.identityHashCode(proxy);
            default -> call(method, arguments);
        };
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private void tell() throws SQLException {
        String whose = whose();
        if (!whose.equals(told)) {
            told = null;
            try (PreparedStatement statement = connection.prepareStatement(TELL)) {
                statement.setString(1, whose);
                statement.execute();
            }
            told = whose;
            mayBeUndone = !connection.getAutoCommit();
        }
    }

    /** No tenant gets to everybody's rows by its name. */
    private static String whose() {
        if (EventContext.isAcrossTenants()) {
            return ALL;
        }
        String tenant = EventContext.current().tenant();
        return tenant == null || tenant.equals(ALL) ? NONE : tenant;
    }

    private void forgetWhatMayBeUndone() {
        if (mayBeUndone) {
            told = null;
            mayBeUndone = false;
        }
    }

    private void keep() throws SQLException {
        forgetWhatMayBeUndone();
        if (told != null && !connection.isClosed()) {
            lasting.put(driver, told);
        }
        told = null;
    }
}
