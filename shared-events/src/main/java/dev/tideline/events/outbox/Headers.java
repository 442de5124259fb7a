package dev.tideline.events.outbox;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The column of that name: header name to value, null where the relay shall not make one of the row. */
final class Headers {

    private static final JsonMapper JSON = new JsonMapper();

    private Headers() {}

    /** These and none that the relay makes of every row. */
    static String only(Map<String, String> headers) {
        Map<String, @Nullable String> all = new HashMap<>();
        all.put("content-type", null);
        all.put("ce_id", null);
        all.put("ce_type", null);
        all.putAll(headers);
        return JSON.writeValueAsString(all);
    }
}
