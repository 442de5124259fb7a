package dev.tideline.testing.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventCatalogue;
import dev.tideline.events.EventType;
import dev.tideline.events.Message;
import dev.tideline.events.Upcaster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract on services that break it, in a repository of their own. Each record stands for the same event at another time. */
class SchemasContractTest {

    private static final String TYPE = "shop.item.priced";

    interface Event extends DomainEvent {

        @Override
        default String aggregateId() {
            return "lamp";
        }
    }

    enum Size {
        SMALL,
        LARGE
    }

    enum MoreSizes {
        SMALL,
        LARGE,
        HUGE
    }

    enum FewerSizes {
        SMALL
    }

    record Part(String name, @Nullable Integer weight) {}

    record HeavyPart(String name, Integer weight) {}

    record NumberedPart(int name, @Nullable Integer weight) {}

    @EventType(TYPE)
    record Priced(String item, BigDecimal price, @Nullable String note, Size size, List<Part> parts) implements Event {}

    @EventType(TYPE)
    record WithColour(
            String item,
            BigDecimal price,
            @Nullable String note,
            Size size,
            List<Part> parts,
            @Nullable String colour) implements Event {}

    @EventType(TYPE)
    record WithPrimitive(
            String item, BigDecimal price, @Nullable String note, Size size, List<Part> parts, int stock)
            implements Event {}

    @EventType(TYPE)
    record WithoutNote(String item, BigDecimal price, Size size, List<Part> parts) implements Event {}

    @EventType(TYPE)
    record Renamed(String item, BigDecimal cost, @Nullable String note, Size size, List<Part> parts) implements Event {}

    @EventType(TYPE)
    record OtherType(String item, String price, @Nullable String note, Size size, List<Part> parts) implements Event {}

    @EventType(TYPE)
    record OtherFormat(
            UUID item, BigDecimal price, @Nullable String note, Size size, List<Part> parts) implements Event {}

    @EventType(TYPE)
    record NoteRequired(String item, BigDecimal price, String note, Size size, List<Part> parts) implements Event {}

    @EventType(TYPE)
    record PriceOptional(
            String item,
            @Nullable BigDecimal price,
            @Nullable String note,
            Size size,
            List<Part> parts) implements Event {}

    @EventType(TYPE)
    record ValueAdded(
            String item, BigDecimal price, @Nullable String note, MoreSizes size, List<Part> parts) implements Event {}

    @EventType(TYPE)
    record ValueRemoved(
            String item, BigDecimal price, @Nullable String note, FewerSizes size, List<Part> parts) implements Event {}

    @EventType(TYPE)
    record RequiredBelow(
            String item, BigDecimal price, @Nullable String note, Size size, List<HeavyPart> parts) implements Event {}

    @EventType(TYPE)
    record OtherTypeBelow(
            String item, BigDecimal price, @Nullable String note, Size size, List<NumberedPart> parts)
            implements Event {}

    @EventType(TYPE)
    record OneInsteadOfMany(
            String item, BigDecimal price, @Nullable String note, Size size, Part parts) implements Event {}

    static Stream<Arguments> breaks() {
        return Stream.of(
                Arguments.of(WithPrimitive.class, "'stock' was added and is required", "@Nullable, and boxed"),
                Arguments.of(WithoutNote.class, "'note' was removed", "version 2"),
                Arguments.of(Renamed.class, "'price' was removed, or renamed to 'cost'", "'cost' was added"),
                Arguments.of(OtherType.class, "'price' changed from number to string", "Upcaster from 1"),
                Arguments.of(OtherFormat.class, "'item' changed from string to string (uuid)", "@EventType"),
                Arguments.of(NoteRequired.class, "'note' became required", "major topic"),
                Arguments.of(PriceOptional.class, "'price' became optional", "Changing an event"),
                Arguments.of(ValueAdded.class, "'size' can now be HUGE", "refuses"),
                Arguments.of(ValueRemoved.class, "'size' can no longer be LARGE", "already written"),
                Arguments.of(RequiredBelow.class, "'parts[].weight' became required", TYPE),
                Arguments.of(OtherTypeBelow.class, "'parts[].name' changed from string to integer", TYPE),
                Arguments.of(OneInsteadOfMany.class, "'parts' changed from array to object", TYPE));
    }

    @TempDir
    private Path repository;

    @ParameterizedTest
    @MethodSource("breaks")
    void changeThatBreaksIsRefusedByTypeAndFieldAndNotWritten(Class<?> now, String field, String hint)
            throws IOException {
        publish(Priced.class);
        Path file = repository.resolve("shop-service/src/main/resources/schemas/" + TYPE + ".1.json");
        String committed = Files.readString(file);
        for (boolean write : new boolean[] {false, true}) {
            assertThatThrownBy(() -> shop(write, now).schemasOfItsOwnEventsAreCommittedAndOnlyGrow())
                    .hasMessageContainingAll(TYPE + ", version 1", field, hint, now.getName());
        }
        assertThat(file).hasContent(committed);
    }

