//! The pattern language of rubrics: its syntax tree and its parser.
//!
//! ```text
//! pattern := near
//! near    := any ( ("+" any)* | (">" any)* )        both in one pattern need brackets
//! any     := phrase ("|" phrase)*
//! phrase  := term term*                             one other word may stand between two terms
//! term    := word | word* | =word | # | "exact words" | @group | "(" near ")"
//! ```
//!
//! What a word *is* (stems, typos) is for the matcher; here it is only text.

use std::fmt;
use std::ops::Range;

/// The deepest nesting of brackets that is accepted.
pub const MAX_DEPTH: usize = 16;
/// The longest pattern that is accepted, in bytes.
pub const MAX_LEN: usize = 2_000;

/// A parsed pattern together with the text that it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// As the author wrote it.
    pub source: String,
    /// What it means.
    pub node: Node,
}

/// One node of the syntax tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A single word.
    Word(Word),
    /// Words one after the other, all of them literal: `'"model card"'`.
    Exact(Exact),
    /// Any phrase of a named group.
    Group(GroupRef),
    /// Terms one after the other; one other word may stand between two of them.
    Phrase(Vec<Node>),
    /// One of these.
    Any(Vec<Node>),
    /// All of these, near one another in one sentence.
    Near {
        /// `>`: in this order. `+`: in any.
        ordered: bool,
        /// At least two.
        parts: Vec<Node>,
    },
}

/// A single word of a pattern, lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Without `*` and `=`.
    pub text: String,
    /// How it is compared.
    pub form: WordForm,
}

/// How a word is compared with one of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordForm {
    /// By stem, typos forgiven.
    Stem,
    /// `word*`: by its beginning.
    Prefix,
    /// `=word`: by stem, typos not forgiven.
    Strict,
    /// `#`: any word with a digit in it.
    Number,
}

/// Literal words, one after the other with nothing between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exact {
    /// As written.
    pub words: Vec<String>,
    /// Whether capitals count: they do where the author wrote any.
    pub capitals: bool,
}

/// A group of the lexicon or of the rubric, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRef {
    /// Without `@`.
    pub name: String,
    /// Where the name stands in the pattern, in bytes.
    pub span: Range<usize>,
}

impl Pattern {
    /// Parses one pattern.
    ///
    /// # Errors
    /// The first fault, with its byte range in `source`.
    pub fn parse(source: &str) -> Result<Self, PatternError> {
        if source.len() > MAX_LEN {
            return Err(PatternError { kind: PatternErrorKind::TooLong, span: 0..source.len() });
        }
        let tokens = tokenize(source)?;
        let mut parser = Parser { tokens: &tokens, at: 0, end: source.len(), depth: 0 };
        let node = parser.near()?;
        match parser.peek() {
            None => Ok(Self { source: source.to_owned(), node }),
            Some(token) => {
                let kind = match token.kind {
                    TokenKind::Close => PatternErrorKind::UnopenedBracket,
                    _ => PatternErrorKind::MixedNear,
                };
                Err(PatternError { kind, span: token.span.clone() })
            }
        }
    }

    /// The groups that it names, in the order of writing.
    #[must_use]
    pub fn groups(&self) -> Vec<&GroupRef> {
        let mut found = Vec::new();
        collect_groups(&self.node, &mut found);
        found
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)
    }
}

fn collect_groups<'a>(node: &'a Node, found: &mut Vec<&'a GroupRef>) {
    match node {
        Node::Word(_) | Node::Exact(_) => {}
        Node::Group(group) => found.push(group),
        Node::Phrase(parts) | Node::Any(parts) | Node::Near { parts, .. } => {
            for part in parts {
                collect_groups(part, found);
            }
        }
    }
}

/// Why a pattern does not parse, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct PatternError {
    /// What is wrong.
    pub kind: PatternErrorKind,
    /// Byte range into the pattern's text.
    pub span: Range<usize>,
}

