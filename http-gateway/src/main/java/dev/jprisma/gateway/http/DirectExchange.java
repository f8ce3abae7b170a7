package dev.jprisma.gateway.http;

/** An exchange that ends with its answer: nothing stands around the route that would complete it. */
interface DirectExchange extends Exchange {

    /** Ends what was not answered to its end, and with it the connection. */
    void endIfCutShort();
}
