//! A path as one word of a command that people copy from the screen.

use std::path::Path;

use crate::terminal::sanitize::one_line;

/// As it stands where a shell takes it for one word, in quotation marks where not.
pub(super) fn word(path: &Path) -> String {
    let text = one_line(&path.display().to_string());
    let is_plain = |c: char| c.is_alphanumeric() || "._-/\\:+,@=".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        text
    } else if text.contains(['"', '$', '`', '!']) {
        format!("'{}'", text.replace('\'', "'\\''"))
    } else {
        // Every shell knows these, that of Windows too.
        format!("\"{text}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_one_word_of_the_command() {
        let told = ["my-lib/a.toml", "my lib", "it's", "$HOME/a b", "", "C:\\my lib"];
        let told: Vec<String> = told.iter().map(|path| word(Path::new(path))).collect();
        assert_eq!(
            told,
            ["my-lib/a.toml", "\"my lib\"", "\"it's\"", "'$HOME/a b'", "\"\"", "\"C:\\my lib\""]
        );
    }
}
