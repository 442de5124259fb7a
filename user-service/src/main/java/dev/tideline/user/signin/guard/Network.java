package dev.tideline.user.signin.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** The network a client is in, as far as it can change its address at will: all of IPv4, the first half of IPv6. */
public final class Network {

    private static final int IPV6_BYTES = 16;

    private Network() {}

    /**
     * The network of a client.
     *
     * @param client an address in digits; whatever else it is stands for itself
     */
    public static String of(String client) {
        try {
            byte[] address = InetAddress.ofLiteral(client).getAddress();
            if (address.length == IPV6_BYTES) {
                Arrays.fill(address, IPV6_BYTES / 2, IPV6_BYTES, (byte) 0);
            }
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException | IllegalArgumentException none) {
            return client;
        }
    }
}