/// What is wrong with a pattern.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternErrorKind {
    /// Nothing to match.
    #[error("the pattern is empty")]
    Empty,
    /// Over [`MAX_LEN`].
    #[error("the pattern is longer than {MAX_LEN} bytes")]
    TooLong,
    /// Brackets deeper than [`MAX_DEPTH`].
    #[error("brackets are nested deeper than {MAX_DEPTH}")]
    TooDeep,
    /// An operator with nothing on one side.
    #[error("`{0}` has nothing to its {1}")]
    MissingSide(char, &'static str),
    /// `+` and `>` side by side.
    #[error("`+` and `>` are mixed without brackets")]
    MixedNear,
    /// `(` without `)`.
    #[error("this bracket is never closed")]
    UnclosedBracket,
    /// `)` without `(`.
    #[error("this bracket closes nothing")]
    UnopenedBracket,
    /// `"` without its partner.
    #[error("this quotation mark is never closed")]
    UnclosedQuote,
    /// `@` without a name.
    #[error("`@` must be followed by the name of a group")]
    GroupName,
    /// `*` somewhere else than at the end of a word.
    #[error("`*` stands for the rest of a word and belongs at its end")]
    Star,
    /// `*` behind fewer than three letters.
    #[error("`{0}*` would match almost anything: give at least three letters")]
    ShortPrefix(String),
    /// `=` without a word.
    #[error("`=` must be followed by a word")]
    Equals,
    /// A character that means nothing here.
    #[error("`{0}` means nothing in a pattern")]
    Character(char),
}

impl PatternErrorKind {
    /// What to write instead.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Empty => "write the words to look for, such as \"chat logs|transcripts\"",
            Self::TooLong => {
                "split it into several patterns of the same rule: one of them is enough"
            }
            Self::TooDeep => "name the inner part as a group and write @group",
            Self::MissingSide(..) => {
                "write words on both sides, such as \"interview|ask > agents\""
            }
            Self::MixedNear => "put one of them in brackets, such as \"(legal + risk) > sign off\"",
            Self::UnclosedBracket => "close it with `)`",
            Self::UnopenedBracket => "remove it, or open it with `(`",
            Self::UnclosedQuote => "close it: '\"model card\"'",
            Self::GroupName => "write the group's name directly behind it, such as @legal",
            Self::Star => "write the beginning of the word and then `*`, such as \"approv*\"",
            Self::ShortPrefix(_) => "write more of the word, or the whole word",
            Self::Equals => "write the word directly behind it, such as \"=police\"",
            Self::Character(',' | ';') => {
                "write `|` between ways to say the same thing, or a pattern for each"
            }
            Self::Character('\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}') => {
                "write straight quotation marks: '\"model card\"'"
            }
            Self::Character('\'' | '\u{2018}') => {
                "write double quotation marks for words as they stand: '\"model card\"'"
            }
            Self::Character('/') => "write `|` between ways to say the same thing",
            Self::Character('&') => "write `+` between two ideas that are both needed",
            Self::Character('[' | ']' | '{' | '}') => "write round brackets",
            Self::Character(_) => {
                "words, `|`, `+`, `>`, `*`, `=`, `#`, `@group`, brackets and double quotes are what there is"
            }
        }
    }
}

struct Token {
    kind: TokenKind,
    span: Range<usize>,
}

enum TokenKind {
    /// Words that were written as one, such as `sign-off`, are several.
    Words(Vec<Word>),
    Exact(Exact),
    Group(String),
    Open,
    Close,
    Or,
    Plus,
    Then,
}

impl TokenKind {
    fn operator(&self) -> Option<char> {
        match self {
            Self::Or => Some('|'),
            Self::Plus => Some('+'),
            Self::Then => Some('>'),
            _ => None,
        }
    }
}

/// Letters, digits and what may stand inside a word.
fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | '.' | '-' | '%' | '/' | '&')
}

