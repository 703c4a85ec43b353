//! Days on the command line.

use jiff::civil::Date;

/// Reads a day as people are asked to write it.
///
/// # Errors
/// What to write instead.
pub(super) fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "write year, month and day, such as 2027-05-31".to_owned())
}
