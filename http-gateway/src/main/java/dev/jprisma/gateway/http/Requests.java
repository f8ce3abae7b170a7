package dev.jprisma.gateway.http;

import io.javalin.http.Context;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/** Jetty's side of a request of Javalin's. */
final class Requests {

    private Requests() {}

    static Request of(Context context) {
        return ServletContextRequest.getServletContextRequest(context.req());
    }

    /** The connection it came over. */
    static EndPoint endPoint(Context context) {
        return of(context).getConnectionMetaData().getConnection().getEndPoint();
    }
}