fn tokenize(source: &str) -> Result<Vec<Token>, PatternError> {
    let mut tokens = Vec::new();
    let mut rest = source.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        let single = |kind| Token { kind, span: start..start + c.len_utf8() };
        match c {
            _ if c.is_whitespace() => {}
            '(' => tokens.push(single(TokenKind::Open)),
            ')' => tokens.push(single(TokenKind::Close)),
            '|' => tokens.push(single(TokenKind::Or)),
            '+' => tokens.push(single(TokenKind::Plus)),
            '>' => tokens.push(single(TokenKind::Then)),
            '"' => {
                let body = start + 1;
                let Some(len) = source[body..].find('"') else {
                    return Err(PatternError {
                        kind: PatternErrorKind::UnclosedQuote,
                        span: start..source.len(),
                    });
                };
                let end = body + len;
                while rest.next_if(|&(at, _)| at <= end).is_some() {}
                let span = start..end + 1;
                let words: Vec<String> = split_words(&source[body..end]);
                if words.is_empty() {
                    return Err(PatternError { kind: PatternErrorKind::Empty, span });
                }
                let capitals = words.iter().any(|w| w.chars().any(char::is_uppercase));
                tokens.push(Token { kind: TokenKind::Exact(Exact { words, capitals }), span });
            }
            '@' => {
                let mut end = start + 1;
                while let Some((at, c)) =
                    rest.next_if(|&(_, c)| c.is_ascii_alphanumeric() || c == '-' || c == '_')
                {
                    end = at + c.len_utf8();
                }
                if end == start + 1 {
                    return Err(PatternError {
                        kind: PatternErrorKind::GroupName,
                        span: start..end,
                    });
                }
                let name = source[start + 1..end].to_owned();
                tokens.push(Token { kind: TokenKind::Group(name), span: start..end });
            }
            '=' => {
                let (end, text) = take_word(source, start + 1, &mut rest);
                let span = start..end.max(start + 1);
                let words = words_of(&text, WordForm::Strict);
                if words.is_empty() {
                    return Err(PatternError { kind: PatternErrorKind::Equals, span });
                }
                tokens.push(Token { kind: TokenKind::Words(words), span });
            }
            '#' => {
                let word = Word { text: "#".to_owned(), form: WordForm::Number };
                tokens.push(single(TokenKind::Words(vec![word])));
            }
            '*' => {
                return Err(PatternError { kind: PatternErrorKind::Star, span: start..start + 1 });
            }
            _ if is_word_char(c) => {
                let (mut end, tail) = take_word(source, start + c.len_utf8(), &mut rest);
                let text = format!("{c}{tail}");
                let mut words = words_of(&text, WordForm::Stem);
                if rest.next_if(|&(_, c)| c == '*').is_some() {
                    end += 1;
                    if rest.peek().is_some_and(|&(_, c)| is_word_char(c)) {
                        return Err(PatternError {
                            kind: PatternErrorKind::Star,
                            span: end - 1..end,
                        });
                    }
                    if let Some(last) = words.last_mut() {
                        if last.text.chars().count() < 3 {
                            return Err(PatternError {
                                kind: PatternErrorKind::ShortPrefix(last.text.clone()),
                                span: start..end,
                            });
                        }
                        last.form = WordForm::Prefix;
                    }
                }
                let unknown = match c {
                    '\'' | '\u{2018}' => Some(c),
                    // A lone dash or full stop between words separates them and says nothing.
                    _ if words.is_empty() => text.chars().find(|c| !matches!(c, '-' | '.' | '%')),
                    _ => None,
                };
                if let Some(c) = unknown {
                    let span = start..start + c.len_utf8();
                    return Err(PatternError { kind: PatternErrorKind::Character(c), span });
                }
                if !words.is_empty() {
                    tokens.push(Token { kind: TokenKind::Words(words), span: start..end });
                }
            }
            _ => {
                // Commas between words are read as nothing by people and would be a silent trap.
                return Err(PatternError {
                    kind: PatternErrorKind::Character(c),
                    span: start..start + c.len_utf8(),
                });
            }
        }
    }
    Ok(tokens)
}

