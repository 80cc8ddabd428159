package dev.bowline.gateway.sim.link;

/** Decides what becomes of requests. */
@FunctionalInterface
public interface FatePlan {
    /**
     * The fate of one request.
     *
     * @param method GET, POST, PUT or DELETE
     * @param target path and query
     */
    RequestFate onRequest(String method, String target);
}
