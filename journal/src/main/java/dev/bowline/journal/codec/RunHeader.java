package dev.bowline.journal.codec;

import dev.bowline.core.engine.EngineConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.wire.BinaryWire;
import net.openhft.chronicle.wire.Wire;

/**
 * Identity of a run: what ran, with which configuration, after which run. Self-describing binary
 * Wire on disk. Holds {@link EngineConfig} leaf by leaf, so a replay needs nothing but the journal.
 *
 * @param runId number of the run, from 1
 * @param previousRunId run before it, 0 for the first
 * @param previousRecords whole records of that run
 * @param previousHead link of the last of them, hex; zeros for the first run
 * @param startTimeMs epoch milliseconds
 * @param buildVersion of Bowline
 * @param commit of Bowline
 * @param jvm name and version
 * @param mode sim, testnet, prod or paper
 * @param venue where orders go, for example {@code binance-sim}
 * @param configText canonical configuration with secrets masked
 * @param engine what {@code DecisionHandler} was made with
 */
public record RunHeader(
        int runId,
        int previousRunId,
        long previousRecords,
        String previousHead,
        long startTimeMs,
        String buildVersion,
        String commit,
        String jvm,
        String mode,
        String venue,
        String configText,
        EngineConfig engine) {

    /** Run id of header and engine must agree: client order ids are made from the engine's. */
    public RunHeader {
        if (runId != engine.runId()) {
            throw new IllegalArgumentException(
                    "run-id=" + runId + ", engine has run-id=" + engine.runId());
        }
    }

    /** SHA-256 of the canonical configuration, hex. */
    public String configHash() {
        try {
            final MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(configText.getBytes(StandardCharsets.UTF_8)));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** Every number the engine was made with, by name, sorted. */
    public Map<String, String> engineValues() {
        return RecordFlattener.flatten(engine);
    }

    /** Appends the body of the RUN_HEADER record. */
    public void write(final RecordOutput out) {
        write(out, engineValues());
    }

    /** As above, with the engine's values as an older build knew them. */
    void write(final RecordOutput out, final Map<String, String> values) {
        final Bytes<?> bytes = Bytes.allocateElasticOnHeap();
        final Wire wire = new BinaryWire(bytes);
        wire.write("runId").int32(runId);
        wire.write("previousRunId").int32(previousRunId);
        wire.write("previousRecords").int64(previousRecords);
        wire.write("previousHead").text(previousHead);
        wire.write("startTimeMs").int64(startTimeMs);
        wire.write("buildVersion").text(buildVersion);
        wire.write("commit").text(commit);
        wire.write("jvm").text(jvm);
        wire.write("mode").text(mode);
        wire.write("venue").text(venue);
        wire.write("configHash").text(configHash());
        wire.write("configText").text(configText);
        wire.write("engineValues").int32(values.size());
        for (final Map.Entry<String, String> value : values.entrySet()) {
            wire.write("key").text(value.getKey());
            wire.write("value").text(value.getValue());
        }
        final byte[] written = bytes.toByteArray();
        out.putBytes(written, 0, written.length);
    }

    /**
     * The header that {@link #write} wrote, or that of an older build: what it did not know has the
     * standard value, so such a run can be read, though not decided again to the bit.
     *
     * @throws JournalFormatException if it is not one, or its hash does not fit its text
     */
    public static RunHeader read(final JournalRecord headerRecord) {
        if (headerRecord.type() != RecordType.RUN_HEADER) {
            throw new JournalFormatException(
                    "record is a " + headerRecord.type() + ", not a RUN_HEADER");
        }
        final RecordInput in = headerRecord.body();
        final Wire wire =
                new BinaryWire(
                        Bytes.wrapForRead(
                                Arrays.copyOfRange(
                                        in.array(),
                                        in.position(),
                                        in.position() + in.remaining())));
        final int runId = wire.read("runId").int32();
        final int previousRunId = wire.read("previousRunId").int32();
        final long previousRecords = wire.read("previousRecords").int64();
        final String previousHead = wire.read("previousHead").text();
        final long startTimeMs = wire.read("startTimeMs").int64();
        final String buildVersion = wire.read("buildVersion").text();
        final String commit = wire.read("commit").text();
        final String jvm = wire.read("jvm").text();
        final String mode = wire.read("mode").text();
        final String venue = wire.read("venue").text();
        final String hash = wire.read("configHash").text();
        final String configText = wire.read("configText").text();
        final EngineConfig engine =
                RecordFlattener.rebuild(EngineConfig.class, readEngineValues(wire));
        final RunHeader header =
                new RunHeader(
                        runId,
                        previousRunId,
                        previousRecords,
                        previousHead,
                        startTimeMs,
                        buildVersion,
                        commit,
                        jvm,
                        mode,
                        venue,
                        configText,
                        engine);
        if (!header.configHash().equals(hash)) {
            throw new JournalFormatException(
                    "configuration hash " + hash + ", its text has " + header.configHash());
        }
        return header;
    }

    private static Map<String, String> readEngineValues(final Wire wire) {
        final int count = wire.read("engineValues").int32();
        final Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            final String key = wire.read("key").text();
            values.put(key, wire.read("value").text());
        }
        return values;
    }
}
