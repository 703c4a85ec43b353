//! Where a place within a string's value stands in the file.

use std::ops::Range;

/// Maps a byte range of a decoded TOML string to the file. `token` is the range of the string with
/// its quotation marks. None where the two cannot be matched; then the whole string is meant.
pub(super) fn span_within(
    text: &str,
    token: &Range<usize>,
    decoded: &str,
    inner: &Range<usize>,
) -> Option<Range<usize>> {
    let raw = text.get(token.clone())?;
    let (quotes, literal) = ["\"\"\"", "'''", "\"", "'"]
        .into_iter()
        .find(|quotes| raw.starts_with(quotes))
        .map(|quotes| (quotes, quotes.starts_with('\'')))?;
    let mut start = quotes.len();
    let end = raw.len().checked_sub(quotes.len()).filter(|&end| end >= start)?;
    if quotes.len() == 3 && raw[start..end].starts_with('\n') {
        start += 1;
    }
    let body = raw.get(start..end)?;
    let offsets = if literal || !body.contains('\\') {
        (body == decoded).then(|| inner.clone())?
    } else {
        let starts = starts_of_characters(body)?;
        // One entry for each byte of the value, and one for its end.
        (starts.len() == decoded.len() + 1)
            .then(|| Some(*starts.get(inner.start)?..*starts.get(inner.end)?))??
    };
    let base = token.start + start;
    let span = base + offsets.start..base + offsets.end;
    text.get(span.clone()).is_some().then_some(span)
}

/// For each byte of the decoded string, where the character that it belongs to begins in `body`.
fn starts_of_characters(body: &str) -> Option<Vec<usize>> {
    let mut starts = Vec::with_capacity(body.len() + 1);
    let mut rest = body.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let len = if c == '\\' {
            let (_, escape) = rest.next()?;
            let digits = match escape {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                c if c.is_whitespace() => {
                    // A line-ending backslash swallows the white space that follows.
                    while rest.next_if(|(_, c)| c.is_whitespace()).is_some() {}
                    continue;
                }
                _ => 0,
            };
            if digits == 0 {
                1
            } else {
                let mut code = 0;
                for _ in 0..digits {
                    code = code * 16 + rest.next()?.1.to_digit(16)?;
                }
                char::from_u32(code)?.len_utf8()
            }
        } else {
            c.len_utf8()
        };
        starts.extend(std::iter::repeat_n(at, len));
    }
    starts.push(body.len());
    Some(starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, word: &str) -> Option<String> {
        let table = toml::de::DeTable::parse(text).unwrap();
        let value = table.get_ref().get("a").unwrap();
        let decoded = value.get_ref().as_str().unwrap();
        let at = decoded.find(word).unwrap();
        span_within(text, &value.span(), decoded, &(at..at + word.len()))
            .map(|span| text[span].to_owned())
    }

    #[test]
    fn a_place_in_a_string_is_found_in_the_file() {
        for text in [
            r#"a = "one two three""#,
            r"a = 'one two three'",
            "a = \"\"\"\none two three\"\"\"",
            "a = '''one two three'''",
            r#"a = "\"one\" two \u00e9 three""#,
            r#"a = "é\té two ü""#,
            "a = \"\"\"one \\\n   two three\"\"\"",
        ] {
            assert_eq!(found(text, "two").as_deref(), Some("two"), "{text}");
        }
    }

    #[test]
    fn an_escaped_character_is_labelled_as_written() {
        assert_eq!(found(r#"a = "say \"x\" now""#, "\"x\"").as_deref(), Some(r#"\"x\""#));
    }
}
