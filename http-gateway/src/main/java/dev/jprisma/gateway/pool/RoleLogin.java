package dev.jprisma.gateway.pool;

/**
 * Who a client says that it is, other than the instance's own user.
 *
 * @param password never printed
 * @param withKey whether the client has proven besides that it knows the instance's API key
 */
public record RoleLogin(String role, String password, boolean withKey) {

    @Override
    public String toString() {
        return role;
    }
}
