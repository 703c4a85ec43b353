//! Any text as any kind of file: lowering never panics, every problem lies within the text, and what is
//! shown of it holds no control character.

#![no_main]

use hotseat::content::Diagnostic;
use hotseat::content::ids::{FrameworkId, RubricId, ScenarioId};
use hotseat::content::lower;
use hotseat::report::diagnostics::{Look, of_file};
use libfuzzer_sys::fuzz_target;

fn lowered(kind: u8, text: &str) -> Vec<Diagnostic> {
    match kind % 7 {
        0 => lower::scenario(&ScenarioId::new("a"), "file.toml", text).diagnostics,
        1 => lower::rubric(&RubricId::new("a/b"), "file.toml", text).diagnostics,
        2 => lower::framework(&FrameworkId::new("a"), "file.toml", text).diagnostics,
        3 => lower::lexicon("file.toml", text).diagnostics,
        4 => lower::manifest("file.toml", text).diagnostics,
        5 => lower::marked("file.toml", text).diagnostics,
        _ => lower::marks("file.toml", text).diagnostics,
    }
}

fuzz_target!(|data: &[u8]| {
    let Some((kind, rest)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let found = lowered(*kind, text);
    for diagnostic in &found {
        for label in &diagnostic.labels {
            assert!(text.get(label.span.clone()).is_some(), "{diagnostic:?}");
        }
    }
    let shown = of_file("file.toml", text, &found, Look::default());
    assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
    // Mended once, it is a text that can be lowered again.
    if let Some(mended) = hotseat::author::mend::mend(text, &found) {
        lowered(*kind, &mended.text);
    }
});
