package dev.tideline.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tideline.events.cqrs.CommandBus;
import dev.tideline.events.cqrs.CommandId;
import dev.tideline.events.cqrs.NotUndone;
import dev.tideline.events.cqrs.Outcome;
import dev.tideline.events.cqrs.Reason;
import dev.tideline.vault.Vault.Account;
import dev.tideline.vault.Vault.Accounts;
import dev.tideline.vault.Vault.Open;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

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

    @Autowired
    private CommandBus bus;

    @Autowired
    private TransactionTemplate transactions;

    @Test
    void rejectionInATransactionOfTheCallersIsTheCallersToUndo() {
        CommandId id = CommandId.fresh();
        Open refused = new Open(account, Accounts.MALLORY, BigDecimal.ONE);
        assertThatExceptionOfType(NotUndone.class)
                .isThrownBy(() -> transactions.execute(_ -> bus.send(id, refused, Account.class)))
                .satisfies(e -> assertThat(e.note()).isEqualTo(Outcome.rejected(Reason.CONFLICT, "Not for you.")));
        assertThat(bus.send(id, refused, Account.class)).isEqualTo(Outcome.rejected(Reason.CONFLICT, "Not for you."));
        assertThat(accounts.calls).containsEntry(account, 1);
    }
}
