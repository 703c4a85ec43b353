//! A calibration as the text of its file.

use crate::content::calibration::{Calibration, FitFigures};
use crate::content::ids::CriterionId;

/// The first line of every calibration, by which one is known before it is written over.
pub const FIRST_LINE: &str = "# A calibration, written by `hotseat calibrate`.";

/// The text; lowering it gives the calibration back.
#[must_use]
pub fn text(question: &str, own: &Calibration) -> String {
    let mut text = format!(
        "{FIRST_LINE} It is used only where it is asked for.\n\
         # For {question}. Weights are thousandths of a level of the answer.\n\
         # With weights fitted from data a score may fall under laws that hand-written rules do not.\n\n\
         format = 1\n"
    );
    let raters: Vec<String> = own.raters.iter().map(|name| quoted(name)).collect();
    let cuts: Vec<String> = own.cuts.iter().map(u8::to_string).collect();
    text.push_str(&format!(
        "# SHA-256 of the rubric and all else that its scores depend on; if any of it changes, this is refused.\n\
         basis = {}\nraters = [{}]\nset = {}\nanswers = {}\n\n\
         # Percent at which levels begin.\ncuts = [{}]\n\n\
         # Added to every answer: with the criteria, and with the words.\n\
         start = {}\nwords_start = {}\n\n\
         # All words together add or take at most this.\nbound = {}\n",
        quoted(&own.basis),
        raters.join(", "),
        quoted(&own.set),
        own.answers,
        cuts.join(", "),
        own.start,
        own.words_start,
        own.bound
    ));
    text.push_str("\n# Agreement with the marks, cross-validated, in thousandths.\n");
    figures(&mut text, "before", own.before);
    figures(&mut text, "after", own.after);
    if !own.criteria.is_empty() {
        text.push_str(
            "\n# What a criterion's highest level adds to what the author gave it.\n[criterion]\n",
        );
        for (id, adds) in &own.criteria {
            text.push_str(&format!("{} = {adds}\n", name(id)));
        }
    }
    if !own.words.is_empty() {
        text.push_str("\n# What words add, by their stems.\n[word]\n");
        for (words, adds) in &own.words {
            text.push_str(&format!("{} = {adds}\n", quoted(words)));
        }
    }
    text
}

fn figures(text: &mut String, title: &str, figures: FitFigures) {
    text.push_str(&format!("[{title}]\n"));
    let all = [("pearson", figures.pearson), ("spearman", figures.spearman), ("qwk", figures.qwk)];
    for (key, figure) in all {
        if let Some(figure) = figure {
            text.push_str(&format!("{key} = {figure}\n"));
        }
    }
}

fn name(id: &CriterionId) -> &str {
    id.as_str()
}

/// As a basic TOML string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
