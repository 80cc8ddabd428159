package dev.bowline.core;

import java.util.Random;

/** Does what core may not: reads the clock, draws numbers, writes, starts threads. */
final class PurityOffender {
    long readClock() {
        return System.nanoTime();
    }

    int draw() {
        return new Random(1).nextInt();
    }

    void write() {
        System.out.println("x");
    }

    void log() {
        System.getLogger("x").log(System.Logger.Level.INFO, "x");
    }

    void fork() {
        new Thread(this::write).start();
    }

    boolean touchFile() {
        return new java.io.File("x").exists();
    }
}
