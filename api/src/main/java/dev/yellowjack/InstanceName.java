package dev.yellowjack;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this instance of a service is called when nobody named it. */
final class InstanceName {
    private InstanceName() {}

    /** The name of the host: from the environment, where a container has it, or else from the system. */
    static String ofHost() {
        String name = System.getenv("HOSTNAME");
        if (name != null && !name.isBlank()) {
            return name;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "localhost";
        }
    }
}
