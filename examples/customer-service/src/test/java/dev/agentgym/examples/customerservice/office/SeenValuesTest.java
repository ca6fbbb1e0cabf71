package dev.agentgym.examples.customerservice.office;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeenValuesTest {

    private final SeenValues seen = new SeenValues();

    @Test
    void values_are_found_by_the_name_of_their_field_at_any_depth() {
        seen.note(Offices.json("{'customer_id': 'C-1', 'plans': [{'plan': {'plan_id': 'BB-100'}}], 'fee': 5}"));
        assertThat(of("customer_id")).containsExactly("C-1");
        assertThat(of("plan_id")).containsExactly("BB-100");
        assertThat(of("fee")).containsExactly("5");
    }

    @Test
    void values_stay_in_the_order_and_number_in_which_they_were_read() {
        seen.note(Offices.json("{'rows': [{'slot_id': 'B'}, {'slot_id': 'A'}]}"));
        seen.note(Offices.json("{'slot_id': 'B'}"));
        assertThat(of("slot_id")).containsExactly("B", "A", "B");
    }

    @Test
    void elements_of_a_list_are_values_of_its_name_in_the_singular() {
        seen.note(Offices.json("{'subscription_ids': ['S-1', 'S-2'], 'nested': [['X']]}"));
        assertThat(of("subscription_id")).containsExactly("S-1", "S-2");
        assertThat(of("subscription_ids")).isEmpty();
        assertThat(of("nested")).isEmpty();
    }

    @Test
    void a_refusal_and_an_unknown_name_have_no_values() {
        seen.note(TextNode.valueOf("Error: SLOT_TAKEN: Slot SL-1 is already taken."));
        assertThat(of("slot_id")).isEmpty();
    }

    private List<String> of(String name) {
        return seen.of(name).stream().map(JsonNode::asText).toList();
    }
}
