package dev.tideline.bench.contender;

import java.nio.file.Path;
import java.security.CodeSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a library, from the name of the jar it came in. */
final class Versions {

    private static final Pattern JAR = Pattern.compile(".*?-(\\d[^/]*)\\.jar");

    private Versions() {}

    static String of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        Matcher jar = JAR.matcher(
                source == null
                        ? ""
                        : String.valueOf(Path.of(source.getLocation().getPath()).getFileName()));
        return jar.matches() ? jar.group(1) : "of this build";
    }
}
