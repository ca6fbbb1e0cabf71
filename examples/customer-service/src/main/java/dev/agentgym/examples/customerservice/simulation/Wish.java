package dev.agentgym.examples.customerservice.simulation;

import dev.agentgym.examples.customerservice.Dice;
import dev.agentgym.examples.customerservice.office.BackOffice;
import dev.agentgym.examples.customerservice.office.Directory.Matter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// What some customers want beyond the usual, have got wrong, or try once more. Much of it an office declines.
@SuppressWarnings("ImmutableEnumChecker") // the functions are without state
enum Wish {
    SECOND_LINE(Intent.UPGRADE, 0.12, PlanWishes::secondLine),
    COME_BACK(Intent.UPGRADE, 0.14, PlanWishes::comeBack, Callers.without(Matter.INTERNET)),
    BACK_OWING(Intent.UPGRADE, 0.06, PlanWishes::comeBack, Callers.without(Matter.INTERNET, Matter.OVERDUE)),
    FASTER_OWING(Intent.UPGRADE, 0.1, Wish::asUsual, Callers.of(Matter.INTERNET, Matter.OVERDUE)),
    FASTER_STILL(Intent.UPGRADE, 0.08, Wish::asUsual, Callers::changedLately),
    FASTER_AS_FRIENDS(Intent.UPGRADE, 0.26, PlanWishes::friendsPlan, Callers::newerPlan),
    CHEAPER_AS_FRIENDS(Intent.DOWNGRADE, 0.32, PlanWishes::friendsPlan, Callers::newerPlan),
    STAY_AFTER_ALL(Intent.DOWNGRADE, 0.2, PlanWishes::stayAfterAll, Callers::leaving),
    STREAMING_INSTEAD(Intent.DOWNGRADE, 0.24, PlanWishes::streamingInstead),
    BOTH_PACKAGES(Intent.STREAMING_ADD, 0.22, PlanWishes::bothPackages, Callers.of(Matter.STREAMING)),
    THIRD_PACKAGE(Intent.STREAMING_ADD, 0.16, Wish::asUsual, Callers::twoPackages),
    STREAMING_OWING(Intent.STREAMING_ADD, 0.12, Wish::asUsual, Callers.of(Matter.INTERNET, Matter.OVERDUE)),
    STREAMING_ALONE(Intent.STREAMING_ADD, 0.13, Wish::asUsual, Callers.without(Matter.INTERNET)),
    OTHER_PACKAGE(Intent.STREAMING_CANCEL, 0.24, PlanWishes::otherPackage),
    SPEED_INSTEAD(Intent.STREAMING_CANCEL, 0.3, PlanWishes::speedInstead),
    CHANGE_AGAIN(Intent.DOWNGRADE, 0.16, Wish::asUsual, Callers::changedLately),
    LEAVES_OWING(Intent.CANCEL, 0.07, Wish::asUsual, Callers.of(Matter.INTERNET, Matter.OVERDUE)),
    REGRET(Intent.CANCEL, 0.11, PlanWishes::regret),
    BETTER_OFFER(Intent.CANCEL, 0.07, PlanWishes::betterOffer),

