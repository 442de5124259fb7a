package dev.tideline.proving.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/** The faults of a run, in the order of their times. */
public record Schedule(List<Injection> injections) {

    private static final int LOTS = 1_000;
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final int GAP_MILLIS = 3_000;

    /**
     * The same for the same arguments, on every machine. Every fault comes once before any comes again. A fault that would not be mended in
     * time is left out.
     *
     * @param pause at least so long from one fault to the next
     */
    public static Schedule draw(long seed, Duration time, Collection<Fault> faults, Duration pause) {
        Random random = new Random(seed);
        List<Fault> kinds = new ArrayList<>(new TreeSet<>(faults));
        List<Fault> bag = new ArrayList<>();
        Map<Fault.Target, Duration> free = new EnumMap<>(Fault.Target.class);
        List<Injection> drawn = new ArrayList<>();
        Duration clock = WARM_UP;
        while (!kinds.isEmpty() && clock.compareTo(time) < 0) {
            if (bag.isEmpty()) {
                bag.addAll(kinds);
                Collections.shuffle(bag, random);
            }
            Fault fault = soonest(bag, free);
            bag.remove(fault);
            Duration at = latest(clock, free.getOrDefault(fault.target(), Duration.ZERO));
            Injection injection = new Injection(
                    fault,
                    at,
                    Duration.ofMillis(random.nextInt(fault.shortest(), fault.longest() + 1)),
                    random.nextInt(LOTS));
            free.put(
                    fault.target(),
                    injection.mended().plusMillis(random.nextInt(fault.target().peace())));
            if (injection.mended().compareTo(time) <= 0) {
                drawn.add(injection);
            }
            Duration next = clock.plusMillis(random.nextInt(GAP_MILLIS));
            clock = pause.isZero() ? next : latest(next, at.plus(pause));
        }
        drawn.sort(Comparator.comparing(Injection::at));
        return new Schedule(List.copyOf(drawn));
    }

    /** The first of the bag whose target is free earliest. */
    private static Fault soonest(List<Fault> bag, Map<Fault.Target, Duration> free) {
        return Collections.min(bag, Comparator.comparing(fault -> free.getOrDefault(fault.target(), Duration.ZERO)));
    }

    private static Duration latest(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        injections.forEach(each -> text.append(each).append(System.lineSeparator()));
        return text.toString();
    }
}
