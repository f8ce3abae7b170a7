package dev.jprisma.cli.project;

/**
 * The ports that a project names; null for those that it does not.
 *
 * @param http that of the HTTP URL
 * @param database that of the server
 * @param shadow that of the shadow database
 */
public record ProjectPorts(Integer http, Integer database, Integer shadow) {
    static final ProjectPorts NONE = new ProjectPorts(null, null, null);
}
