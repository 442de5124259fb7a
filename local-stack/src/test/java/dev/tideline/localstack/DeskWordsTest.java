package dev.tideline.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.localstack.DeskWords.Misused;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeskWordsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final UUID ID = UUID.randomUUID();

    @Test
    void nothingOrFiltersAloneAreAList() {
        assertThat(parse("")).isEqualTo(new DeskWords("list", List.of(), Map.of()));
        assertThat(parse("--type todos.task.created").filter()).containsEntry("type", "todos.task.created");
    }

    @Test
    void timesMayBeSaidAsHowLongAgo() {
        assertThat(parse("list --since 90m").filter()).containsEntry("since", "2026-11-21T10:30:00Z");
        assertThat(parse("list --since 2d").filter()).containsEntry("since", "2026-11-19T12:00:00Z");
        assertThat(parse("list --until 2026-11-21T13:00:00+02:00").filter())
                .containsEntry("until", "2026-11-21T11:00:00Z");
    }

    @Test
    void oneOrManyAreReplayed() {
        assertThat(parse("replay " + ID + " --force").ids()).containsExactly(ID);
        var many = parse("replay --exception TimeoutException --rate 5 --dry-run");
        assertThat(many.filter()).isEqualTo(Map.of("exception", "TimeoutException"));
        assertThat(many.option("rate")).contains("5");
        assertThat(many.has("dry-run")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    recall                          | Unknown: deadletters recall
                    list --colour red               | takes no --colour
                    list --type                     | --type wants a value
                    list --since yesterday          | --since wants a time
                    list --limit many               | --limit wants a number
                    show                            | takes one id
                    show 7                          | 7 is no id
                    replay                          | Say which
                    discard --all                   | wants a --reason
                    edit ID                         | wants --file
                    replay ID --all                 | Ids go without
                    replay ID --dry-run             | Ids go without
                    """)
    void whatMakesNoSenseIsRefusedWithWhatWould(String words, String said) {
        assertThatThrownBy(() -> parse(words.strip().replace("ID", ID.toString())))
                .isInstanceOf(Misused.class)
                .hasMessageContaining(said);
    }

    private static DeskWords parse(String words) {
        return DeskWords.parse(words.isEmpty() ? List.of() : List.of(words.split(" +")), NOW);
    }
}
