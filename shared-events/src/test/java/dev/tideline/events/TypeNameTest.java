package dev.tideline.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeNameTest {

    @ParameterizedTest
    @CsvSource({
        "todos.task.created, todos.task.v1",
        "todos.task.reminder-due, todos.task.v1",
        "users.signin.failed, users.signin.v1",
        "notifications.e-mail.sent, notifications.e-mail.v1",
        "payments.payment.charge.command, payments.commands.v1",
        "users.account.find.query, users.queries.v1"
    })
    void wellFormedNameKeepsItsTextAndKnowsItsTopic(String name, String topic) {
        assertThat(TypeName.parse(name)).hasToString(name);
        assertThat(TypeName.parse(name).topic()).isEqualTo(topic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "created",
                "task.created",
                "Todos.task.created",
                "todos.task.Created",
                "todos..created",
                "todos.task.created.",
                "todos.task.created.v1",
                "todos.task_list.created",
                "todos.task.created.event",
                " todos.task.created",
                "1.task.created"
            })
    void malformedNameIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypeName.parse(name))
                .withMessageContaining("'" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"todos.task.create", "todos.task.creating", "todos.task.creation"})
    void eventThatIsNotInThePastTenseIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypeName.parse(name))
                .withMessageContaining("past tense");
    }

    @Test
    void commandMayBeImperative() {
        assertThat(TypeName.parse("todos.task.create.command").kind()).isEqualTo(TypeName.Kind.COMMAND);
    }
}