type Chars<'a> = std::iter::Peekable<std::str::CharIndices<'a>>;

fn take_word(source: &str, start: usize, rest: &mut Chars<'_>) -> (usize, String) {
    let mut end = start;
    while let Some((at, c)) = rest.next_if(|&(_, c)| is_word_char(c)) {
        end = at + c.len_utf8();
    }
    (end, source[start..end].to_owned())
}

/// Splits as the reading pass does: at everything but letters, digits, inner apostrophes and points
/// between digits.
#[must_use]
pub fn split_words(text: &str) -> Vec<String> {
    use unicode_segmentation::UnicodeSegmentation;
    text.unicode_words().map(|word| word.replace('\u{2019}', "'")).collect()
}

fn words_of(text: &str, form: WordForm) -> Vec<Word> {
    split_words(text).into_iter().map(|word| Word { text: word.to_lowercase(), form }).collect()
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    end: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    fn near(&mut self) -> Result<Node, PatternError> {
        let first = self.any(None)?;
        let Some(ordered) = self.near_operator() else { return Ok(first) };
        let mut parts = vec![first];
        while let Some(token) = self.peek() {
            match token.kind {
                TokenKind::Plus if !ordered => {}
                TokenKind::Then if ordered => {}
                TokenKind::Plus | TokenKind::Then => {
                    return Err(PatternError {
                        kind: PatternErrorKind::MixedNear,
                        span: token.span.clone(),
                    });
                }
                _ => break,
            }
            self.at += 1;
            parts.push(self.any(Some(token))?);
        }
        Ok(Node::Near { ordered, parts })
    }

    fn near_operator(&self) -> Option<bool> {
        match self.peek()?.kind {
            TokenKind::Plus => Some(false),
            TokenKind::Then => Some(true),
            _ => None,
        }
    }

    fn any(&mut self, behind: Option<&Token>) -> Result<Node, PatternError> {
        let mut parts = vec![self.phrase(behind)?];
        while let Some(token) = self.peek() {
            if !matches!(token.kind, TokenKind::Or) {
                break;
            }
            self.at += 1;
            parts.push(self.phrase(Some(token))?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Node::Any(parts) })
    }

    fn phrase(&mut self, behind: Option<&Token>) -> Result<Node, PatternError> {
        let mut terms = Vec::new();
        while let Some(token) = self.peek() {
            match &token.kind {
                TokenKind::Words(words) => terms.extend(words.iter().cloned().map(Node::Word)),
                TokenKind::Exact(exact) => terms.push(Node::Exact(exact.clone())),
                TokenKind::Group(name) => terms
                    .push(Node::Group(GroupRef { name: name.clone(), span: token.span.clone() })),
                TokenKind::Open => {
                    terms.push(self.bracketed(token)?);
                    continue;
                }
                _ => break,
            }
            self.at += 1;
        }
        match terms.len() {
            0 => Err(self.nothing_here(behind)),
            1 => Ok(terms.remove(0)),
            _ => Ok(Node::Phrase(terms)),
        }
    }

    fn bracketed(&mut self, open: &Token) -> Result<Node, PatternError> {
        if self.depth == MAX_DEPTH {
            return Err(PatternError { kind: PatternErrorKind::TooDeep, span: open.span.clone() });
        }
        self.depth += 1;
        self.at += 1;
        let node = self.near()?;
        self.depth -= 1;
        match self.peek() {
            Some(Token { kind: TokenKind::Close, .. }) => {
                self.at += 1;
                Ok(node)
            }
            _ => Err(PatternError {
                kind: PatternErrorKind::UnclosedBracket,
                span: open.span.clone(),
            }),
        }
    }

    /// The fault where a phrase should begin and none does.
    fn nothing_here(&self, behind: Option<&Token>) -> PatternError {
        if let Some(operator) = behind.and_then(|t| t.kind.operator()) {
            let span = behind.map_or(0..self.end, |t| t.span.clone());
            return PatternError { kind: PatternErrorKind::MissingSide(operator, "right"), span };
        }
        match self.peek() {
            Some(token) => {
                let kind = match token.kind.operator() {
                    Some(operator) => PatternErrorKind::MissingSide(operator, "left"),
                    None if matches!(token.kind, TokenKind::Close) && self.depth == 0 => {
                        PatternErrorKind::UnopenedBracket
                    }
                    None => PatternErrorKind::Empty,
                };
                PatternError { kind, span: token.span.clone() }
            }
            None => PatternError { kind: PatternErrorKind::Empty, span: 0..self.end },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(source: &str) -> String {
        fn show(node: &Node) -> String {
            let list =
                |parts: &[Node], sep: &str| parts.iter().map(show).collect::<Vec<_>>().join(sep);
            match node {
                Node::Word(word) => match word.form {
                    WordForm::Stem => word.text.clone(),
                    WordForm::Prefix => format!("{}*", word.text),
                    WordForm::Strict => format!("={}", word.text),
                    WordForm::Number => word.text.clone(),
                },
                Node::Exact(exact) => format!("{:?}", exact.words.join(" ")),
                Node::Group(group) => format!("@{}", group.name),
                Node::Phrase(parts) => format!("[{}]", list(parts, " ")),
                Node::Any(parts) => format!("({})", list(parts, " | ")),
                Node::Near { ordered, parts } => {
                    format!("<{}>", list(parts, if *ordered { " > " } else { " + " }))
                }
            }
        }
        match Pattern::parse(source) {
            Ok(pattern) => show(&pattern.node),
            Err(error) => format!("{error} at {:?}", error.span),
        }
    }

    #[test]
    fn a_phrase_binds_tighter_than_or_and_or_tighter_than_near() {
        assert_eq!(shape("chat logs|transcripts > read"), "<([chat logs] | transcripts) > read>");
        assert_eq!(shape("a + b + c"), "<a + b + c>");
        assert_eq!(shape("(a + b) > c|d"), "<<a + b> > (c | d)>");
    }

    #[test]
    fn marks_that_would_say_nothing_are_refused_where_they_stand_alone() {
        for (source, sign, at) in
            [("stop & line", '&', 5), ("audit / review", '/', 6), ("'stop' > line", '\'', 0)]
        {
            let error = Pattern::parse(source).unwrap_err();
            assert_eq!((error.kind, error.span.start), (PatternErrorKind::Character(sign), at));
        }
        for source in ["r&d", "24/7", "customers' data", "stop - line", "5 %", "don't"] {
            assert!(Pattern::parse(source).is_ok(), "{source}");
        }
    }

    #[test]
    fn words_carry_their_form() {
        assert_eq!(shape("approv* =police sign-off"), "[approv* =police sign off]");
        assert_eq!(shape("@legal > @approve"), "<@legal > @approve>");
        assert_eq!(shape("# percent"), "[# percent]");
        assert_eq!(shape("\"US\" law"), "[\"US\" law]");
    }

    #[test]
    fn faults_name_their_place() {
        assert_eq!(shape(""), "the pattern is empty at 0..0");
        assert_eq!(shape("a + b > c"), "`+` and `>` are mixed without brackets at 6..7");
        assert_eq!(shape("a |"), "`|` has nothing to its right at 2..3");
        assert_eq!(shape("> a"), "`>` has nothing to its left at 0..1");
        assert_eq!(shape("(a + b"), "this bracket is never closed at 0..1");
        assert_eq!(shape("a)"), "this bracket closes nothing at 1..2");
        assert_eq!(shape("\"model"), "this quotation mark is never closed at 0..6");
        assert_eq!(
            shape("ab* c"),
            "`ab*` would match almost anything: give at least three letters at 0..3"
        );
        assert_eq!(shape("@ legal"), "`@` must be followed by the name of a group at 0..1");
        assert_eq!(shape("a, b"), "`,` means nothing in a pattern at 1..2");
    }
}
