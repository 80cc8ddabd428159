package dev.bowline.ops.cli;

import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and SIGINT: the first one stops in order, the second one ends the process at once. The
 * JVM's own way, a shutdown hook, cannot see a second signal; {@code sun.misc.Signal} can, and is
 * reached by reflection because the compiler refuses to know it.
 */
final class StopSignals implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);
    private static final int FORCED = 130;
    private static final String[] NAMES = {"TERM", "INT"};

    private final Consumer<String> onStop;
    private final Object[] before = new Object[NAMES.length];
    private volatile boolean armed;
    private volatile boolean asked;

    StopSignals(final Consumer<String> onStop) {
        this.onStop = onStop;
        try {
            final Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            final Object handler =
                    Proxy.newProxyInstance(
                            handlerType.getClassLoader(),
                            new Class<?>[] {handlerType},
                            (proxy, method, arguments) -> {
                                if ("handle".equals(method.getName())) {
                                    onSignal(String.valueOf(arguments[0]));
                                }
                                return null;
                            });
            for (int i = 0; i < NAMES.length; i++) {
                before[i] = handle(NAMES[i], handlerType, handler);
            }
        } catch (final ReflectiveOperationException e) {
            LOG.warn(
                    "SIGNALS_NOT_HANDLED a signal ends the process without order: {}",
                    e.toString());
        }
    }

    private static Object handle(
            final String name, final Class<?> handlerType, final Object handler)
            throws ReflectiveOperationException {
        final Class<?> signalType = Class.forName("sun.misc.Signal");
        final Object signal = signalType.getConstructor(String.class).newInstance(name);
        return signalType
                .getMethod("handle", signalType, handlerType)
                .invoke(null, signal, handler);
    }

    /** From now on the first signal stops in order; before, as soon as it is up. */
    void arm() {
        armed = true;
        if (asked) {
            onStop.accept("signal while starting");
        }
    }

    private void onSignal(final String name) {
        if (asked) {
            Runtime.getRuntime().halt(FORCED);
        }
        asked = true;
        if (armed) {
            onStop.accept(name);
        }
    }

    @Override
    public void close() {
        try {
            for (int i = 0; i < NAMES.length; i++) {
                if (before[i] != null) {
                    handle(NAMES[i], Class.forName("sun.misc.SignalHandler"), before[i]);
                }
            }
        } catch (final ReflectiveOperationException e) {
            LOG.warn("SIGNALS_NOT_RESTORED {}", e.toString());
        }
    }
}
