package dev.tideline.proving.check;

import java.util.List;

/**
 * How one promise fared.
 *
 * @param checked how many cases there were in which it could have been broken
 * @param violations each case in which it was, with the ids to look for
 */
public record Finding(String promise, long checked, List<String> violations) {

    public boolean kept() {
        return violations.isEmpty();
    }
}
