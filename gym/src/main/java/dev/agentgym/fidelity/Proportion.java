package dev.agentgym.fidelity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;

/// So many of so many, with the uncertainty that a finite count leaves. Immutable.
///
/// @param right those that count
/// @param all all of them
@JsonPropertyOrder({"right", "all", "share", "low", "high"})
@JsonIgnoreProperties(
        value = {"share", "low", "high"},
        allowGetters = true)
public record Proportion(long right, long all) {

    /// The normal quantile of a two-sided 95 % interval.
    private static final double Z = 1.959963984540054;

    /// The share, in [0, 1]; 0 where there is nothing to count.
    @JsonProperty
    public double share() {
        return all == 0 ? 0 : (double) right / all;
    }

    /// The lower end of Wilson's 95 % interval (Wilson 1927); 0 where there is nothing to count.
    @JsonProperty
    public double low() {
        return all == 0 ? 0 : Math.max(0, centre() - halfWidth());
    }

    /// The upper end of Wilson's 95 % interval; 1 where there is nothing to count.
    @JsonProperty
    public double high() {
        return all == 0 ? 1 : Math.min(1, centre() + halfWidth());
    }

    /// Both ends of the interval, `low` and `high`, with four decimals, for cards.
    public ObjectNode bounds() {
        return Json.object().put("low", Json.rounded(low(), 4)).put("high", Json.rounded(high(), 4));
    }

    private double centre() {
        return (share() + Z * Z / (2 * all)) / (1 + Z * Z / all);
    }

    private double halfWidth() {
        double p = share();
        return Z * Math.sqrt(p * (1 - p) / all + Z * Z / (4.0 * all * all)) / (1 + Z * Z / all);
    }
}
