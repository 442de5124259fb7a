package dev.tideline.events.projection;

/** One make of a projection. */
public record Build(String projection, int number) {

    /** The table of this build. */
    public String table(String name) {
        return name + "_b" + number;
    }
}
