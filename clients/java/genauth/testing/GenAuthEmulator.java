package genauth.testing;

import java.util.Map;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Starts one server for a test run and gives each test that has a parameter of type {@link UserPool} one of its own. If the test
 * fails, the requests that were refused are printed, and why. The parameter can also have the type {@link Server}.
 */
public final class GenAuthEmulator implements ParameterResolver, AfterTestExecutionCallback {
    private static final Namespace NAMESPACE = Namespace.create(GenAuthEmulator.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Server.class || type == UserPool.class && context.getTestMethod().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Server server = context.getRoot().getStore(NAMESPACE)
                .getOrComputeIfAbsent("server", key -> new Running(Server.open()), Running.class).server;
        if (parameter.getParameter().getType() == Server.class) {
            return server;
        }
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent("pool", key -> new Used(make(server, context)), Used.class).pool;
    }

    private static UserPool make(Server server, ExtensionContext context) {
        Map<String, String> members = AnnotationSupport.findAnnotation(context.getTestMethod(), Seed.class)
                .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), Seed.class))
                .map(seed -> Map.of("seed", seed.value())).orElse(Map.of());
        return server.userPool(context.getDisplayName(), members);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        Used used = context.getStore(NAMESPACE).get("pool", Used.class);
        if (used == null || context.getExecutionException().isEmpty()) {
            return;
        }
        String text = used.pool.explainRefused();
        if (!text.isEmpty()) {
            System.err.println("requests that user pool " + used.pool.id + " refused:\n" + text);
        }
    }

    /** The server, closed after all tests. */
    private record Running(Server server) implements Store.CloseableResource {
        @Override
        public void close() {
            server.close();
        }
    }

    /** A user pool, removed after its test. */
    private record Used(UserPool pool) implements Store.CloseableResource {
        @Override
        public void close() {
            try {
                pool.remove();
            } catch (ControlException refusal) {
                if (refusal.status != 404) {
                    throw refusal;
                }
            }
        }
    }
}
