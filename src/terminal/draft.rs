//! The text that a person is writing: how much of it there may be, and how often it is put away.

use std::time::Duration;

use super::sanitize::sanitize;

/// The longest answer, in bytes: a book chapter, and little enough to hold and score at once.
pub const MAX_BYTES: usize = 256 * 1024;
/// The most lines of an answer. With [`MAX_BYTES`] it keeps the rows of the answer box below what
/// its arithmetic can count.
pub const MAX_LINES: usize = 10_000;
/// A draft that keeps changing is put away this often.
pub const KEEP_EVERY: Duration = Duration::from_millis(500);

/// Text ready to be added to a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admitted {
    /// What is added: clean, with tabs as four spaces.
    pub text: String,
    /// Something was left out, because the draft is at its limit.
    pub cut: bool,
}

/// What of `addition` may join a draft that has `bytes` bytes on `lines` lines.
#[must_use]
pub fn admit(bytes: usize, lines: usize, addition: &str) -> Admitted {
    // Cleaning can only shorten, but for tabs; an enormous paste is not cleaned to its end.
    let glance = &addition[..addition.floor_char_boundary(8 * MAX_BYTES)];
    let clean = sanitize(glance).replace('\t', "    ");
    let mut end = clean.floor_char_boundary(MAX_BYTES.saturating_sub(bytes));
    let room = MAX_LINES.saturating_sub(lines.max(1));
    if let Some((at, _)) = clean[..end].match_indices('\n').nth(room) {
        end = at;
    }
    let cut = end < clean.len() || glance.len() < addition.len();
    Admitted { text: clean[..end].to_owned(), cut }
}

/// The sentence for text that was left out.
#[must_use]
pub fn limit_note() -> String {
    format!(
        "An answer may have {} KiB on {MAX_LINES} lines; the rest was not taken.",
        MAX_BYTES / 1024
    )
}

/// An answer as it is handed in: without blank lines before it and white space after it.
#[must_use]
pub fn finished(text: &str) -> String {
    let start = text
        .split_inclusive('\n')
        .take_while(|line| line.trim().is_empty())
        .map(str::len)
        .sum::<usize>();
    text[start..].trim_end().to_owned()
}

/// Puts a growing draft away: at once, then at most once per [`KEEP_EVERY`], and in the end.
///
/// Times are since the question was asked.
pub struct Keeper<'a> {
    keep: &'a mut dyn FnMut(&str),
    last: Option<Duration>,
    waiting: bool,
}

impl<'a> Keeper<'a> {
    /// A keeper that hands drafts to `keep`.
    pub fn new(keep: &'a mut dyn FnMut(&str)) -> Self {
        Self { keep, last: None, waiting: false }
    }

    /// The draft has changed.
    pub fn changed(&mut self) {
        self.waiting = true;
    }

    /// How long until the draft must be put away; nothing when there is no change to put away.
    #[must_use]
    pub fn due(&self, now: Duration) -> Option<Duration> {
        let next = self.last.map_or(now, |last| last + KEEP_EVERY);
        self.waiting.then(|| next.saturating_sub(now))
    }

    /// Puts the draft away if it is time.
    pub fn tend(&mut self, now: Duration, text: impl FnOnce() -> String) {
        if self.due(now) == Some(Duration::ZERO) {
            self.put_away(now, &text());
        }
    }

    /// Puts the draft away, whether or not it has changed.
    pub fn put_away(&mut self, now: Duration, text: &str) {
        (self.keep)(text);
        self.last = Some(now);
        self.waiting = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cleaned_on_its_way_in() {
        let admitted = admit(0, 1, "a\x1B[31m\tb\r\nc\rd");
        assert_eq!(admitted, Admitted { text: "a    b\nc\nd".into(), cut: false });
    }

    #[test]
    fn the_limit_falls_between_letters() {
        let admitted = admit(MAX_BYTES - 4, 1, "aéé漢字");
        assert_eq!(admitted, Admitted { text: "aé".into(), cut: true });
        assert_eq!(admit(MAX_BYTES, 1, "x"), Admitted { text: String::new(), cut: true });
        assert_eq!(admit(MAX_BYTES - 1, 1, "x"), Admitted { text: "x".into(), cut: false });
    }

    #[test]
    fn lines_are_limited_too() {
        let admitted = admit(0, MAX_LINES - 1, "a\nb\nc");
        assert_eq!(admitted, Admitted { text: "a\nb".into(), cut: true });
        assert!(!admit(0, MAX_LINES, "a").cut);
    }

    #[test]
    fn a_huge_paste_is_cut_and_said() {
        let admitted = admit(0, 1, &"word ".repeat(10_000_000));
        assert_eq!((admitted.text.len(), admitted.cut), (MAX_BYTES, true));
        assert!(limit_note().contains("256 KiB"));
    }

    #[test]
    fn a_finished_answer_keeps_its_indent_and_loses_blank_ends() {
        assert_eq!(finished("\n \n  - point\n\n- next \n\n"), "  - point\n\n- next");
        assert_eq!(finished(" \n"), "");
    }

    #[test]
    fn a_changing_draft_is_kept_at_most_twice_a_second_and_never_forgotten() {
        let mut kept = Vec::new();
        let mut keep = |text: &str| kept.push(text.to_owned());
        let mut keeper = Keeper::new(&mut keep);
        let at = Duration::from_millis;
        assert_eq!(keeper.due(at(0)), None);
        for (now, text) in [(0, "a"), (100, "ab"), (400, "abc"), (510, "abcd"), (600, "abcde")] {
            keeper.changed();
            keeper.tend(at(now), || text.to_owned());
        }
        assert_eq!(keeper.due(at(700)), Some(at(310)));
        keeper.tend(at(1200), || "abcde".to_owned());
        keeper.tend(at(9000), || "unchanged".to_owned());
        keeper.put_away(at(9001), "end");
        assert_eq!(kept, ["a", "abcd", "abcde", "end"]);
    }
}
