//! Reads Markdown into a tree of blocks, with the raw HTML gone and every text clean.

use anstyle::Style;
use pulldown_cmark::{Alignment, Event, Options, Parser, Tag, TagEnd};

use crate::terminal::sanitize::sanitize;
use crate::terminal::table::{Align, Table};
use crate::terminal::theme::{Role, Theme};
use crate::terminal::wrap::Run;

/// Quotations and lists that lie deeper than this are set as if they lay this deep, so that hostile
/// nesting costs neither stack nor width.
const DEEPEST: usize = 8;

/// A part of a document that starts on a line of its own.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    /// A title, by depth: 1 is the outermost.
    Heading(u8, Vec<Run>),
    Paragraph(Vec<Run>),
    Code(String),
    Quote(Vec<Block>),
    List(List),
    Table(Table),
    Rule,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct List {
    /// The number of the first item, for numbered lists.
    pub(super) first: Option<u64>,
    /// Items without blank lines between them.
    pub(super) tight: bool,
    pub(super) items: Vec<Vec<Block>>,
}

/// The blocks of a document.
pub(super) fn read(markdown: &str, theme: Theme) -> Vec<Block> {
    let mut builder = Builder::new(theme);
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        builder.take(event);
    }
    builder.finish()
}

/// A container that is still open.
enum Open {
    Quote(Vec<Block>),
    List(List),
    Item(Vec<Block>),
    /// Deeper than [`DEEPEST`]: its blocks go to the container around it.
    Through,
}

/// What is open within a run of inline text.
enum Inline {
    Emphasis,
    Strong,
    Link { address: String, from: usize },
    Image,
}

struct Builder {
    theme: Theme,
    done: Vec<Block>,
    open: Vec<Open>,
    inlines: Vec<Inline>,
    text: Vec<Run>,
    code: Option<String>,
    table: Option<Table>,
    row: Vec<Vec<Run>>,
}

impl Builder {
    fn new(theme: Theme) -> Self {
        Self {
            theme,
            done: Vec::new(),
            open: Vec::new(),
            inlines: Vec::new(),
            text: Vec::new(),
            code: None,
            table: None,
            row: Vec::new(),
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.inline(&text, Style::new()),
            },
            Event::Code(text) => {
                let code = self.theme.style(Role::Code);
                self.inline(&format!("`{text}`"), code);
            }
            Event::SoftBreak => self.inline(" ", Style::new()),
            Event::HardBreak => self.text.push(Run::plain("\n")),
            Event::Rule => {
                self.end_text();
                self.add(Block::Rule);
            }
            // Raw HTML is dropped; the other kinds belong to extensions that are off.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } => self.end_text(),
            Tag::BlockQuote(_) => self.enter(Open::Quote(Vec::new())),
            Tag::List(first) => {
                self.enter(Open::List(List { first, tight: true, items: Vec::new() }));
            }
            Tag::Item => self.enter(Open::Item(Vec::new())),
            Tag::CodeBlock(_) => {
                self.end_text();
                self.code = Some(String::new());
            }
            Tag::Table(align) => {
                self.end_text();
                let align = align.into_iter().map(alignment).collect();
                self.table = Some(Table { align, ..Table::default() });
            }
            Tag::Emphasis => self.open_inline(Inline::Emphasis),
            Tag::Strong => self.open_inline(Inline::Strong),
            Tag::Link { dest_url, .. } => {
                let from = self.text.len();
                self.inlines.push(Inline::Link { address: dest_url.into_string(), from });
            }
            Tag::Image { .. } => self.inlines.push(Inline::Image),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                // Only the items of a loose list hold paragraphs.
                if let [.., Open::List(list), Open::Item(_)] = self.open.as_mut_slice() {
                    list.tight = false;
                }
                self.end_text();
            }
            TagEnd::Heading(level) => {
                let text = self.take_text();
                self.add(Block::Heading(level as u8, text));
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => self.leave(),
            TagEnd::CodeBlock => {
                if let Some(code) = self.code.take() {
                    self.add(Block::Code(sanitize(&code).into_owned()));
                }
            }
            TagEnd::TableCell => {
                let text = self.take_text();
                self.row.push(text);
            }
            TagEnd::TableHead => {
                let row = std::mem::take(&mut self.row);
                if let Some(table) = &mut self.table {
                    table.head = row;
                }
            }
            TagEnd::TableRow => {
                let row = std::mem::take(&mut self.row);
                if let Some(table) = &mut self.table {
                    table.rows.push(row);
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.add(Block::Table(table));
                }
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image => self.end_inline(),
            _ => {}
        }
    }

