package dev.agentgym.examples.customerservice.simulation;

import dev.agentgym.examples.customerservice.office.BackOffice;

/// What all conversations share: the office, and the slots that were read out before.
record Desk(BackOffice office, OldOffers oldOffers) {}
