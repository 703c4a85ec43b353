//! All attempts that can be handed out, and a word about those that cannot.

use crate::cli::error::CliError;
use crate::cli::outside::Outside;
use crate::session::{Kept, Session, SessionError};
use crate::store::SqliteStore;
use crate::terminal::sanitize::one_line;

/// Hands each attempt to `act`, the oldest first, so that a later export begins as an earlier one. One
/// that was erased or cannot be read is left out and named.
pub(super) fn each(
    store: &SqliteStore,
    all: &[Kept],
    outside: &mut Outside,
    act: &mut dyn FnMut(&Kept, &Session<'_>) -> Result<(), CliError>,
) -> Result<(), CliError> {
    let world = Outside::new();
    let mut order: Vec<&Kept> = all.iter().collect();
    order.sort_by(|one, other| (one.started, &one.stream).cmp(&(other.started, &other.stream)));
    for own in order {
        match Session::resume(store, &world, &own.stream) {
            Ok(session) => act(own, &session)?,
            Err(error @ SessionError::Store(_)) => return Err(error.into()),
            Err(error) => outside.say(&format!("left out: {}", one_line(&error.to_string()))),
        }
    }
    Ok(())
}