    @Test
    void newTypeIsAskedForAndWritten() {
        assertThatThrownBy(() -> shop(false, Priced.class).schemasOfItsOwnEventsAreCommittedAndOnlyGrow())
                .hasMessageContainingAll(
                        TYPE, "schema is not committed", "example is not committed", "./tideline schemas");
        publish(Priced.class);
        holds(shop(false, Priced.class));
    }

    @Test
    void optionalComponentIsAskedForAndWrittenWithinTheVersion() throws IOException {
        publish(Priced.class);
        Path example = repository.resolve("shop-service/src/main/resources/schemas/examples/" + TYPE + ".1.json");
        String before = Files.readString(example);
        assertThatThrownBy(() -> shop(false, WithColour.class).schemasOfItsOwnEventsAreCommittedAndOnlyGrow())
                .hasMessageContainingAll(TYPE, "has grown: 'colour' was added", "./tideline schemas");
        publish(WithColour.class);
        holds(shop(false, WithColour.class));
        assertThat(example).hasContent(before);
    }

    @EventType(value = TYPE, version = 2)
    record Second(String item, BigDecimal cost, @Nullable String note, Size size, List<Part> parts) implements Event {}

    @EventType(value = TYPE, version = 3)
    record Third(String item) implements Event {}

    private static final Upcaster COST = new Upcaster(TYPE, 1, (data, _) -> data.set("cost", data.remove("price")));

    @Test
    void nextVersionIsWrittenBesideTheOldAndReadsIt() {
        publish(Priced.class);
        shop(true, List.of(COST), Second.class).schemasOfItsOwnEventsAreCommittedAndOnlyGrow();
        holds(shop(false, List.of(COST), Second.class));
        assertThat(new CommittedSchemas(repository.resolve("shop-service/src/main/resources/schemas")).versionsOf(TYPE))
                .containsOnlyKeys(1, 2);
    }

