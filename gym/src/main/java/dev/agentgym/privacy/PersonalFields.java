package dev.agentgym.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Tells by the name of a field, and by its neighbours, that it holds a personal value.
///
/// `name` and `id` say nothing alone: they are personal in an object about a person, which its own name or an
/// e-mail, a phone, a birth date or an address in it gives away. A city is personal only beside a street or a
/// postal code.
final class PersonalFields {

    private static final Set<String> PERSONS = Set.of(
            "customer",
            "user",
            "passenger",
            "passengers",
            "saved_passengers",
            "contact",
            "holder",
            "owner",
            "caller",
            "patient",
            "guest",
            "member",
            "account_holder",
            "requester",
            "recipient",
            "sender",
            "client",
            "person",
            "employee",
            "author",
            "subscriber",
            "cardholder",
            "traveler",
            "attendee",
            "profile");

    private static final Set<String> PERSON_IDS = Set.of(
            "customer_id",
            "user_id",
            "account_id",
            "account_number",
            "account_no",
            "member_id",
            "client_id",
            "contact_id",
            "patient_id",
            "passenger_id",
            "requester_id",
            "subscriber_id",
            "serial",
            "serial_number",
            "serial_no",
            "imei",
            "username",
            "user_name",
            "login",
            "ssn",
            "social_security_number",
            "passport",
            "passport_number",
            "tax_id",
            "driver_license",
            "driving_license",
            "national_id",
            "customer_number",
            "customer_no",
            "membership_number",
            "loyalty_number");

    private PersonalFields() {}

    /// What a field of an object holds; empty for anything that is not personal.
    ///
    /// @param field the field's name
    /// @param object the object it stands in
    /// @param parent the name of the field that holds the object, empty where there is none
    static Optional<Kind> kind(String field, JsonNode object, String parent) {
        String name = normal(field);
        if (PERSON_IDS.contains(name) || (name.equals("id") && PERSONS.contains(normal(parent)))) {
            return Optional.of(Kind.PERSON_ID);
        }
        return contactKind(name).or(() -> nameKind(name, object, parent)).or(() -> addressKind(name, object));
    }

    private static Optional<Kind> contactKind(String name) {
        if (name.matches("(.*_)?(e_?mail|mail_address)(_address)?|.*_email")) {
            return Optional.of(Kind.EMAIL);
        }
        if (name.matches("(.*_)?(phone|phone_number|mobile|mobile_number|telephone|msisdn|cell|cell_phone|fax)")) {
            return Optional.of(Kind.PHONE);
        }
        if (name.matches("(.*_)?(card_number|card_no|pan|cc_number|last_?four|last_?4(_digits)?)")) {
            return Optional.of(Kind.CARD);
        }
        if (name.matches("(.*_)?(iban|bank_account|bank_account_number)")) {
            return Optional.of(Kind.BANK_ACCOUNT);
        }
        return name.matches("(.*_)?(dob|date_of_birth|birth_?date|birthday)")
                ? Optional.of(Kind.BIRTH_DATE)
                : Optional.empty();
    }

    private static Optional<Kind> nameKind(String name, JsonNode object, String parent) {
        if (name.matches("(.*_)?(first_?name|given_?name|forename|middle_?name)")) {
            return Optional.of(Kind.FIRST_NAME);
        }
        if (name.matches("(.*_)?(last_?name|surname|family_?name)")) {
            return Optional.of(Kind.LAST_NAME);
        }
        boolean full = name.matches(
                "(.*_)?(full_?name|(customer|passenger|contact|holder|account_holder|cardholder|caller"
                        + "|recipient|guest|patient|member|client|requester|agent|author|technician)_?name)|cardholder|agent|author|technician|assigned_to");
        boolean person = name.equals("name") && (PERSONS.contains(normal(parent)) || describesPerson(object));
        return full || person ? Optional.of(Kind.FIRST_NAME) : Optional.empty();
    }

    private static boolean describesPerson(JsonNode object) {
        return object.properties().stream()
                .map(field -> normal(field.getKey()))
                .anyMatch(name -> contactKind(name).isPresent()
                        || name.matches("address|street|customer_id|user_id|date_of_birth"));
    }

    private static Optional<Kind> addressKind(String name, JsonNode object) {
        if (name.matches(
                "(.*_)?(street|street_address|address|address_?line_?\\d?|address\\d|line_?1|line_?2|new_address)")) {
            return Optional.of(Kind.STREET);
        }
        if (name.matches("(.*_)?(zip|zip_?code|postal_?code|post_?code|plz)")) {
            return Optional.of(Kind.POSTAL_CODE);
        }
        boolean city = name.matches("(.*_)?(city|town)");
        boolean beside = object.properties().stream()
                .map(field -> normal(field.getKey()))
                .anyMatch(other -> other.matches("(.*_)?(street|address.*|zip.*|postal_?code|post_?code|plz)"));
        return city && beside ? Optional.of(Kind.CITY) : Optional.empty();
    }

    private static String normal(String field) {
        return field.replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_");
    }
}
