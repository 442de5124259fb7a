package dev.tideline.bench;

/** One of the things that can be measured by itself. */
interface Scenario {

    void run(Drive drive, Plan plan);
}
