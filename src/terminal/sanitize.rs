//! Takes control sequences out of text that strangers wrote, before a terminal sees it.
//!
//! Scenarios, answers and files may hold escape sequences that recolour, overwrite or rename the
//! window of whoever reads them, and bidirectional overrides that make a line say something else
//! than it does. This module knows text and nothing else.

use std::borrow::Cow;

/// The text without anything that steers a terminal: escape sequences (CSI, OSC, DCS and their
/// kin, in seven and eight bits), control characters other than line feed and tab, and
/// bidirectional overrides and isolates.
///
/// Other kinds of line end (CR, CR LF, VT, FF, NEL, U+2028, U+2029) become line feeds, so that words
/// on two lines never grow together. Words are never swallowed: a string sequence that does not
/// end on its own line loses only its opening.
#[must_use]
pub fn sanitize(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_suspect) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        rest = match first {
            '\x1B' => after_escape(after),
            '\u{9B}' => after_csi(after),
            '\u{90}' | '\u{98}' | '\u{9D}' | '\u{9E}' | '\u{9F}' => after_string(after),
            '\r' => {
                clean.push('\n');
                after.strip_prefix('\n').unwrap_or(after)
            }
            '\x0B' | '\x0C' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                clean.push('\n');
                after
            }
            other if is_suspect(other) => after,
            other => {
                clean.push(other);
                after
            }
        };
    }
    Cow::Owned(clean)
}

/// [`sanitize`], and then everything on one line: line feeds, tabs and runs of spaces become one
/// space, and the ends are trimmed. For titles, labels and table cells.
#[must_use]
pub fn one_line(text: &str) -> String {
    sanitize(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// JSON text in which what steers a terminal is escaped, beyond what JSON itself asks for: it reads
/// back as the same document.
#[must_use]
pub fn in_json(text: &str) -> Cow<'_, str> {
    // Line feeds and tabs stand between values; inside of them JSON has escaped them already.
    if !text.chars().any(is_suspect) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if is_suspect(c) {
            safe.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

fn is_suspect(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// What follows the sequence that an ESC has opened.
fn after_escape(text: &str) -> &str {
    let Some(kind) = text.chars().next() else { return text };
    let after = &text[kind.len_utf8()..];
    match kind {
        '[' => after_csi(after),
        ']' | 'P' | 'X' | '^' | '_' => after_string(after),
        ' '..='/' => {
            let end = after.trim_start_matches(|c: char| (' '..='/').contains(&c));
            match end.chars().next() {
                Some('0'..='~') => &end[1..],
                _ => end,
            }
        }
        '0'..='~' => after,
        _ => text,
    }
}

/// What follows a control sequence: parameters, intermediates, one final byte.
fn after_csi(text: &str) -> &str {
    let end = text
        .trim_start_matches(|c: char| ('0'..='?').contains(&c))
        .trim_start_matches(|c: char| (' '..='/').contains(&c));
    match end.chars().next() {
        Some('@'..='~') => &end[1..],
        _ => end,
    }
}

/// What follows a string sequence, which ends at BEL or ST. One that is still open at the end of
/// its line is taken for its opening alone.
fn after_string(text: &str) -> &str {
    for (at, c) in text.char_indices() {
        match c {
            '\x07' | '\u{9C}' => return &text[at + c.len_utf8()..],
            '\x1B' => {
                let after = &text[at + 1..];
                return after.strip_prefix('\\').unwrap_or(&text[at..]);
            }
            '\n' | '\r' => return text,
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_text_is_handed_back_as_it_is() {
        let text = "Tabs\tand lines\nand ümläuts, 漢字, 👩‍🔬.";
        assert!(matches!(sanitize(text), Cow::Borrowed(same) if same == text));
    }

    #[test]
    fn sequences_go_and_the_words_around_them_stay() {
        for (dirty, clean) in [
            ("a\x1B[31mred\x1B[0mb", "aredb"),
            ("a\x1B[38;5;196;48:2::1:2:3mb", "ab"),
            ("a\x1B[2Jb\x1B[1;1Hc", "abc"),
            ("a\x1B[?25l\x1B[!pb", "ab"),
            ("a\x1B]0;title\x07b", "ab"),
            ("a\x1B]8;;http://x\x1B\\link\x1B]8;;\x1B\\b", "alinkb"),
            ("a\x1BPq#0;2\x1B\\b", "ab"),
            ("a\x1B_apc\x1B\\\x1B^pm\x1B\\\x1BXsos\x1B\\b", "ab"),
            ("a\x1B(Bb\x1B#8c\x1BMd\x1B7e", "abcde"),
            ("a\u{9B}31mb\u{9D}0;t\u{9C}c", "abc"),
            ("bell\x07 back\x08 null\0 del\x7F end", "bell back null del end"),
            ("user\u{202E}txt.exe\u{202C}", "usertxt.exe"),
            ("\u{2066}x\u{2069}", "x"),
            ("lone \x1B", "lone "),
            ("\x1B\x1B[31mx", "x"),
            ("\x1B[31", ""),
            ("\x1B[é", "é"),
        ] {
            assert_eq!(sanitize(dirty), clean, "{dirty:?}");
        }
    }

    #[test]
    fn an_unfinished_string_sequence_swallows_no_words() {
        assert_eq!(sanitize("a\x1B]0;my answer\nsecond line"), "a0;my answer\nsecond line");
        assert_eq!(sanitize("a\x1BPrest"), "arest");
        assert_eq!(sanitize("a\x1B]0;t\x1B[31mb"), "ab");
    }

    #[test]
    fn every_line_end_becomes_a_line_feed() {
        assert_eq!(sanitize("a\r\nb\rc\u{85}d\u{2028}e\x0Bf\n"), "a\nb\nc\nd\ne\nf\n");
    }

    #[test]
    fn one_line_joins_with_single_spaces() {
        assert_eq!(one_line("  a\t\tb\r\n\x1B[1m c \n"), "a b c");
    }

    proptest! {
        #[test]
        fn nothing_that_steers_a_terminal_is_left(text in r"(?s)[\x00-\x20\[\]0-9;:mPX\\^_a\u{80}-\u{A0}\u{2026}-\u{206A}é]{0,60}|.*") {
            let clean = sanitize(&text);
            prop_assert!(!clean.chars().any(is_suspect));
            prop_assert!(clean.chars().all(|c| !c.is_control() || c == '\n' || c == '\t'));
            prop_assert_eq!(sanitize(&clean), clean.as_ref());
        }

        #[test]
        fn text_without_controls_is_untouched(text in r"[^\p{Cc}\u{2028}-\u{202E}\u{2066}-\u{2069}]*") {
            prop_assert_eq!(sanitize(&text), text.as_str());
        }
    }

    #[test]
    fn json_reads_back_as_the_same_document() {
        let text = "a\u{1b}[31m\u{7f}\u{9b}32m\u{202e}b\nc\td\u{2028}é";
        let document = serde_json::to_string_pretty(&serde_json::json!({ "text": text })).unwrap();
        let safe = in_json(&document);
        assert!(!safe.chars().any(is_suspect));
        let back: serde_json::Value = serde_json::from_str(&safe).unwrap();
        assert_eq!(back["text"], text);
    }
}
