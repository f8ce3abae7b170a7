package dev.jprisma.testing.junit;

import dev.jprisma.testing.MigrationSource;
import dev.jprisma.testing.TestDatabase;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

/**
 * What {@link JprismaTest} does, for a field with {@code @RegisterExtension}. In a static field its databases are the
 * class'; in an instance field they are the test's; {@link Builder#isolation} can say otherwise.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final JprismaExtension database =
 *         JprismaExtension.builder().migrations(MigrationSource.flyway()).build();
 * }</pre>
 *
 * <p>Safe for tests in parallel.
 */
public final class JprismaExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(JprismaExtension.class);
    private static final String CLASS = "class";
    private static final String METHOD = "method";

    /** Null where the annotation says it. */
    private final MigrationSource migrations;
    /** Null where the annotation, or the field's modifier, says it. */
    private final Isolation isolation;

    private final boolean annotated;
    /** What runs on a thread, innermost first: while a class waits for its tests, JUnit has its thread run others. */
    private final ThreadLocal<Deque<Use>> ofThread = ThreadLocal.withInitial(ArrayDeque::new);
    /** Of the classes that run now: in a field that classes inherit, there can be several. */
    private final Set<DatabaseScope> ofClasses = ConcurrentHashMap.newKeySet();

    private volatile boolean inStaticField;

    /** @param user the unique id of the test or class that uses it now */
    private record Use(String user, DatabaseScope scope) {}

    /** For {@code @ExtendWith(JprismaExtension.class)}: as {@link JprismaTest} on the class says, or its defaults. */
    public JprismaExtension() {
        this(null, null, true);
    }

    private JprismaExtension(MigrationSource migrations, Isolation isolation, boolean annotated) {
        this.migrations = migrations;
        this.isolation = isolation;
        this.annotated = annotated;
    }

    /**
     * Begins one for a field.
     *
     * @return with no migrations
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Settings of a {@link JprismaExtension}. Not safe for threads. */
    public static final class Builder {
        private MigrationSource migrations = MigrationSource.none();
        private Isolation isolation;

        private Builder() {}

        /**
         * Sets what makes the databases.
         *
         * @param source instead of none
         * @return this
         */
        public Builder migrations(MigrationSource source) {
            migrations = source;
            return this;
        }

        /**
         * Sets who shares a database.
         *
         * @param chosen instead of what the field's modifier says
         * @return this
         */
        public Builder isolation(Isolation chosen) {
            isolation = chosen;
            return this;
        }

        /**
         * Makes the extension.
         *
         * @return for a field with {@code @RegisterExtension}
         */
        public JprismaExtension build() {
            return new JprismaExtension(migrations, isolation, false);
        }
    }

    /**
     * The database of the test or class that runs on this thread; on a thread of the test's own, that of the class.
     *
     * @return the same for the whole test
     * @throws IllegalStateException if no test of this extension runs, as when it is called too early, or it is called
     *     on a thread of the test's own while several classes run
     */
    public TestDatabase database() {
        return scopeOfThread().database(migrations == null ? MigrationSource.none() : migrations);
    }

    private DatabaseScope scopeOfThread() {
        Use innermost = ofThread.get().peek();
        if (innermost != null) {
            return innermost.scope();
        }
        List<DatabaseScope> running = List.copyOf(ofClasses);
        if (running.size() != 1) {
            throw new IllegalStateException("No test runs on this thread: ask in a test or a life-cycle method");
        }
        return running.get(0);
    }

    private void enter(ExtensionContext context, DatabaseScope scope) {
        ofThread.get().push(new Use(context.getUniqueId(), scope));
    }

    /** Does nothing if it never began, because another extension failed before. */
    private void leave(ExtensionContext context) {
        ofThread.get().removeIf(use -> use.user().equals(context.getUniqueId()));
    }

    /**
     * Connections to {@link #database}.
     *
     * @return opens a session for every connection
     * @throws IllegalStateException as {@link #database} does
     */
    public DataSource dataSource() {
        return database().dataSource();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (store(context).get(key(CLASS)) == null) {
            store(context).put(key(CLASS), newScope(context));
        }
        inStaticField = true;
        DatabaseScope scope = scopeOfClass(context);
        enter(context, scope);
        ofClasses.add(scope);
        setFields(context, context.getRequiredTestClass(), null);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        enter(context, scopeOf(context));
        for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
            setFields(context, instance.getClass(), instance);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        leave(context);
        end(context, METHOD);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        leave(context);
        end(context, CLASS);
    }

    /** Ends what began with this test or class, not what it shares with others; first, keeps what a failure needs. */
    private void end(ExtensionContext context, String kind) {
        boolean failed = context.getExecutionException()
                .filter(thrown -> !(thrown instanceof TestAbortedException))
                .isPresent();
        for (String used : List.of(METHOD, CLASS)) {
            DatabaseScope scope = store(context).get(key(used), DatabaseScope.class);
            if (scope != null && failed) {
                scope.databases().forEach(database -> FailureReport.keep(context, database));
            }
            if (scope != null && used.equals(kind) && scope.beganWith(context.getUniqueId())) {
                ofClasses.remove(scope);
                scope.end();
            }
        }
    }

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        // A constructor's parameters are the test's, as its fields are.
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return isDatabase(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        try {
            return value(
                    parameter.getParameter().getType(), scopeOf(context), source(parameter.getParameter(), context));
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot connect to the test's database: " + e.getMessage(), e);
        }
    }

    private void setFields(ExtensionContext context, Class<?> type, Object instance)
            throws IllegalAccessException, SQLException {
        DatabaseScope scope = instance == null ? scopeOfClass(context) : scopeOf(context);
        List<Field> fields = ReflectionSupport.findFields(
                type, field -> isOurs(field, instance == null), HierarchyTraversalMode.TOP_DOWN);
        for (Field field : fields) {
            field.setAccessible(true);
            field.set(instance, value(field.getType(), scope, source(field, context)));
        }
    }

    private boolean isOurs(Field field, boolean ofClass) {
        boolean asked = field.isAnnotationPresent(FreshDatabase.class);
        boolean open = annotated && field.getAnnotations().length == 0;
        return isDatabase(field.getType())
                && Modifier.isStatic(field.getModifiers()) == ofClass
                && !Modifier.isFinal(field.getModifiers())
                && (asked || open);
    }

    private static boolean isDatabase(Class<?> type) {
        return type == DataSource.class || type == Connection.class || type == TestDatabase.class;
    }

    private static Object value(Class<?> type, DatabaseScope scope, MigrationSource source) throws SQLException {
        if (type == Connection.class) {
            return scope.connect(source);
        }
        TestDatabase database = scope.database(source);
        return type == TestDatabase.class ? database : database.dataSource();
    }

    private MigrationSource source(AnnotatedElement place, ExtensionContext context) {
        return Optional.ofNullable(place.getAnnotation(FreshDatabase.class))
                .flatMap(Templates::of)
                .or(() -> Optional.ofNullable(migrations))
                .or(() -> annotation(context).map(Templates::of))
                .orElseGet(MigrationSource::none);
    }

    private DatabaseScope scopeOf(ExtensionContext context) {
        boolean ofMethod = isolation(context) == Isolation.PER_METHOD
                && context.getTestMethod().isPresent();
        return ofMethod ? scope(context, METHOD) : scopeOfClass(context);
    }

    /** Nested classes see what their outer class has. */
    private DatabaseScope scopeOfClass(ExtensionContext context) {
        return scope(context, CLASS);
    }

    private DatabaseScope scope(ExtensionContext context, String kind) {
        return store(context).getOrComputeIfAbsent(key(kind), ignored -> newScope(context), DatabaseScope.class);
    }

    private DatabaseScope newScope(ExtensionContext context) {
        return new DatabaseScope(context.getUniqueId(), isolation(context) == Isolation.PER_RUN);
    }

    /** A class can have several extensions, each with databases of its own. */
    private Object key(String kind) {
        return List.of(this, kind);
    }

    private Isolation isolation(ExtensionContext context) {
        if (isolation != null) {
            return isolation;
        }
        if (annotated) {
            return annotation(context).map(JprismaTest::isolation).orElse(Isolation.PER_METHOD);
        }
        // JUnit calls beforeAll on extensions in static fields only.
        return inStaticField ? Isolation.PER_CLASS : Isolation.PER_METHOD;
    }

    private static Optional<JprismaTest> annotation(ExtensionContext context) {
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            Optional<JprismaTest> found =
                    at.get().getTestClass().flatMap(type -> AnnotationSupport.findAnnotation(type, JprismaTest.class));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }
}
