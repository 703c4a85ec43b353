//! Hands a draft to the person's own editor and takes it back.

use std::io::{self, Read as _, Write as _};
use std::process::{Command, ExitStatus};

use super::draft::{MAX_BYTES, admit};

/// Why a text did not come back from an editor. The text is as it was.
#[derive(Debug, thiserror::Error)]
pub enum EditorError {
    /// Neither variable is set.
    #[error("No editor is set. Set VISUAL or EDITOR, for example EDITOR=nano.")]
    NotSet,
    /// The command has a quote that is not closed.
    #[error(
        "The editor command `{command}` has a quote that is not closed. Mend VISUAL or EDITOR."
    )]
    OpenQuote {
        /// The command as it was set.
        command: String,
    },
    /// The program did not start.
    #[error("The editor `{program}` did not start: {source}. Check VISUAL or EDITOR.")]
    Start {
        /// The program that was called.
        program: String,
        /// What the system said.
        source: io::Error,
    },
    /// The program ended with a failure, which is also how people abandon an edit.
    #[error("The editor `{program}` ended with {status}; your text is unchanged.")]
    Failed {
        /// The program that was called.
        program: String,
        /// How it ended.
        status: ExitStatus,
    },
    /// The text could not be written for the editor, or read back.
    #[error("The text could not pass to the editor and back: {0}. Your text is unchanged.")]
    File(#[from] io::Error),
}

/// A text that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The text, clean, without the line feed that editors put at the end.
    pub text: String,
    /// It was longer than an answer may be, and was cut.
    pub cut: bool,
    /// It held bytes that are not UTF-8, and they were replaced.
    pub replaced: bool,
}

/// The words of an editor command: split at white space, with single and double quotes. A
/// backslash takes the meaning from a quote, a space or another backslash, and is otherwise itself,
/// so that Windows paths survive.
///
/// # Errors
/// When the command is empty, or a quote is not closed.
pub fn split(command: &str) -> Result<Vec<String>, EditorError> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut letters = command.chars().peekable();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None | Some('"'), '\\') => {
                let special = letters.next_if(|c| {
                    matches!(c, '\\' | '"') || (quote.is_none() && matches!(c, '\'' | ' '))
                });
                word.get_or_insert_default().push(special.unwrap_or('\\'));
            }
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    if quote.is_some() {
        return Err(EditorError::OpenQuote { command: command.to_owned() });
    }
    words.extend(word);
    if words.first().is_none_or(String::is_empty) { Err(EditorError::NotSet) } else { Ok(words) }
}

