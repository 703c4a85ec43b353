//! Tables of documents, row by row.

/// The cells of a table's row as a reader sees them: without the marks of code and quotation, and
/// with its `\|` as `|`. None for a line that is no row.
pub fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.strip_prefix("| ")?.strip_suffix(" |")?;
    let plain = |cell: &str| {
        let of_code = cell.strip_prefix('`').and_then(|cell| cell.strip_suffix('`'));
        let of_words = || cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"'));
        of_code.or_else(of_words).unwrap_or(cell).replace("\\|", "|")
    };
    Some(inner.split(" | ").map(plain).collect())
}
