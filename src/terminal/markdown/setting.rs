//! Sets the blocks of a document in lines of a given width: headings, hanging indents, bars beside
//! quotations, tables.

use anstyle::Style;

use super::blocks::{Block, List};
use crate::terminal::theme::{Mark, Role, Theme};
use crate::terminal::wrap::{Line, Run, line_width, prefixed, width, wrap, wrap_text};

/// An indent that would leave less than this for the text is not made.
const NARROWEST: usize = 16;

/// The blocks as lines of at most `columns`, one blank line between blocks.
pub(super) fn lines(blocks: &[Block], columns: usize, theme: Theme) -> Vec<Line> {
    Setter { theme, depth: 0 }.blocks(blocks, columns, false)
}

#[derive(Clone, Copy)]
struct Setter {
    theme: Theme,
    /// How many bullet lists lie around.
    depth: usize,
}

impl Setter {
    fn blocks(self, blocks: &[Block], columns: usize, tight: bool) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for block in blocks {
            let set = self.block(block, columns);
            if !tight && !lines.is_empty() && !set.is_empty() {
                lines.push(Line::new());
            }
            lines.extend(set);
        }
        lines
    }

    fn block(self, block: &Block, columns: usize) -> Vec<Line> {
        match block {
            Block::Heading(level, text) => self.heading(*level, text, columns),
            Block::Paragraph(text) => wrap(text, columns),
            Block::Code(code) => self.code(code, columns),
            Block::Quote(blocks) => self.quote(blocks, columns),
            Block::List(list) => self.list(list, columns),
            Block::Table(table) => table.lines(columns, self.theme),
            Block::Rule => {
                let rule = self.theme.mark(Mark::Rule).repeat(columns.min(40));
                vec![vec![Run::new(rule, self.theme.style(Role::Dim))]]
            }
        }
    }

    /// With colour a heading is bold, the first level underlined too; without, a line of signs
    /// below it says how deep it is.
    fn heading(self, level: u8, text: &[Run], columns: usize) -> Vec<Line> {
        let mut style = self.theme.style(Role::Heading);
        if self.theme.colour && level == 1 {
            style = style.underline();
        }
        let restyle = |run: &Run| {
            let effects = run.style.get_effects() | style.get_effects();
            Run::new(run.text.clone(), run.style.effects(effects))
        };
        let runs: Vec<Run> = text.iter().map(restyle).collect();
        let mut lines = wrap(&runs, columns);
        if !self.theme.colour {
            let sign = match level {
                1 => "=",
                2 => "-",
                _ => "~",
            };
            let longest = lines.iter().map(|line| line_width(line)).max().unwrap_or(0);
            if longest > 0 {
                lines.push(vec![Run::plain(sign.repeat(longest))]);
            }
        }
        lines
    }

    fn code(self, code: &str, columns: usize) -> Vec<Line> {
        let indent = Run::plain("    ");
        let style = self.theme.style(Role::Code);
        let lines = wrap_text(code.trim_end_matches('\n'), style, columns - 4);
        prefixed(lines, &indent, &indent)
    }

    fn quote(self, blocks: &[Block], columns: usize) -> Vec<Line> {
        let bar = Run::new(format!("{} ", self.theme.mark(Mark::Bar)), self.theme.style(Role::Dim));
        if columns < NARROWEST + 2 {
            return self.blocks(blocks, columns, false);
        }
        prefixed(self.blocks(blocks, columns - 2, false), &bar, &bar)
    }

    fn list(self, list: &List, columns: usize) -> Vec<Line> {
        let markers: Vec<String> = (0u64..)
            .zip(&list.items)
            .map(|(at, _)| match list.first {
                Some(first) => format!("{}. ", first.saturating_add(at)),
                None if self.depth.is_multiple_of(2) => {
                    format!("{} ", self.theme.mark(Mark::Bullet))
                }
                None => format!("{} ", self.theme.mark(Mark::InnerBullet)),
            })
            .collect();
        let hang = markers.iter().map(|marker| width(marker)).max().unwrap_or(0);
        let inner = Self { depth: self.depth + usize::from(list.first.is_none()), ..self };
        let mut lines: Vec<Line> = Vec::new();
        for (marker, item) in markers.iter().zip(&list.items) {
            if !list.tight && !lines.is_empty() {
                lines.push(Line::new());
            }
            if columns < NARROWEST + hang {
                lines.push(vec![Run::new(marker.trim_end(), Style::new())]);
                lines.extend(inner.blocks(item, columns, list.tight));
                continue;
            }
            let marker = Run::plain(format!("{marker:>hang$}"));
            let mut set = inner.blocks(item, columns - hang, list.tight);
            if set.is_empty() {
                set.push(Line::new());
            }
            lines.extend(prefixed(set, &marker, &Run::plain(" ".repeat(hang))));
        }
        lines
    }
}
