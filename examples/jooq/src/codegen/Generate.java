import dev.jprisma.testing.Jprisma;
import dev.jprisma.testing.MigrationSource;
import dev.jprisma.testing.TestDatabase;
import java.nio.file.Path;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Target;

/** Writes jOOQ's classes for what the migrations make. */
class Generate {
    public static void main(String[] folder) throws Exception {
        try (TestDatabase database = Jprisma.databases(MigrationSource.sqlFiles(Path.of("src/main/sql")))
                .acquire()) {
            GenerationTool.generate(new Configuration()
                    .withJdbc(new Jdbc().withUrl(database.jdbcUrl()))
                    .withGenerator(new Generator()
                            .withDatabase(new Database().withInputSchema("public"))
                            .withTarget(new Target()
                                    .withPackageName("com.example.orders.db")
                                    .withDirectory(folder[0]))));
        }
    }
}
