//! Strangers' words and authors' Markdown as parts of a Markdown document.

/// What Markdown or HTML would take for more than a character.
const SPECIAL: &str = "\\`*_{}[]<>#|~&!";

/// The text as Markdown that shows just these characters.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if SPECIAL.contains(c) {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

/// A line of an answer as Markdown that shows just it.
pub(super) fn line_of(line: &str) -> String {
    unlisted(&escaped(line))
}

/// A line that would begin a list, a rule or a heading, as a line of text. Leading blanks would make
/// it code.
pub(super) fn unlisted(line: &str) -> String {
    let line = line.trim();
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = line.split_at(digits);
    if digits > 0 && rest.starts_with(['.', ')']) {
        return format!("{number}\\{rest}");
    }
    if line.starts_with(['-', '+', '=']) { format!("\\{line}") } else { line.to_owned() }
}

/// Content is Markdown and stays it, but brings no HTML along.
pub(super) fn without_tags(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let opens = |next: &char| next.is_ascii_alphabetic() || "/!?".contains(*next);
        if c == '<' && rest.peek().is_some_and(opens) {
            safe.push_str("&lt;");
        } else {
            safe.push(c);
        }
    }
    safe
}

/// A text as a quotation.
pub(super) fn quoted(text: &str) -> String {
    text.trim_end().lines().map(|line| format!("{}\n", format!("> {line}").trim_end())).collect()
}

/// An answer as a quotation that keeps its lines: a backslash at the end of one keeps it apart from
/// the next.
pub(super) fn kept_lines(text: &str) -> String {
    let lines: Vec<&str> = text.trim_end().lines().collect();
    let ends = |at: usize| lines.get(at + 1).is_none_or(|next| next.is_empty());
    let own = lines.iter().enumerate();
    let own = own.map(|(at, line)| {
        if line.is_empty() || ends(at) { format!("{line}\n") } else { format!("{line}\\\n") }
    });
    quoted(&own.collect::<String>())
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Parser};

    use super::*;

    #[test]
    fn what_a_stranger_wrote_stays_what_it_is() {
        for line in [
            "<script>alert(1)</script>",
            "# no heading",
            "- no list",
            "+ no list",
            "1. no list",
            "12) no list",
            "* [no](javascript:alert) `link`",
            "> no quotation",
            "| no | table |",
            "=== and ~~~",
            "&lt; &amp; ![x](y) __a__",
            "    no code",
        ] {
            let shown: String = Parser::new(&line_of(line))
                .filter_map(|event| match event {
                    Event::Text(text) => Some(text.to_string()),
                    Event::Start(_) | Event::End(_) => None,
                    other => Some(format!("{other:?}")),
                })
                .collect();
            assert_eq!(shown, line.trim());
        }
    }

    #[test]
    fn content_brings_no_html_along_and_keeps_its_figures() {
        assert_eq!(without_tags("a <b> <!-- 3 < 4 </b>"), "a &lt;b> &lt;!-- 3 < 4 &lt;/b>");
    }

    #[test]
    fn a_quotation_keeps_its_lines_and_its_gaps() {
        assert_eq!(quoted("a\nb\n\nc\n"), "> a\n> b\n>\n> c\n");
        assert_eq!(kept_lines("a\nb\n\nc\n"), "> a\\\n> b\n>\n> c\n");
    }
}
