package dev.agentgym.world;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// Somebody who does not exist. Addresses are of `example.com`, numbers of 555-01, which nobody can have.
/// Immutable.
///
/// @param first the given name
/// @param last the family name
/// @param number tells them from others of the same name
record Persona(String first, String last, int number) {

    private static final int MOST_DRAWS = 60;

    private static final List<String> FIRST = List.of(
            "Alba", "Bastian", "Cleo", "Dario", "Edda", "Fabian", "Greta", "Hanno", "Ilka", "Jonte", "Kaja", "Levin",
            "Mirja", "Nilo", "Odile", "Piet", "Quirin", "Runa", "Silvan", "Tilda", "Urs", "Viola", "Wanja", "Yara");
    private static final List<String> LAST = List.of(
            "Ashgrove",
            "Birkwell",
            "Cloverly",
            "Dunmarsh",
            "Elderfen",
            "Fernholt",
            "Glenrock",
            "Hazelby",
            "Ivorden",
            "Juniper",
            "Kestrelton",
            "Larkmead",
            "Mossley",
            "Northwick",
            "Oakhaven",
            "Pebblebrook",
            "Quillon",
            "Rushmore",
            "Saltmarsh",
            "Thornbury",
            "Umberlea",
            "Valemont",
            "Willowby",
            "Yarrow");

    /// Somebody of whom no name is taken.
    static Persona drawn(RandomGenerator random, Predicate<String> taken) {
        for (int draw = 0; draw < MOST_DRAWS; draw++) {
            int number = random.nextInt(100, 1_000);
            String first = FIRST.get(random.nextInt(FIRST.size()));
            String last = LAST.get(random.nextInt(LAST.size()));
            Persona drawn = new Persona(first, last, number);
            if (List.of(first, last, drawn.fullName(), drawn.mail(), drawn.street()).stream()
                    .noneMatch(taken)) {
                return drawn;
            }
        }
        int number = random.nextInt(100_000, 1_000_000);
        return new Persona("Sample" + number, "Person" + number, number);
    }

    String fullName() {
        return first + " " + last;
    }

    String mail() {
        return first.toLowerCase(Locale.ROOT) + "." + last.toLowerCase(Locale.ROOT) + number + "@example.com";
    }

    String street() {
        return number + " Example Street";
    }

    /// A phone number written like this one.
    String phone(String like, RandomGenerator random) {
        long digits = like.chars().filter(Character::isDigit).count();
        String reserved = "55501" + random.nextInt(10, 100);
        StringBuilder all = new StringBuilder();
        while (all.length() + reserved.length() < digits) {
            all.append(1 + random.nextInt(9));
        }
        all.append(reserved, 0, (int) Math.min(digits, reserved.length()));
        StringBuilder phone = new StringBuilder();
        int next = 0;
        for (int i = 0; i < like.length(); i++) {
            phone.append(Character.isDigit(like.charAt(i)) ? all.charAt(next++) : like.charAt(i));
        }
        return phone.toString();
    }
}
