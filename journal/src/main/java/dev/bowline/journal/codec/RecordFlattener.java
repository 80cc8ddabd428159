package dev.bowline.journal.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.TreeMap;

/**
 * Configuration records as {@code path → text} and back, whatever their components: records within
 * records, {@code boolean}, {@code char}, {@code int}, {@code long}, text and enums.
 */
final class RecordFlattener {
    private RecordFlattener() {}

    /** All leaves by dotted path, sorted. */
    static Map<String, String> flatten(final Record root) {
        final Map<String, String> leaves = new TreeMap<>();
        flattenInto("", root, leaves);
        return leaves;
    }

    private static void flattenInto(
            final String prefix, final Record node, final Map<String, String> leaves) {
        for (final RecordComponent component : node.getClass().getRecordComponents()) {
            final String path = prefix + component.getName();
            final Object value = valueOf(component, node);
            if (value instanceof Record nested) {
                flattenInto(path + ".", nested, leaves);
            } else if (value instanceof Enum<?> constant) {
                leaves.put(path, constant.name());
            } else if (value != null) {
                leaves.put(path, value.toString());
            }
        }
    }

    /**
     * The record that {@link #flatten} took apart. A leaf that an older build did not know yet has
     * the value it has in the record's standard: what its one public static method without
     * parameters makes that gives such a record.
     *
     * @throws JournalFormatException if a leaf is missing that has no standard, is unreadable, or
     *     refused by the record
     */
    static <T extends Record> T rebuild(final Class<T> type, final Map<String, String> leaves) {
        return type.cast(rebuild("", type, leaves, null));
    }

    private static Object rebuild(
            final String prefix,
            final Class<?> type,
            final Map<String, String> leaves,
            final Object givenOrNull) {
        final Object standard = givenOrNull == null ? standardOrNull(type) : givenOrNull;
        final RecordComponent[] components = type.getRecordComponents();
        final Class<?>[] types = new Class<?>[components.length];
        final Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            final String path = prefix + components[i].getName();
            types[i] = components[i].getType();
            final Object usual = standard == null ? null : valueOf(components[i], standard);
            if (types[i].isRecord()) {
                values[i] = rebuild(path + ".", types[i], leaves, usual);
            } else if (usual != null && !leaves.containsKey(path)) {
                values[i] = usual;
            } else {
                values[i] = parse(path, types[i], leaves.get(path));
            }
        }
        try {
            final Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (final InvocationTargetException e) {
            throw new JournalFormatException(
                    "journaled configuration is refused by this build: "
                            + e.getCause().getMessage(),
                    e);
        } catch (final ReflectiveOperationException e) {
            throw new JournalFormatException("cannot rebuild " + type.getName(), e);
        }
    }

    private static Object standardOrNull(final Class<?> type) {
        Object standard = null;
        for (final Method method : type.getDeclaredMethods()) {
            if (Modifier.isStatic(method.getModifiers())
                    && Modifier.isPublic(method.getModifiers())
                    && method.getParameterCount() == 0
                    && method.getReturnType() == type) {
                if (standard != null) {
                    return null;
                }
                try {
                    standard = method.invoke(null);
                } catch (final ReflectiveOperationException e) {
                    throw new IllegalStateException("cannot call " + method, e);
                }
            }
        }
        return standard;
    }

    private static Object valueOf(final RecordComponent component, final Object node) {
        try {
            return component.getAccessor().invoke(node);
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component.getName(), e);
        }
    }

    private static Object parse(final String path, final Class<?> type, final String text) {
        if (text == null) {
            if (type == String.class || type.isEnum()) {
                return null;
            }
            throw new JournalFormatException(
                    "journaled configuration has no " + path + ", which this build needs");
        }
        try {
            if (type == int.class) {
                return Integer.valueOf(text);
            } else if (type == long.class) {
                return Long.valueOf(text);
            } else if (type == boolean.class) {
                return Boolean.valueOf(text);
            } else if (type == char.class && text.length() == 1) {
                return text.charAt(0);
            } else if (type == String.class) {
                return text;
            } else if (type.isEnum()) {
                return constant(type, text);
            }
        } catch (final IllegalArgumentException e) {
            throw new JournalFormatException("journaled " + path + "=" + text, e);
        }
        throw new JournalFormatException(
                "journaled " + path + "=" + text + " cannot become a " + type.getName());
    }

    private static Object constant(final Class<?> type, final String name) {
        for (final Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(name);
    }
}
