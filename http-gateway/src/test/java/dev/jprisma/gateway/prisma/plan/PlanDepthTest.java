package dev.jprisma.gateway.prisma.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jprisma.gateway.prisma.value.JsonReader;
import dev.jprisma.gateway.prisma.value.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The deepest plans there are, on a stack that is as small as a daemon's. */
@Tag("fast")
class PlanDepthTest {
    /** What the server takes of it is not there. */
    private static final long STACK_BYTES = 800 << 10;

    private static PlanNode read(String plan) throws Exception {
        byte[] text = plan.getBytes(StandardCharsets.UTF_8);
        CompletableFuture<PlanNode> node = new CompletableFuture<>();
        Runnable read = () -> {
            try {
                node.complete(new PlanCache().plan(new JsonText(text, 0, text.length), "7.10.0"));
            } catch (RuntimeException | StackOverflowError e) {
                node.completeExceptionally(e);
            }
        };
        new Thread(null, read, "deep plan", STACK_BYTES).start();
        return node.get();
    }

    private static String nested(int levels, String before, String after) {
        return before.repeat(levels) + "{\"type\":\"unit\"}" + after.repeat(levels);
    }

    @Test
    void readsPlansAsDeepAsAllowed() throws Exception {
        int levels = JsonReader.MAX_DEPTH - 2;
        assertThat(read(nested(levels, "{\"type\":\"unique\",\"args\":", "}"))).isNotNull();
        assertThat(read(nested(levels, "{\"args\":", ",\"type\":\"unique\"}"))).isNotNull();
        String structure = "{\"structure\":{\"type\":\"affectedRows\"},\"expr\":";
        for (String args : new String[] {"{\"bindings\":[],\"expr\":", "{\"children\":[],\"parent\":", structure}) {
            String type = args.contains("bindings") ? "let" : args.contains("children") ? "join" : "dataMap";
            assertThat(read(nested(levels / 2, "{\"type\":\"" + type + "\",\"args\":" + args, "}}")))
                    .isNotNull();
        }
    }
}
