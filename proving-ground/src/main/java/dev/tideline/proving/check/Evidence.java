package dev.tideline.proving.check;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known at the end of a run.
 *
 * @param written everything that any writer tried
 * @param versions of each account, as the database has it
 * @param effects in the order of their positions
 * @param poison what was put on the topic and is no event, as hex digits
 * @param deadLetters what ended in their table: the id of a posting, or the bytes of anything else as hex digits
 * @param deadLetterTopic likewise what ended on their topic, where it may come more than once
 * @param reminders what was committed to leave not before its time
 * @param gaps versions that the inbox reports missing
 */
public record Evidence(
        List<Posting> written,
        Map<String, Long> versions,
        List<Effect> effects,
        Set<String> poison,
        List<String> deadLetters,
        Set<String> deadLetterTopic,
        List<Reminder> reminders,
        List<String> gaps) {}
