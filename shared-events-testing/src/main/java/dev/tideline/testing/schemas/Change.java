package dev.tideline.testing.schemas;

/**
 * One difference between two schemas of the same version.
 *
 * @param field path of the component, as {@code lines.sku}
 * @param what happened to it, as {@code became required}
 * @param breaks whether old events or old readers do not survive it
 */
record Change(String field, String what, boolean breaks) {

    @Override
    public String toString() {
        return "'" + field + "' " + what;
    }
}
