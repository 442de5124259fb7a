package dev.tideline.vault;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** The same where transactions have no savepoints, as those of JPA have none. */
@Import(CommandTopicWithoutSavepointsTest.NoSavepoints.class)
class CommandTopicWithoutSavepointsTest extends CommandTopicTest {

    @TestConfiguration
    static class NoSavepoints {

        @Bean
        TransactionManagerCustomizer<DataSourceTransactionManager> noSavepoints() {
            return manager -> manager.setNestedTransactionAllowed(false);
        }
    }
}
