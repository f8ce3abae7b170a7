package dev.jprisma.gateway.prisma.result;

import java.util.Map;

/** Names of built-in types that Prisma cannot read, from PostgreSQL's catalog; they never change. */
final class BuiltInTypes {
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(18, "char"),
            Map.entry(22, "int2vector"),
            Map.entry(24, "regproc"),
            Map.entry(27, "tid"),
            Map.entry(28, "xid"),
            Map.entry(29, "cid"),
            Map.entry(30, "oidvector"),
            Map.entry(32, "pg_ddl_command"),
            Map.entry(71, "pg_type"),
            Map.entry(75, "pg_attribute"),
            Map.entry(81, "pg_proc"),
            Map.entry(83, "pg_class"),
            Map.entry(194, "pg_node_tree"),
            Map.entry(600, "point"),
            Map.entry(601, "lseg"),
            Map.entry(602, "path"),
            Map.entry(603, "box"),
            Map.entry(604, "polygon"),
            Map.entry(628, "line"),
            Map.entry(705, "unknown"),
            Map.entry(718, "circle"),
            Map.entry(774, "macaddr8"),
            Map.entry(829, "macaddr"),
            Map.entry(1033, "aclitem"),
            Map.entry(1186, "interval"),
            Map.entry(1790, "refcursor"),
            Map.entry(2202, "regprocedure"),
            Map.entry(2203, "regoper"),
            Map.entry(2204, "regoperator"),
            Map.entry(2205, "regclass"),
            Map.entry(2206, "regtype"),
            Map.entry(2249, "record"),
            Map.entry(2275, "cstring"),
            Map.entry(2277, "anyarray"),
            Map.entry(2278, "void"),
            Map.entry(2279, "trigger"),
            Map.entry(2287, "_record"),
            Map.entry(2970, "txid_snapshot"),
            Map.entry(3220, "pg_lsn"),
            Map.entry(3361, "pg_ndistinct"),
            Map.entry(3402, "pg_dependencies"),
            Map.entry(3614, "tsvector"),
            Map.entry(3615, "tsquery"),
            Map.entry(3642, "gtsvector"),
            Map.entry(3734, "regconfig"),
            Map.entry(3769, "regdictionary"),
            Map.entry(3904, "int4range"),
            Map.entry(3906, "numrange"),
            Map.entry(3908, "tsrange"),
            Map.entry(3910, "tstzrange"),
            Map.entry(3912, "daterange"),
            Map.entry(3926, "int8range"),
            Map.entry(4072, "jsonpath"),
            Map.entry(4089, "regnamespace"),
            Map.entry(4096, "regrole"),
            Map.entry(4191, "regcollation"),
            Map.entry(4451, "int4multirange"),
            Map.entry(4532, "nummultirange"),
            Map.entry(4533, "tsmultirange"),
            Map.entry(4534, "tstzmultirange"),
            Map.entry(4535, "datemultirange"),
            Map.entry(4536, "int8multirange"),
            Map.entry(5017, "pg_mcv_list"),
            Map.entry(5038, "pg_snapshot"),
            Map.entry(5069, "xid8"));

    private BuiltInTypes() {}

    static String name(int oid) {
        return NAMES.getOrDefault(oid, "Unknown");
    }
}
