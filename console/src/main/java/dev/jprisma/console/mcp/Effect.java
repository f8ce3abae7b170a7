package dev.jprisma.console.mcp;

import java.util.Map;

/** What a tool does to what there is, as clients ask their users by it. */
enum Effect {
    /** Changes nothing. */
    READS(true, false, true),
    /** Makes something. */
    ADDS(false, false, false),
    /** Makes something that is there afterwards, however often it is asked for. */
    ENSURES(false, false, true),
    /** Takes something away, or may do so. */
    DESTROYS(false, true, false);

    private final boolean readOnly;
    private final boolean destructive;
    private final boolean idempotent;

    Effect(boolean readOnly, boolean destructive, boolean idempotent) {
        this.readOnly = readOnly;
        this.destructive = destructive;
        this.idempotent = idempotent;
    }

    Map<String, Object> hints() {
        return Json.object(
                "readOnlyHint",
                readOnly,
                "destructiveHint",
                destructive,
                "idempotentHint",
                idempotent,
                "openWorldHint",
                false);
    }
}
