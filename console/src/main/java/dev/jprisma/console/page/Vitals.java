package dev.jprisma.console.page;

/**
 * What an instance that runs takes and does at a moment; null where that is not known.
 *
 * @param diskBytes of its databases and its write-ahead log
 * @param memoryBytes of its server's processes, what they share counted once; on Linux alone
 * @param connections of its clients, over TCP and HTTP
 * @param transactionsPerSecond of its clients; a request over HTTP is one, or several
 */
record Vitals(Long diskBytes, Long memoryBytes, Long connections, Long transactionsPerSecond) {}