    @Test
    void upcasterThatIsMissingOrDoesNotDoItsWorkIsFound() {
        publish(Priced.class);
        shop(true, List.of(COST), Second.class).schemasOfItsOwnEventsAreCommittedAndOnlyGrow();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop(false, Second.class).everyVersionThatWasEverWrittenIsRead())
                .withMessageContainingAll(TYPE, "from 1 to 2");
        Upcaster lazy = new Upcaster(TYPE, 1, (data, _) -> data);
        assertThatThrownBy(() -> shop(false, List.of(lazy), Second.class).everyVersionThatWasEverWrittenIsRead())
                .hasMessageContainingAll(TYPE + ", version 1", "cost");
    }

    @Test
    void versionsGoUpOneByOne() {
        publish(Priced.class);
        refusesAlsoToWrite(Third.class, "version 2 of it was never committed");
        shop(true, List.of(COST), Second.class).schemasOfItsOwnEventsAreCommittedAndOnlyGrow();
        refusesAlsoToWrite(Priced.class, "version 2 is committed, but", "versions do not go back");
    }

    @EventType("shop.item.valued")
    record OtherName(String item) implements Event {}

    @Test
    void typeThatVanishedIsMissed() {
        publish(Priced.class);
        refusesAlsoToWrite(OtherName.class, TYPE + " has a committed schema, but no record any more");
    }

    @EventType("shop.item.shown")
    record SaysMoreThanItsComponents(String item) implements Event {

        public boolean isUrgent() {
            return true;
        }
    }

    @EventType("shop.item.drawn")
    record NoSample(byte[] picture) implements Event {}

    @EventType("shop.item.weighed")
    record Particular(String item) implements Event {

        Particular {
            if (!item.startsWith("lamp")) {
                throw new IllegalArgumentException("no lamp");
            }
        }
    }

    @Test
    void whatIsWrittenWithoutBeingInTheSchemaIsFound() {
        assertThatThrownBy(() ->
                        shop(false, SaysMoreThanItsComponents.class).whatIsWrittenFitsItsSchemaAndSaysNothingElse())
                .hasMessageContainingAll("shop.item.shown", "urgent");
    }

    @Test
    void recordOfWhichNoSampleCanBeMadeUpIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop(false, NoSample.class).whatIsWrittenFitsItsSchemaAndSaysNothingElse())
                .withMessageContainingAll(NoSample.class.getName(), "picture", "samples()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop(false, Particular.class).whatIsWrittenFitsItsSchemaAndSaysNothingElse())
                .withMessageContainingAll(Particular.class.getName(), "samples()");
        SchemasContract helped = new SchemasContract(catalogue(Particular.class), Set.of("shop"), repository, false) {

            @Override
            protected Collection<? extends Message> samples() {
                return List.of(new Particular("lamp 7"));
            }
        };
        assertThatCode(helped::whatIsWrittenFitsItsSchemaAndSaysNothingElse).doesNotThrowAnyException();
    }

    @EventType(TYPE)
    record ReadsLess(String item, MoreSizes size) implements Event {}

    @EventType(TYPE)
    record ReadsWider(String item, String size, @Nullable String note) implements Event {}

    @EventType(TYPE)
    record ReadsOptionalAsRequired(String note) implements Event {}

    @EventType(TYPE)
    record ReadsWhatIsNotThere(@Nullable String colour) implements Event {}

    @EventType(TYPE)
    record ReadsOtherType(int price) implements Event {}

    @EventType(TYPE)
    record ReadsFewerValues(FewerSizes size) implements Event {}

    @EventType(TYPE)
    record ReadsBelow(List<HeavyPart> parts) implements Event {}

    @EventType(value = TYPE, version = 2)
    record ReadsTheNext(String item) implements Event {}

    @EventType(TYPE)
    record ReadsThePrice(BigDecimal price) implements Event {}

    static Stream<Arguments> misfits() {
        return Stream.of(
                Arguments.of(ReadsOptionalAsRequired.class, "'note' is required by the reader, but optional"),
                Arguments.of(ReadsWhatIsNotThere.class, "'colour' is not published"),
                Arguments.of(ReadsOtherType.class, "'price' is read as integer (int32), but published as number"),
                Arguments.of(
                        ReadsFewerValues.class,
                        "'size' is read as one of [SMALL], but published as one of [SMALL, LARGE]"),
                Arguments.of(ReadsBelow.class, "'parts[].weight' is required by the reader, but optional"));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void readerThatNeedsMoreThanIsPublishedIsRefused(Class<?> reader, String field) {
        publish(Priced.class);
        assertThatThrownBy(() -> reader(reader).recordsOfOthersEventsNeedNothingThatThoseDoNotPublish())
                .hasMessageContainingAll(TYPE + ", version 1", reader.getName(), field);
    }

    @Test
    void readerMayKnowLess() {
        publish(Priced.class);
        holds(reader(ReadsLess.class));
        holds(reader(ReadsWider.class));
    }

    @Test
    void readerIsHeldAgainstEveryVersionFromItsOwn() {
        publish(Priced.class);
        holds(reader(ReadsThePrice.class));
        SchemasContract early = contract(
                "reader-service",
                Set.of(),
                false,
                List.of(new Upcaster(TYPE, 1, (data, _) -> data)),
                ReadsTheNext.class);
        assertThatThrownBy(early::recordsOfOthersEventsNeedNothingThatThoseDoNotPublish)
                .hasMessageContainingAll("reads version 2 of " + TYPE, "published are [1]");
        shop(true, List.of(COST), Second.class).schemasOfItsOwnEventsAreCommittedAndOnlyGrow();
        holds(early);
        assertThatThrownBy(() -> reader(ReadsThePrice.class).recordsOfOthersEventsNeedNothingThatThoseDoNotPublish())
                .hasMessageContainingAll(TYPE + ", version 2", "'price' is not published");
        assertThatThrownBy(() -> reader(ReadsThePrice.class).everyVersionThatWasEverWrittenIsRead())
                .hasMessageContainingAll(TYPE + ", version 2", "price");
        holds(reader(ReadsLess.class));
    }

    private void publish(Class<?> record) {
        shop(true, record).schemasOfItsOwnEventsAreCommittedAndOnlyGrow();
    }

    private void refusesAlsoToWrite(Class<?> record, String... named) {
        for (boolean write : new boolean[] {false, true}) {
            assertThatThrownBy(() -> shop(write, record).schemasOfItsOwnEventsAreCommittedAndOnlyGrow())
                    .hasMessageContainingAll(named);
        }
    }

    private static void holds(SchemasContract contract) {
        contract.schemasOfItsOwnEventsAreCommittedAndOnlyGrow();
        contract.whatIsWrittenFitsItsSchemaAndSaysNothingElse();
        contract.everyVersionThatWasEverWrittenIsRead();
        contract.recordsOfOthersEventsNeedNothingThatThoseDoNotPublish();
    }

    private SchemasContract shop(boolean write, Class<?>... records) {
        return shop(write, List.of(), records);
    }

    private SchemasContract shop(boolean write, List<Upcaster> upcasters, Class<?>... records) {
        return contract("shop-service", Set.of("shop"), write, upcasters, records);
    }

    private SchemasContract reader(Class<?>... records) {
        return contract("reader-service", Set.of(), false, List.of(), records);
    }

    private SchemasContract contract(
            String module, Set<String> owns, boolean write, List<Upcaster> upcasters, Class<?>... records) {
        try {
            Files.createDirectories(repository.resolve(module));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SchemasContract(catalogue(records), owns, repository.resolve(module), write) {

            @Override
            protected Collection<Upcaster> upcasters() {
                return upcasters;
            }
        };
    }

    private static EventCatalogue catalogue(Class<?>... records) {
        return EventCatalogue.of(List.of(records));
    }
}
