package dev.agentgym.examples.customerservice.office;

/// A rule said no. Caught at the one place where tools are called and answered as a refusal, so no state may have
/// changed yet.
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    Refused(Refusal refusal, String message) {
        super(message, null, false, false);
        this.refusal = refusal;
    }

    String text() {
        return "Error: " + refusal.name() + ": " + getMessage();
    }
}
