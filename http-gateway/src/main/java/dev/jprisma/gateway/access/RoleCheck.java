package dev.jprisma.gateway.access;

import dev.jprisma.gateway.http.InstanceRoute;
import dev.jprisma.gateway.http.ProblemException;
import dev.jprisma.gateway.http.Problems;
import dev.jprisma.gateway.pool.LoginRefusedException;
import dev.jprisma.gateway.pool.PoolExhaustedException;
import dev.jprisma.gateway.pool.RoleLogin;
import dev.jprisma.gateway.pool.Session;
import dev.jprisma.gateway.settings.GatewayTarget;
import dev.jprisma.postgres.wire.PostgresException;
import dev.jprisma.postgres.wire.ServerErrorException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Has PostgreSQL check a connection string that names another role than the instance's own user, before any of the body
 * is read: the session that this takes is the one in which the request is executed.
 */
final class RoleCheck {

    private RoleCheck() {}

    static boolean isOther(ConnectionString given, GatewayTarget target) {
        return !given.user().equals(target.server().user());
    }

    /** To be called when all else has been checked. */
    static Refusal logIn(Request request, InstanceRoute route) {
        String url = request.getHeaders().get(ConnectionString.HEADER);
        if (url == null) {
            return null;
        }
        try {
            ConnectionString given = ConnectionString.parse(url);
            if (isOther(given, route.target())) {
                boolean withKey = request.getHeaders().contains(HttpHeader.AUTHORIZATION);
                RoleLogin login = new RoleLogin(given.user(), given.password(), withKey);
                Session session = route.roles().borrow(login, given.database());
                Request.addCompletionListener(request, failure -> session.close());
                InstanceRoute.setSession(request, session);
            }
            return null;
        } catch (ProblemException e) {
            return Refusal.of(e.problem());
        } catch (LoginRefusedException e) {
            return Refusal.of(e);
        } catch (ServerErrorException e) {
            return Refusal.of(e.error());
        } catch (PoolExhaustedException | PostgresException e) {
            return Refusal.of(Problems.of(e));
        }
    }
}
