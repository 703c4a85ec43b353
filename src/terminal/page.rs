//! What is put on the screen in a row: headings, paragraphs, Markdown, lists of facts.
//!
//! Everything that comes from content, answers or files goes through here or through the Markdown
//! renderer, and so never reaches the terminal with control sequences in it.

use std::io;

use super::console::Console;
use super::markdown;
use super::sanitize::sanitize;
use super::screen::Screen;
use super::theme::{Mark, Role};
use super::wrap::{Run, paint, prefixed, wrap, wrap_text};

/// Text that is being put together for a screen.
pub struct Page {
    screen: Screen,
    text: String,
}

impl Page {
    /// An empty page for this screen.
    #[must_use]
    pub fn new(screen: Screen) -> Self {
        Self { screen, text: String::new() }
    }

    /// The text so far.
    #[must_use]
    pub fn finish(self) -> String {
        self.text
    }

    /// Prints the page.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn show(self, console: &mut Console<'_>) -> io::Result<()> {
        console.output.write_all(self.text.as_bytes())?;
        console.output.flush()
    }

    /// An empty line, unless there is one already. At the top of a page it sets the page apart from
    /// what is on the screen.
    pub fn gap(&mut self) -> &mut Self {
        if !self.text.ends_with("\n\n") && self.text != "\n" {
            self.text.push('\n');
        }
        self
    }

    /// An empty line, but not at the top.
    fn apart(&mut self) -> &mut Self {
        if self.text.is_empty() { self } else { self.gap() }
    }

    /// A line across the screen with a title in it: where a new part begins.
    pub fn part(&mut self, title: &str) -> &mut Self {
        let theme = self.screen.theme;
        let title = sanitize(title);
        let rule = theme.mark(Mark::Rule);
        let used = super::wrap::width(&title) + 4;
        let rest = self.screen.prose.saturating_sub(used);
        self.gap();
        if rest == 0 {
            return self.heading(&title);
        }
        self.text.push_str(&format!(
            "{} {} {}\n",
            theme.paint(Role::Dim, &rule.repeat(2)),
            theme.paint(Role::Heading, &title),
            theme.paint(Role::Dim, &rule.repeat(rest))
        ));
        self.gap()
    }

    /// A heading within a part.
    pub fn heading(&mut self, title: &str) -> &mut Self {
        self.apart();
        let style = self.screen.theme.style(Role::Heading);
        let lines = wrap_text(&sanitize(title), style, self.screen.prose);
        self.text.push_str(&paint(&lines));
        self
    }

    /// A paragraph.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.styled(Role::Emphasis, text, false)
    }

    /// A paragraph of secondary importance.
    pub fn aside(&mut self, text: &str) -> &mut Self {
        self.styled(Role::Dim, text, true)
    }

    fn styled(&mut self, role: Role, text: &str, style: bool) -> &mut Self {
        let style = if style { self.screen.theme.style(role) } else { anstyle::Style::new() };
        for line in sanitize(text).lines() {
            if line.trim().is_empty() {
                self.text.push('\n');
            } else {
                self.text.push_str(&paint(&wrap_text(line, style, self.screen.prose)));
            }
        }
        self
    }

    /// Markdown.
    pub fn markdown(&mut self, text: &str) -> &mut Self {
        self.apart();
        self.text.push_str(&markdown::render(text.trim(), self.screen.prose, self.screen.theme));
        self
    }

    /// A paragraph with something in front of it that later lines are indented by.
    pub fn hanging(&mut self, lead: &str, runs: &[Run]) -> &mut Self {
        let columns = self.screen.prose.saturating_sub(super::wrap::width(lead)).max(20);
        let indent = " ".repeat(super::wrap::width(lead));
        let lines = prefixed(wrap(runs, columns), &Run::plain(lead), &Run::plain(indent));
        self.text.push_str(&paint(&lines));
        self
    }

    /// Text as it is: already rendered.
    pub fn raw(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// The screen that the page is for.
    #[must_use]
    pub fn screen(&self) -> Screen {
        self.screen
    }
}
