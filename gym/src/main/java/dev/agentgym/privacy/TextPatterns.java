package dev.agentgym.privacy;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds personal values in free text by their form: e-mail addresses, telephone, card and bank numbers, streets,
/// and names that are introduced as such ("my name is ...", "Dear ...").
final class TextPatterns {

    private static final Pattern EMAIL =
            Pattern.compile("[\\p{L}\\p{N}._%+-]{1,64}@[\\p{L}\\p{N}-]{1,63}(\\.[\\p{L}\\p{N}-]{1,63}){1,4}");

    private static final Pattern PHONE = Pattern.compile(
            "(?<![\\p{L}\\p{N}#_.,:/$€£-])(\\+\\d{1,3}[ .-]?)?(\\(\\d{2,5}\\)[ .-]?|\\d{2,5}[ .-])\\d{2,4}([ .-]?\\d{2,4}){1,3}(?![\\p{L}\\p{N}_:/])"
                    + "|(?<![\\p{L}\\p{N}])\\+\\d{8,15}(?![\\p{L}\\p{N}])");

    private static final Pattern CALLED = Pattern.compile(
            "(?i)\\b(?:phone|mobile|cell|tel|telephone|call me (?:at|on)|reach me (?:at|on))\\b[^\\d\\n]{0,20}(\\+?\\d[\\d .()-]{5,18}\\d)");

    private static final Pattern DATE =
            Pattern.compile("(19|20)\\d\\d[ .-]\\d{1,2}[ .-]\\d{1,2}.*|\\d{1,2}[ .-]\\d{1,2}[ .-](19|20)\\d\\d.*");

    private static final Pattern CARD = Pattern.compile("(?<![\\p{L}\\p{N}])\\d(?:[ -]?\\d){12,18}(?![\\p{L}\\p{N}])");

    private static final Pattern IBAN =
            Pattern.compile("(?<![\\p{L}\\p{N}])[A-Z]{2}\\d{2}(?: ?[A-Z0-9]){11,30}(?![\\p{L}\\p{N}])");

    private static final Pattern STREET = Pattern.compile(
            "(?<![\\p{L}\\p{N}])\\d{1,5}[A-Za-z]?(?: (?:N|S|E|W|North|South|East|West)\\.?)?(?: \\p{Lu}[\\p{L}'-]{1,30}){1,3} "
                    + "(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Place|Pl|Square|Terrace|Circle|Parkway|Close|Crescent|Walk|Row|Grove|Gardens|Hill|Quay|Mews|Alley)"
                    + "\\b|\\p{Lu}\\p{L}{2,30}(?:straße|strasse|weg|platz|allee|gasse) \\d{1,4}[a-z]?\\b");

    private static final Pattern ADDRESS_ASKED = Pattern.compile("(?i)post(?:al)? ?code|\\bzip\\b|\\baddress\\b");

    /// `FB-1040`, `SW1A 1AA`, `78750`: alike to many other codes, so only taken where an address is spoken of.
    private static final Pattern POSTAL_CODE = Pattern.compile(
            "(?<![\\p{L}\\p{N}-])(?:\\p{Lu}{1,2}-\\d{3,5}|\\p{Lu}{1,2}\\d{1,2}\\p{Lu}? ?\\d\\p{Lu}{2}|\\d{5}(?:-\\d{4})?)(?![\\p{L}\\p{N}-])");

    private static final Pattern INTRODUCED = Pattern.compile(
            "(?i:\\b(?:my (?:full )?name is|my name's|the name is|name:|i am called|account holder is|under the name(?: of)?))\\s+"
                    + "((?:\\p{Lu}[\\p{L}'’-]{1,30})(?: \\p{Lu}[\\p{L}'’-]{1,30}){0,3})");