    OLD_PAYMENT(Intent.BILLING_QUESTION, 0.17, MoneyWishes::oldPayment),
    WRONG_SUM(Intent.BILLING_QUESTION, 0.13, MoneyWishes::wrongSum),
    FAILED_BACK(Intent.PAYMENT_FAILED, 0.15, MoneyWishes::failedBack, Callers::failedPayment),
    BY_DEBIT(Intent.PAYMENT_FAILED, 0.14, MoneyWishes::byDebit),
    EXPIRED_CARD(Intent.PAYMENT_FAILED, 0.16, Wish::asUsual, Callers.badCard("expired")),
    BLOCKED_CARD(Intent.PAYMENT_FAILED, 0.18, Wish::asUsual, Callers.badCard("blocked")),
    PAID_ONCE(Intent.DOUBLE_CHARGE, 0.09, MoneyWishes::paidOnce, Callers.without(Matter.PAID_TWICE)),
    ALREADY_BACK(Intent.DOUBLE_CHARGE, 0.1, MoneyWishes::alreadyBack, Callers::refunded),
    BANK_FEES(Intent.DOUBLE_CHARGE, 0.1, MoneyWishes::bankFees),
    NO_FEE(Intent.LATE_FEE, 0.11, Wish::asUsual, Callers.without(Matter.LATE_FEE)),
    ALL_FEES(Intent.LATE_FEE, 0.15, MoneyWishes::allFees),
    MORE_MONEY(Intent.COMPENSATION, 0.3, MoneyWishes::moreMoney),
    MONEY_AGAIN(Intent.COMPENSATION, 0.3, MoneyWishes::moreMoney, Callers::credited),
    ALL_BACK(Intent.COMPENSATION, 0.22, MoneyWishes::allBack),

    WRONG_TOWN(Intent.MOVE, 0.17, VisitWishes::wrongTown),
    VISIT_PENDING(Intent.MOVE, 0.17, Wish::asUsual, Callers.of(Matter.VISIT_BOOKED)),
    SAME_PLACE(Intent.MOVE, 0.16, VisitWishes::samePlace),
    NEXT_DOOR(Intent.MOVE, 0.13, VisitWishes::nextDoor),
    OLD_ROUTER(Intent.ROUTER_RESET, 0.2, VisitWishes::oldRouter, Callers.having("device", "status", "returned")),
    TELEVISION_BOX(
            Intent.ROUTER_RESET, 0.3, VisitWishes::televisionBox, Callers.having("device", "model", "Coral Box")),
    LINE_CHECK(Intent.SLOW_INTERNET, 0.08, VisitWishes::lineCheck),
    NAMED_SLOT(Intent.TECHNICIAN, 0.4, VisitWishes::namedSlot),
    NAMED_TIME(Intent.RESCHEDULE, 0.22, VisitWishes::namedTime),
    FOLLOW_UP(Intent.RESCHEDULE, 0.36, VisitWishes::followUp, Callers.having("appointment", "status", "completed")),
    TODAY(Intent.RESCHEDULE, 0.3, VisitWishes::today, Callers::visitToday),
    MISSED_MOVED(Intent.MISSED_VISIT, 0.24, VisitWishes::missedMoved),
    NOT_MISSED(Intent.MISSED_VISIT, 0.16, VisitWishes::notMissed, Callers.without(Matter.VISIT_MISSED)),
    MISSED_TWICE(Intent.MISSED_VISIT, 0.16, VisitWishes::missedTwice);

    private final Intent intent;
    private final double probability;
    private final Function<Talk, Optional<Outcome>> script;
    private final Function<BackOffice, List<String>> callers;

    Wish(Intent intent, double probability, Function<Talk, Optional<Outcome>> script) {
        this(intent, probability, script, office -> office.directory().customers(intent.matter()));
    }

    Wish(
            Intent intent,
            double probability,
            Function<Talk, Optional<Outcome>> script,
            Function<BackOffice, List<String>> callers) {
        this.intent = intent;
        this.probability = probability;
        this.script = script;
        this.callers = callers;
    }

    /// The wish that somebody with an intent has; mostly none.
    static Optional<Wish> of(Intent intent, Dice dice) {
        return Arrays.stream(values())
                .filter(wish -> wish.intent == intent)
                .filter(wish -> dice.chance(wish.probability))
                .findFirst();
    }

    /// The name in lower case, as in the phrase lists.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The customers who may have it.
    List<String> callers(BackOffice office) {
        return callers.apply(office);
    }

    /// Plays what is said and done about it once the account is open. Empty where the talk then goes on as for
    /// everyone with the intent.
    Optional<Outcome> play(Talk talk) {
        return script.apply(talk);
    }

    private static Optional<Outcome> asUsual(Talk talk) {
        return Optional.empty();
    }
}
