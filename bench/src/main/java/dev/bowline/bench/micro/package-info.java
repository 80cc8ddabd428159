/** JMH benchmarks of single steps; how to run them stands in each class. */
package dev.bowline.bench.micro;
