package dev.jprisma.gateway.http;

import io.javalin.http.Context;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/** Jetty's side of a request of Javalin's. */
final class Requests {

    private Requests() {}

    /** The connection it came over. */
    static EndPoint endPoint(Context context) {
        return ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
    }
}