    private static final Pattern PRESENTED = Pattern.compile(
            "\\b(?:[Tt]his is|I am|I['’]m|it['’]s|It['’]s)\\s+(\\p{Lu}\\p{Ll}[\\p{L}'’-]{0,30} \\p{Lu}\\p{Ll}[\\p{L}'’-]{0,30})");

    private static final Pattern ADDRESSED = Pattern.compile(
            "(?:^|[.!?\\n]\\s*|\\b)(?:Dear|Hi|Hello|Hey|Thanks|Thank you|Mr\\.?|Mrs\\.?|Ms\\.?|Dr\\.?),? (\\p{Lu}\\p{Ll}[\\p{L}'’-]{0,30})(?=[,.!?:;\\n]|\\s*$)");

    /// Capitalised words that greetings are followed by and that are no names.
    private static final Set<String> NO_NAMES = Set.of(
            "there",
            "team",
            "support",
            "everyone",
            "all",
            "sir",
            "madam",
            "customer",
            "again",
            "agent",
            "sorry",
            "service",
            "valued",
            "yes",
            "no",
            "ok",
            "okay",
            "the",
            "i",
            "and",
            "so",
            "please",
            "calling",
            "not");

    private TextPatterns() {}

    /// Hands over every value that the text holds.
    static void find(String text, BiConsumer<Kind, String> found) {
        all(EMAIL, text, 0).forEach(email -> found.accept(Kind.EMAIL, email.replaceFirst("[.-]+$", "")));
        all(CARD, text, 0).stream().filter(TextPatterns::isCard).forEach(card -> found.accept(Kind.CARD, card));
        all(IBAN, text, 0).stream().filter(TextPatterns::isIban).forEach(iban -> found.accept(Kind.BANK_ACCOUNT, iban));
        all(PHONE, text, 0).stream().filter(TextPatterns::isPhone).forEach(phone -> found.accept(Kind.PHONE, phone));
        all(CALLED, text, 1).forEach(phone -> found.accept(Kind.PHONE, phone));
        all(STREET, text, 0).forEach(street -> found.accept(Kind.STREET, street));
        List.of(INTRODUCED, PRESENTED, ADDRESSED)
                .forEach(pattern -> all(pattern, text, 1).stream()
                        .filter(name -> !NO_NAMES.contains(name.split(" ", -1)[0].toLowerCase(Locale.ROOT)))
                        .forEach(name -> found.accept(Kind.FIRST_NAME, name)));
    }

    /// Hands over the postal codes of a text in which an address is told: after somebody asked for one, or beside a
    /// street.
    static void findPostalCodes(String before, String text, BiConsumer<Kind, String> found) {
        boolean address = ADDRESS_ASKED.matcher(before).find()
                || ADDRESS_ASKED.matcher(text).find()
                || STREET.matcher(text).find();
        if (address) {
            all(POSTAL_CODE, text, 0).forEach(code -> found.accept(Kind.POSTAL_CODE, code));
        }
    }

    private static List<String> all(Pattern pattern, String text, int group) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().map(match -> match.group(group)).toList();
    }

    private static boolean isPhone(String text) {
        long digits = text.chars().filter(Character::isDigit).count();
        boolean grouped = text.startsWith("+") || text.startsWith("(") || text.matches("\\d+[ .-]\\d+[ .-].*");
        return grouped && digits >= 7 && digits <= 15 && !DATE.matcher(text).matches() && !isCard(text);
    }

    /// Luhn's check of a number with 13 to 19 digits.
    static boolean isCard(String text) {
        String digits = text.replaceAll("\\D", "");
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return digits.length() >= 13 && digits.length() <= 19 && sum % 10 == 0;
    }

    /// ISO 13616: the rest modulo 97 is 1.
    private static boolean isIban(String text) {
        String plain = text.replace(" ", "");
        StringBuilder digits = new StringBuilder();
        (plain.substring(4) + plain.substring(0, 4)).chars().forEach(c -> digits.append(Character.digit(c, 36)));
        return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
    }
}