    fn open_inline(&mut self, inline: Inline) {
        let sign = self.sign(&inline);
        self.inlines.push(inline);
        self.inline(sign, Style::new());
    }

    fn end_inline(&mut self) {
        let Some(inline) = self.inlines.last() else { return };
        let sign = self.sign(inline);
        self.inline(sign, Style::new());
        if let Some(Inline::Link { address, from }) = self.inlines.pop() {
            let shown: String = self.text.iter().skip(from).map(|run| run.text.as_str()).collect();
            let shown = shown.trim_start_matches("mailto:");
            if !address.is_empty() && shown != address.trim_start_matches("mailto:") {
                let link = self.theme.style(Role::Link);
                let space = if shown.is_empty() { "" } else { " " };
                self.inline(&format!("{space}("), Style::new());
                self.inline(&address, link);
                self.inline(")", Style::new());
            }
        }
    }

    /// The sign that stands for a style where there are no styles.
    fn sign(&self, inline: &Inline) -> &'static str {
        match inline {
            Inline::Emphasis if !self.theme.colour => "_",
            Inline::Strong if !self.theme.colour => "*",
            _ => "",
        }
    }

    /// Adds text in the style of everything that is open around it. Line feeds that came in by
    /// entities are spaces: only a hard break ends a line.
    fn inline(&mut self, text: &str, style: Style) {
        let clean = sanitize(text).replace(['\n', '\t'], " ");
        if clean.is_empty() {
            return;
        }
        let roles = self.inlines.iter().filter_map(|inline| match inline {
            Inline::Emphasis => Some(Role::Emphasis),
            Inline::Strong => Some(Role::Strong),
            Inline::Link { .. } | Inline::Image => None,
        });
        let effects = roles.fold(style.get_effects(), |effects, role| {
            effects | self.theme.style(role).get_effects()
        });
        self.text.push(Run::new(clean, style.effects(effects)));
    }

    fn take_text(&mut self) -> Vec<Run> {
        self.inlines.clear();
        std::mem::take(&mut self.text)
    }

    /// Ends a paragraph, also one that no tag has opened, as in a tight list.
    fn end_text(&mut self) {
        let text = self.take_text();
        if text.iter().any(|run| !run.text.trim().is_empty()) {
            self.add(Block::Paragraph(text));
        }
    }

    fn enter(&mut self, container: Open) {
        self.end_text();
        // A list and its items go deeper together, so that an item is always in a list.
        let through = match container {
            Open::Item(_) => matches!(self.open.last(), Some(Open::Through)),
            _ => self.open.len() >= 2 * DEEPEST,
        };
        self.open.push(if through { Open::Through } else { container });
    }

    fn leave(&mut self) {
        self.end_text();
        match self.open.pop() {
            Some(Open::Quote(blocks)) => self.add(Block::Quote(blocks)),
            Some(Open::List(list)) => self.add(Block::List(list)),
            Some(Open::Item(blocks)) => {
                if let Some(Open::List(list)) = self.open.last_mut() {
                    list.items.push(blocks);
                }
            }
            Some(Open::Through) | None => {}
        }
    }

    fn add(&mut self, block: Block) {
        for open in self.open.iter_mut().rev() {
            match open {
                Open::Quote(blocks) | Open::Item(blocks) => return blocks.push(block),
                Open::List(_) | Open::Through => {}
            }
        }
        self.done.push(block);
    }

    fn finish(mut self) -> Vec<Block> {
        self.end_text();
        self.done
    }
}

fn alignment(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None | Alignment::Left => Align::Left,
        Alignment::Center => Align::Centre,
        Alignment::Right => Align::Right,
    }
}
