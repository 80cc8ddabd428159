package dev.bowline.gateway.sim;

/**
 * One row of the income history. Scale 1e-8.
 *
 * @param tranId grows by one
 * @param instrumentId dense id
 * @param type the venue's word
 * @param incomeE8 positive is received
 * @param tradeId of a fill, else 0
 * @param timeMs venue time
 */
public record IncomeRow(
        long tranId, int instrumentId, Type type, long incomeE8, long tradeId, long timeMs) {

    /** Income types the model makes. */
    public enum Type {
        REALIZED_PNL,
        COMMISSION,
        FUNDING_FEE,
        INSURANCE_CLEAR
    }
}
