package dev.tideline.proving.ledger;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What this replica writes.
 *
 * @param run begins the names of all accounts, so that the runs on one database can be told apart
 * @param rate transactions a second
 * @param workers connections that write at the same time
 * @param accounts how many there are; replicas share them
 * @param failing of a thousand postings, how many are refused by their handler a few times
 * @param poisonous of a thousand postings, how many are refused by their handler for ever
 * @param reminders of a thousand transactions, how many are followed by a delayed event
 * @param skew how far this process's clock is ahead; behind if negative
 * @param journal the file in which it notes what it tried and what was committed
 * @param quiet as long as this file is there, nothing is written
 */
@ConfigurationProperties("proving.load")
record LoadProperties(
        String run,
        double rate,
        @DefaultValue("3") int workers,
        @DefaultValue("100") int accounts,
        @DefaultValue("0") int failing,
        @DefaultValue("0") int poisonous,
        @DefaultValue("50") int reminders,
        @DefaultValue("0s") Duration skew,
        Path journal,
        Path quiet) {}
