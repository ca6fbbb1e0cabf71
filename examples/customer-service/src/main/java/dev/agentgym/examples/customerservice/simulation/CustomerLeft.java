package dev.agentgym.examples.customerservice.simulation;

/// The customer stopped answering, at whatever depth of a script; caught where the conversation began.
final class CustomerLeft extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CustomerLeft() {
        super("The customer stopped answering.", null, false, false);
    }
}
