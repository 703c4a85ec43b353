//! Endings by which words that are in no table are told apart.

/// Letters that a word has at least before its ending.
const STEM_LETTERS: usize = 3;

/// The endings in the order in which they are tried. `tools/kinds.py` has the same.
pub(super) const ENDINGS: [&str; 7] = ["ing", "ed", "ly", "ion", "ity", "'s", "s"];

/// Where in [`ENDINGS`] the ending of a word in its normal form stands.
pub(super) fn ending(norm: &str) -> Option<usize> {
    let fits = |ending: &str| norm.len() >= ending.len() + STEM_LETTERS && norm.ends_with(ending);
    ENDINGS.iter().position(|ending| fits(ending))
}

/// Whether a word is a figure.
pub(super) fn is_figure(norm: &str) -> bool {
    norm.bytes().any(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_ending_that_leaves_a_stem_fits() {
        let found = |norm| ending(norm).map(|at| ENDINGS[at]);
        assert_eq!(found("monitoring"), Some("ing"));
        assert_eq!(found("ring"), None);
        assert_eq!(found("owners"), Some("s"));
        assert!(is_figure("10th") && !is_figure("tenth"));
    }
}
