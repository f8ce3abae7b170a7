package dev.jprisma.console.page;

import dev.jprisma.console.home.Home;
import dev.jprisma.console.http.Answers;
import dev.jprisma.console.http.ConsoleRoutes;
import dev.jprisma.console.http.Requests;
import dev.jprisma.state.EnvironmentVariables;
import dev.jprisma.state.ErrorKind;
import dev.jprisma.state.InstanceName;
import dev.jprisma.state.InstanceRecord;
import dev.jprisma.state.JprismaException;
import dev.jprisma.state.Registry;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** How clients find an instance: the variables of {@code dev env}, and for each client what it does with them. */
public final class ConnectRoutes implements ConsoleRoutes {
    private final Home home;
    private final List<ClientSnippet> snippets = ClientSnippet.ofPage();

    public ConnectRoutes(Home home) {
        this.home = home;
    }

    private record Variable(String name, String value) {}

    private record Connect(List<Variable> variables, List<ClientSnippet> clients) {}

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/ui/instances/{name}/connect", this::connect);
        routes.get("/ui/instances/{name}/env", this::env);
    }

    private void connect(Context context) {
        List<Variable> variables = variables(context).entrySet().stream()
                .map(each -> new Variable(each.getKey(), each.getValue()))
                .toList();
        Answers.json(context, new Connect(variables, snippets));
    }

    /** As a file to be saved. */
    private void env(Context context) {
        context.contentType("text/plain; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\".env\"")
                .result(EnvironmentVariables.dotenv(variables(context)) + "\n");
    }

    private Map<String, String> variables(Context context) {
        InstanceName name = Requests.instance(context);
        InstanceRecord instance = new Registry(home.folder())
                .find(name)
                .orElseThrow(() -> new JprismaException(ErrorKind.NOT_FOUND, "There is no instance " + name))
                .required();
        return EnvironmentVariables.of(instance);
    }
}
