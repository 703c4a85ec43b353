//! Colours and marks by what they mean, never by what they look like.
//!
//! Nothing on a screen means anything by colour alone: whatever a [`Role`] colours also has a mark,
//! a bracket or an underline, which is all that is left when colour is off.

use anstyle::{AnsiColor, Style};

/// What a piece of text is, on a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The title of a screen or section.
    Heading,
    /// Words that carry weight.
    Strong,
    /// Stressed words.
    Emphasis,
    /// Code, commands, file names.
    Code,
    /// The address of a link.
    Link,
    /// Words of the answer that earned points.
    Evidence,
    /// Words of the answer that meant it without saying it.
    Meant,
    /// Words of the answer that say the opposite.
    Denied,
    /// What the answer lacks.
    Missing,
    /// Something went well.
    Good,
    /// Something to look at.
    Warning,
    /// Something went wrong.
    Bad,
    /// Secondary: rules, hints, help.
    Dim,
}

/// A sign in front of, or between, pieces of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// There: found, done, right.
    Found,
    /// There in part.
    Partly,
    /// Not there.
    Missing,
    /// The opposite was said.
    Denied,
    /// Not known, or left to a person.
    Open,
    /// An item of a list.
    Bullet,
    /// An item of a list within a list.
    InnerBullet,
    /// The bar beside a quotation.
    Bar,
    /// A horizontal line.
    Rule,
    /// Where a rule and a bar meet.
    Cross,
    /// From one thing to the next.
    Arrow,
    /// Text was cut here.
    Ellipsis,
    /// Between things in a row.
    Between,
}

/// Whether colour and Unicode may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Colours and other styles may be used.
    pub colour: bool,
    /// Marks may be outside ASCII.
    pub unicode: bool,
}

impl Theme {
    /// Neither colour nor marks outside ASCII.
    pub const PLAIN: Self = Self { colour: false, unicode: false };

    /// The style of a role; the empty style when colour is off.
    #[must_use]
    pub fn style(self, role: Role) -> Style {
        if !self.colour {
            return Style::new();
        }
        match role {
            Role::Heading | Role::Strong => Style::new().bold(),
            Role::Emphasis => Style::new().italic(),
            Role::Code => AnsiColor::Cyan.on_default(),
            Role::Link => AnsiColor::Blue.on_default().underline(),
            Role::Evidence => AnsiColor::Green.on_default().bold().underline(),
            Role::Meant => AnsiColor::Cyan.on_default().underline(),
            Role::Denied => AnsiColor::Red.on_default().strikethrough(),
            Role::Missing | Role::Warning => AnsiColor::Yellow.on_default(),
            Role::Good => AnsiColor::Green.on_default(),
            Role::Bad => AnsiColor::Red.on_default().bold(),
            Role::Dim => Style::new().dimmed(),
        }
    }

    /// The text in the style of a role.
    #[must_use]
    pub fn paint(self, role: Role, text: &str) -> String {
        let style = self.style(role);
        format!("{style}{text}{style:#}")
    }

    /// The brackets that set words of the answer apart without colour: pairs that differ from role
    /// to role, and nothing for roles that are no part of an answer.
    #[must_use]
    pub fn brackets(self, role: Role) -> (&'static str, &'static str) {
        match role {
            Role::Evidence => ("[", "]"),
            Role::Meant => ("(~", "~)"),
            Role::Denied => ("<not: ", ">"),
            _ => ("", ""),
        }
    }

    /// The sign for a mark. All but the ASCII ellipsis and arrow are one column wide.
    #[must_use]
    pub fn mark(self, mark: Mark) -> &'static str {
        let (unicode, ascii) = match mark {
            Mark::Found => ("✓", "+"),
            Mark::Partly => ("◐", "~"),
            Mark::Missing => ("✗", "-"),
            Mark::Denied => ("≠", "!"),
            Mark::Open => ("?", "?"),
            Mark::Bullet => ("•", "-"),
            Mark::InnerBullet => ("◦", "*"),
            Mark::Bar => ("│", "|"),
            Mark::Rule => ("─", "-"),
            Mark::Cross => ("┼", "+"),
            Mark::Arrow => ("→", "->"),
            Mark::Ellipsis => ("…", "..."),
            Mark::Between => ("·", "/"),
        };
        if self.unicode { unicode } else { ascii }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLOUR: Theme = Theme { colour: true, unicode: true };

    #[test]
    fn paint_leaves_text_alone_without_colour() {
        assert_eq!(Theme::PLAIN.paint(Role::Bad, "no"), "no");
        assert_eq!(COLOUR.paint(Role::Strong, "yes"), "\x1B[1myes\x1B[0m");
    }

    #[test]
    fn evidence_can_be_told_apart_without_colour() {
        let brackets = [Role::Evidence, Role::Meant, Role::Denied].map(|r| COLOUR.brackets(r));
        assert!(brackets.iter().all(|(open, close)| !open.is_empty() && !close.is_empty()));
        assert!(brackets[0] != brackets[1] && brackets[1] != brackets[2]);
        assert_ne!(Theme::PLAIN.mark(Mark::Found), Theme::PLAIN.mark(Mark::Missing));
        assert_ne!(Theme::PLAIN.mark(Mark::Found), Theme::PLAIN.mark(Mark::Denied));
    }

    #[test]
    fn ascii_marks_are_ascii() {
        for mark in [Mark::Found, Mark::Partly, Mark::Missing, Mark::Denied, Mark::Open]
            .into_iter()
            .chain([Mark::Bullet, Mark::InnerBullet, Mark::Bar, Mark::Rule, Mark::Cross])
            .chain([Mark::Arrow, Mark::Ellipsis, Mark::Between])
        {
            assert!(Theme::PLAIN.mark(mark).is_ascii());
        }
    }
}
