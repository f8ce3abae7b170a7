package dev.jprisma.state.control;

/**
 * Where programs ask this home.
 *
 * @param url without a slash at its end
 * @param token which they send as {@code Authorization: Bearer}
 */
public record OpenedApi(String url, String token) {
    @Override
    public String toString() {
        return "OpenedApi[" + url + "]";
    }
}
