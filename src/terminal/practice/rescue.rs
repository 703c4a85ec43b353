//! Where an answer goes that the store did not take.

use std::io::Write as _;

use crate::interview::Answer;

/// Puts an answer into a file of its own, and says where; if even that fails, the answer itself is
/// what is said, so that it is on the screen and can be copied.
pub(super) fn rescue(answer: &Answer) -> String {
    let text = match answer {
        Answer::Text(text) => text.clone(),
        other => format!("{other:?}"),
    };
    let kept =
        tempfile::Builder::new().prefix("hotseat-answer-").suffix(".txt").tempfile().and_then(
            |mut file| {
                file.write_all(text.as_bytes())?;
                file.as_file().sync_all()?;
                file.keep().map_err(|error| error.error)
            },
        );
    match kept {
        Ok((_, path)) => format!("Your answer is safe in {}", path.display()),
        Err(error) => format!(
            "It could not be put into a file either ({error}). Copy it from here:\n\n{}\n",
            crate::terminal::sanitize::sanitize(&text)
        ),
    }
}
