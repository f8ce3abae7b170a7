/**
 * The control protocol between the command and the daemon: JSON-RPC 2.0, one message a line of UTF-8, over a Unix
 * domain socket that only its owner can open.
 *
 * <p>A request says which home it is for, since a home can be copied while its daemon runs: the daemon refuses
 * another's.
 *
 * <p>Requests: {@code daemon/status}, {@code daemon/stop}, {@code instance/start}, {@code instance/stop},
 * {@code instance/remove}, {@code instance/migrate}, {@code database/clone}. While a request is worked on the daemon
 * sends notifications {@code working}, regularly, and {@code progress}; for an instance that this connection holds in
 * the foreground, {@code instance/event}.
 */
package dev.jprisma.state.control;
