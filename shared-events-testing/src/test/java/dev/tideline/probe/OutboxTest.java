package dev.tideline.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.events.outbox.Outbox;
import dev.tideline.probe.ProbeService.Stepped;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

class OutboxTest extends ProbeTest {

    @Autowired
    private Outbox outbox;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void appendingOutsideATransactionIsAnError() {
        assertThatThrownBy(() -> outbox.append(new Stepped(thing, 1), 1))
                .isInstanceOf(IllegalTransactionStateException.class)
                .hasMessageContaining(thing);
        TransactionTemplate readOnly = new TransactionTemplate(transactions);
        readOnly.setReadOnly(true);
        assertThatThrownBy(() -> readOnly.executeWithoutResult(_ -> outbox.append(new Stepped(thing, 1), 1)))
                .isInstanceOf(IllegalTransactionStateException.class);
        assertThat(versions()).isEmpty();
    }

    @Test
    void whatIsRolledBackWasNeverAppended() {
        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            outbox.append(new Stepped(thing, 1), 1);
            transaction.setRollbackOnly();
        });
        assertThat(versions()).isEmpty();
    }

    @Test
    void innerTransactionKeepsItsOwnEvents() {
        TransactionTemplate inner = new TransactionTemplate(transactions);
        inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            outbox.append(new Stepped(thing, 1), 1);
            inner.executeWithoutResult(_ -> outbox.append(new Stepped(thing, 2), 2));
            transaction.setRollbackOnly();
        });
        assertThat(versions()).containsExactly(2L);
    }

    @Test
    void whatIsAppendedWhileCommittingIsNotLost() {
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            outbox.append(new Stepped(thing, 1), 1);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    outbox.append(new Stepped(thing, 2), 2);
                }
            });
        });
        assertThat(versions()).containsExactly(1L, 2L);
        assertThat(jdbc.sql("select count(distinct created_at) from outbox where aggregateid = ?")
                        .param(thing)
                        .query(Integer.class)
                        .single())
                .as("each row tells when it was written")
                .isEqualTo(2);
    }

    @Test
    void whatIsFirstAppendedWhileCommittingIsNotLost() {
        new TransactionTemplate(transactions)
                .executeWithoutResult(_ ->
                        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                            @Override
                            public void beforeCommit(boolean readOnly) {
                                outbox.append(new Stepped(thing, 1), 1);
                            }
                        }));
        assertThat(versions()).containsExactly(1L);
    }

    @Test
    void whatIsFirstAppendedAfterTheCommitIsRefused() {
        assertThatThrownBy(() -> new TransactionTemplate(transactions)
                        .executeWithoutResult(_ -> TransactionSynchronizationManager.registerSynchronization(
                                new TransactionSynchronization() {
                                    @Override
                                    public void afterCommit() {
                                        outbox.append(new Stepped(thing, 1), 1);
                                    }
                                })))
                .isInstanceOf(IllegalTransactionStateException.class);
        assertThat(versions()).isEmpty();
    }

    @Test
    void whatIsAppendedAfterTheCommitIsRefusedAndTheThreadStaysSound() {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    outbox.append(new Stepped(thing, 1), 1);
                    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                        @Override
                        public void afterCommit() {
                            outbox.append(new Stepped(thing, 2), 2);
                        }
                    });
                }))
                .isInstanceOf(IllegalTransactionStateException.class);
        transaction.executeWithoutResult(_ ->
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCompletion(int status) {
                        outbox.append(new Stepped(thing, 3), 3);
                    }
                }));
        transaction.executeWithoutResult(_ -> outbox.append(new Stepped(thing, 2), 2));
        assertThat(versions()).containsExactly(1L, 2L);
    }

    @Test
    void whatIsRolledBackToASavepointWasNeverAppended() {
        TransactionTemplate nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            outbox.append(new Stepped(thing, 1), 1);
            nested.executeWithoutResult(inner -> {
                outbox.append(new Stepped(thing, 2), 2);
                inner.setRollbackOnly();
            });
            outbox.append(new Stepped(thing + "'s other", 1), 1);
            outbox.append(new Stepped(thing, 2), 2);
        });
        assertThat(versions()).containsExactly(1L, 2L);
    }

    @Test
    void eventThatKafkaWouldRefuseIsRefusedAtOnce() {
        String huge = "x".repeat(1_000_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TransactionTemplate(transactions)
                        .executeWithoutResult(_ -> outbox.append(new Stepped(huge, 1), 1)))
                .withMessageContaining("tideline.outbox.max-payload");
    }

    private List<Long> versions() {
        return jdbc.sql("select aggregateversion from outbox where aggregateid = ? order by 1")
                .param(thing)
                .query((row, _) -> row.getLong(1))
                .list();
    }
}
