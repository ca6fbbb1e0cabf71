package dev.agentgym.text;

/// One word or number of a text. Immutable.
///
/// @param text as it stands there
/// @param stem lower case without inflection, so that `refunded` and `refunds` are one word; equal stems mean the
/// same word, the stem itself need not be one
/// @param start index of its first character
/// @param end index behind its last character
/// @param stop whether the word carries structure rather than content (`the`, `of`, `please`)
public record Token(String text, String stem, int start, int end, boolean stop) {}