/// Opens `text` with `command` (the value of `VISUAL` or `EDITOR`) and waits for it to close.
///
/// The file lies in a directory of its own that nobody else may read, so that the copies which
/// editors leave beside it go with it. The terminal must be as a program expects to find it.
///
/// # Errors
/// When there is no command, when it does not start or fails, or when the file cannot be written
/// or read back. The caller's text is then still the right one.
pub fn edit(text: &str, command: Option<&str>) -> Result<Edited, EditorError> {
    let words = split(command.ok_or(EditorError::NotSet)?)?;
    let Some((program, arguments)) = words.split_first() else {
        return Err(EditorError::NotSet);
    };
    let directory = private_directory()?;
    let path = directory.path().join("answer.md");
    let mut file = std::fs::File::create_new(&path)?;
    file.write_all(text.as_bytes())?;
    if !text.is_empty() && !text.ends_with('\n') {
        file.write_all(b"\n")?;
    }
    drop(file);
    let status = Command::new(program)
        .args(arguments)
        .arg(&path)
        .status()
        .map_err(|source| EditorError::Start { program: program.clone(), source })?;
    if !status.success() {
        return Err(EditorError::Failed { program: program.clone(), status });
    }
    let mut bytes = Vec::new();
    let limit = u64::try_from(4 * MAX_BYTES).unwrap_or(u64::MAX);
    std::fs::File::open(&path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(read_back(&bytes))
}

/// The bytes of the edited file as a text.
fn read_back(bytes: &[u8]) -> Edited {
    let text = String::from_utf8_lossy(bytes);
    let replaced = matches!(text, std::borrow::Cow::Owned(_));
    let text = text.trim_start_matches('\u{FEFF}');
    let admitted = admit(0, 1, text);
    let text = admitted.text.strip_suffix('\n').unwrap_or(&admitted.text).to_owned();
    Edited { text, cut: admitted.cut, replaced }
}

fn private_directory() -> io::Result<tempfile::TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("hotseat-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o700));
    }
    builder.tempdir()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(command: &str) -> Vec<String> {
        split(command).unwrap()
    }

    #[test]
    fn commands_split_like_in_a_shell() {
        assert_eq!(words("nano"), ["nano"]);
        assert_eq!(words("  code  --wait "), ["code", "--wait"]);
        assert_eq!(words("'/opt/my editor/ed' -n"), ["/opt/my editor/ed", "-n"]);
        assert_eq!(words(r#"emacsclient -a "" -t"#), ["emacsclient", "-a", "", "-t"]);
        assert_eq!(
            words(r#"vim -c "set tw=0" +"normal G""#),
            ["vim", "-c", "set tw=0", "+normal G"]
        );
        assert_eq!(words(r"/opt/my\ editor a\'b"), ["/opt/my editor", "a'b"]);
        assert_eq!(words(r#"sh -c "echo \"x\" '$1'""#), ["sh", "-c", "echo \"x\" '$1'"]);
        assert_eq!(words(r"C:\Tools\ed.exe -w"), [r"C:\Tools\ed.exe", "-w"]);
        assert_eq!(words(r"'a\b'"), [r"a\b"]);
    }

    #[test]
    fn commands_that_cannot_be_meant_are_refused() {
        assert!(matches!(split("vim 'x"), Err(EditorError::OpenQuote { .. })));
        assert!(matches!(split("  "), Err(EditorError::NotSet)));
        assert!(matches!(split("'' x"), Err(EditorError::NotSet)));
        assert!(matches!(edit("x", None), Err(EditorError::NotSet)));
    }

    #[test]
    fn what_comes_back_is_clean_and_bounded() {
        let edited = read_back(b"\xEF\xBB\xBFone\r\n\x1B[31mtwo\n\n");
        assert_eq!(edited, Edited { text: "one\ntwo\n".into(), cut: false, replaced: false });
        assert!(read_back(b"caf\xE9").replaced);
        assert!(read_back("x".repeat(MAX_BYTES + 1).as_bytes()).cut);
    }

    #[cfg(unix)]
    mod with_programs {
        use super::*;

        #[test]
        fn the_edited_text_comes_back() {
            let edited = edit("first", Some(r#"sh -c 'echo second >> "$1"' sh"#)).unwrap();
            assert_eq!(edited.text, "first\nsecond");
        }

        #[test]
        fn the_file_is_private_and_gone_afterwards() {
            let look = r#"sh -c 'echo "$1" > "$1.new"; ls -ld "$(dirname "$1")" >> "$1.new"; mv "$1.new" "$1"' sh"#;
            let edited = edit("", Some(look)).unwrap();
            let (path, listed) = edited.text.split_once('\n').unwrap();
            assert!(listed.starts_with("drwx------"), "{listed}");
            assert!(!std::path::Path::new(path).parent().unwrap().exists());
        }

        #[test]
        fn failing_and_missing_editors_say_so() {
            let failed = edit("x", Some("false")).unwrap_err().to_string();
            insta::assert_snapshot!(failed, @"The editor `false` ended with exit status: 1; your text is unchanged.");
            let missing = edit("x", Some("no-such-editor --wait")).unwrap_err().to_string();
            insta::assert_snapshot!(missing, @"The editor `no-such-editor` did not start: No such file or directory (os error 2). Check VISUAL or EDITOR.");
            insta::assert_snapshot!(edit("x", None).unwrap_err(), @"No editor is set. Set VISUAL or EDITOR, for example EDITOR=nano.");
            insta::assert_snapshot!(edit("x", Some("vi '")).unwrap_err(), @"The editor command `vi '` has a quote that is not closed. Mend VISUAL or EDITOR.");
        }

        #[test]
        fn an_editor_that_removes_the_file_is_an_error() {
            assert!(matches!(edit("x", Some("rm")), Err(EditorError::File(_))));
        }
    }
}
