package dev.tideline.events;

/** Something was to be kept for a tenant, and whoever brought it about names none. Trying again does not help. */
public final class NoTenant extends RuntimeException {

    NoTenant() {
        super("This is kept by tenant, and none is named");
    }
}
