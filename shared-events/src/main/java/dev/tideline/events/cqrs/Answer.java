package dev.tideline.events.cqrs;

import java.util.List;

/** What came of a query. */
public sealed interface Answer<R> {

    /**
     * It was answered.
     *
     * @param stale whether it was asked for what the projection did not have yet; who asked then wanted to know what it has
     */
    record Given<R>(R value, boolean stale) implements Answer<R> {}

    /** What has to be seen in the answer is not there yet; a little later it will be. */
    record NotYet<R>(String projection) implements Answer<R> {}

    /**
     * It was not, and will not be.
     *
     * @param fields what is wrong with which part of the query, where that is the reason
     */
    record Refused<R>(Reason reason, String detail, List<Field> fields) implements Answer<R> {

        public Refused {
            fields = List.copyOf(fields);
        }
    }

    static <R> Answer<R> given(R value) {
        return new Given<>(value, false);
    }

    static <R> Answer<R> refused(Reason reason, String detail) {
        return new Refused<>(reason, detail, List.of());
    }
}
