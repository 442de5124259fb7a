package dev.tideline.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTopicTest {

    @ParameterizedTest
    @ValueSource(strings = {"orders.saga.replies.v1", "todo-service.replies.v12", "a.replies.v1"})
    void topicForAnswersIsCalledLikeOne(String name) {
        assertThat(new ReplyTopic(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "todos.task.v1",
                "users.commands.v1",
                "replies.v1",
                "_dlq.orders.saga.replies.v1",
                "orders.saga.replies.v1.x",
                "orders.saga.replies.v0",
                "orders..replies.v1",
                "__consumer_offsets",
                "orders.saga.replies.v1\n"
            })
    void anyOtherTopicIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ReplyTopic(name));
    }
}
