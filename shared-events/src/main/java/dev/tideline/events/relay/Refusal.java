package dev.tideline.events.relay;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;

/** Tells what Kafka will never take as it is from what it may take later. What is not known here is waited for, and seen in the health. */
final class Refusal {

    private Refusal() {}

    static boolean isForGood(Throwable failure) {
        return switch (failure) {
            case RecordTooLargeException _,
                    RecordBatchTooLargeException _,
                    InvalidTopicException _,
                    TopicAuthorizationException _,
                    InvalidRecordException _,
                    InvalidTimestampException _,
                    PolicyViolationException _,
                    SerializationException _,
                    UnsupportedForMessageFormatException _,
                    NoSuchPlace _,
                    Behind _ -> true;
            default -> false;
        };
    }

    /** Whether the refusal is of the topic, so that it takes no other row either. */
    static boolean isOfTopic(Throwable refusal) {
        return switch (refusal) {
            case InvalidTopicException _, TopicAuthorizationException _, PolicyViolationException _ -> true;
            default -> false;
        };
    }

    static String reason(Throwable refusal) {
        return refusal instanceof ApiException ? refusal.toString() : String.valueOf(refusal.getMessage());
    }

    /** Not refused itself. */
    static final class Behind extends RuntimeException {

        Behind() {
            super("Behind another of its key", null, false, false);
        }
    }

    /** The topic, or the partition of it, does not exist. */
    static final class NoSuchPlace extends RuntimeException {

        NoSuchPlace(String message) {
            super(message, null, false, false);
        }
    }
}
