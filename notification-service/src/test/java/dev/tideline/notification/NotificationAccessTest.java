package dev.tideline.notification;

import dev.tideline.testing.rest.AccessContract;
import java.util.HashMap;
import java.util.Map;

class NotificationAccessTest extends AccessContract {

    @Override
    protected Map<String, Access> rules() {
        String own = "/api/notifications";
        Map<String, Access> rules = new HashMap<>(deadLetters());
        rules.put("GET " + own, new Access(Rule.SIGNED_IN, () -> new Call(own, null, 200)));
        return rules;
    }
}
