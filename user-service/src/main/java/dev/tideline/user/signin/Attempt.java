package dev.tideline.user.signin;

/** @param address of the network it comes from */
record Attempt(String tenant, String email, String password, String address) {

    @Override
    public String toString() {
        return "Attempt[…]";
    }
}
