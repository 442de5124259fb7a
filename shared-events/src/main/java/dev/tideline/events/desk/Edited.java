package dev.tideline.events.desk;

/** What came of an edit. */
sealed interface Edited {

    record Kept() implements Edited {}

    /** There is no such dead letter. */
    record Unknown() implements Edited {}

    /** It is not dead now. */
    record NotNow(String why) implements Edited {}

    /** The new event cannot be handled here as this letter. */
    record Unfit(String why) implements Edited {}
}
