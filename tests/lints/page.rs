//! A page on a problem, taken apart: head, prose, cases.

/// Sections that a page may have, in this order; only `Why` may be left out.
const SECTIONS: [&str; 3] = ["Why", "Example", "Instead"];

/// A fenced block.
#[derive(Clone, Debug)]
pub struct Fence {
    /// The word behind the three backticks: `toml`, `text`, `bytes` ...
    pub kind: String,
    /// What of the library it replaces: the path that stands alone on the line above, or else the
    /// second word behind the backticks.
    pub target: Option<String>,
    /// Index of its first line within the page's lines.
    pub first: usize,
    pub text: String,
}

/// A line of a page, or a fenced block of lines.
pub enum Piece<'a> {
    Line(&'a str),
    Fence(Fence),
}

/// The pieces of a page, in order.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut above = "";
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let body = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```");
            let text = body.map(|line| format!("{line}\n")).collect();
            let (kind, part) = info.split_once(' ').map_or((info, None), |(a, b)| (a, Some(b)));
            let path = above.strip_prefix('`').and_then(|line| line.strip_suffix('`'));
            let target = path.or(part).map(str::to_owned);
            pieces.push(Piece::Fence(Fence { kind: kind.to_owned(), target, first: at + 1, text }));
            above = "";
        } else {
            pieces.push(Piece::Line(line));
            above = if line.is_empty() { above } else { line };
        }
    }
    pieces
}

/// What is put into the library, and the report that follows.
#[derive(Clone, Debug, Default)]
pub struct Case {
    pub inputs: Vec<Fence>,
    /// None where nothing is reported.
    pub report: Option<Fence>,
    /// Whether the page's code must be among what is reported; else it must not.
    pub is_example: bool,
}

impl Case {
    /// Whether the report can be written anew; what is left out of it is a person's choice.
    pub fn can_be_blessed(&self) -> bool {
        self.report.as_ref().is_none_or(|fence| !fence.text.contains("\n...\n"))
    }
}

/// A page on a problem.
#[derive(Debug)]
pub struct Page {
    pub severity: String,
    /// `file`, `name`, `rubric`, `question` or `library`.
    pub group: String,
    /// The first sentence.
    pub what: String,
    pub cases: Vec<Case>,
}

/// Takes a page apart; says what is amiss with its shape.
pub fn read(code: &str, name: &str, text: &str) -> Result<Page, String> {
    let mut lines = text.lines();
    let title = format!("# {code} {name}");
    if lines.next() != Some(title.as_str()) {
        return Err(format!("the first line should be `{title}`"));
    }
    let mut paragraphs = lines.filter(|line| !line.is_empty());
    let kind = paragraphs.next().unwrap_or_default();
    let (severity, group) = kind
        .strip_prefix('*')
        .and_then(|kind| kind.strip_suffix(".*"))
        .and_then(|kind| kind.split_once(", "))
        .ok_or_else(|| format!("`{kind}` should be as `*Warning, rubric.*`"))?;
    let what = paragraphs.next().unwrap_or_default();
    if what.is_empty() || what.starts_with(['#', '`']) || !what.ends_with('.') {
        return Err("the page should begin with a sentence".to_owned());
    }
    let what = what.split_once(". ").map_or(what, |(first, _)| first).trim_end_matches('.');
    Ok(Page {
        severity: severity.to_lowercase(),
        group: group.to_owned(),
        what: format!("{what}."),
        cases: cases(text)?,
    })
}

fn cases(text: &str) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    let mut sections: Vec<&str> = Vec::new();
    let mut case = Case::default();
    for piece in pieces(text) {
        match piece {
            Piece::Fence(fence) if fence.kind == "text" => {
                case.report = Some(fence);
                close(&mut case, &mut cases);
            }
            Piece::Fence(fence) if fence.target.is_some() => {
                // The same part of the library a second time begins another case.
                if case.inputs.iter().any(|own| own.target == fence.target) {
                    close(&mut case, &mut cases);
                }
                case.inputs.push(fence);
            }
            Piece::Fence(fence) => {
                return Err(format!("line {}: it is not said what this replaces", fence.first));
            }
            Piece::Line(line) if line.starts_with("##") => {
                close(&mut case, &mut cases);
                sections.extend(line.strip_prefix("## "));
                case.is_example = sections.last() == Some(&"Example");
            }
            Piece::Line(_) => {}
        }
    }
    close(&mut case, &mut cases);
    let expected: Vec<&str> =
        SECTIONS.into_iter().filter(|own| *own != "Why" || sections.contains(own)).collect();
    if sections != expected {
        return Err(format!("the sections are {sections:?}, and should be {expected:?}"));
    }
    for is_example in [true, false] {
        if !cases.iter().any(|case| case.is_example == is_example) {
            return Err("both `Example` and `Instead` should show a file".to_owned());
        }
    }
    Ok(cases)
}

fn close(case: &mut Case, cases: &mut Vec<Case>) {
    let next = Case { is_example: case.is_example, ..Case::default() };
    let done = std::mem::replace(case, next);
    if !done.inputs.is_empty() || done.report.is_some() {
        cases.push(done);
    }
}

/// The page with other text in a fence.
pub fn with_fence(page: &str, fence: &Fence, text: &str) -> String {
    let lines: Vec<&str> = page.split_inclusive('\n').collect();
    let end = fence.first + fence.text.lines().count();
    format!("{}{text}{}", lines[..fence.first].concat(), lines[end..].concat())
}
