package dev.agentgym.llm;

/// Which model, and where: two of one name at two addresses are two. Holds no key.
///
/// @param provider who speaks for it, such as `gemini`
/// @param endpoint the address of its API
/// @param model as the API calls it
public record ModelName(String provider, String endpoint, String model) {

    /// `provider:model`, as people type it.
    public String label() {
        return provider + ":" + model;
    }
}
