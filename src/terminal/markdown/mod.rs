//! Markdown as lines for a terminal.
//!
//! Reading builds a tree of blocks, setting turns the tree into lines. Raw HTML is dropped, images
//! are their descriptions, and nothing in the text can steer the terminal, however it is written.

mod blocks;
mod setting;

use super::theme::Theme;
use super::wrap::{Line, paint};

/// Markdown as printable text whose lines take at most `columns` (at least 20).
#[must_use]
pub fn render(markdown: &str, columns: usize, theme: Theme) -> String {
    paint(&lines(markdown, columns, theme))
}

/// Markdown as lines, for views that set them beside other things.
#[must_use]
pub fn lines(markdown: &str, columns: usize, theme: Theme) -> Vec<Line> {
    setting::lines(&blocks::read(markdown, theme), columns.max(20), theme)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::wrap::line_width;
    use proptest::prelude::*;

    const COLOUR: Theme = Theme { colour: true, unicode: true };
    const UNICODE: Theme = Theme { colour: false, unicode: true };

    const DOCUMENT: &str = "\
# The chatbot

You are the *project manager*. The regulator asks **by Friday** what the chatbot `claims-bot` \
decides, and on which data; see [the guidance](https://example.org/guidance/ai) or <https://example.org>.

## What you have

1. The policy, which says:
   > Every automated decision is explained
   > to the person concerned.
2. Logs:
   - chat logs of six weeks, kept by the vendor and never looked at by anyone in your own house
   - none of the intents
     - not even a list

10. ![The team's chart](chart.png) and
    a second line

---

| group | approved | note |
|:------|---------:|:----:|
| 18-39 | 45 % | ok |
| 60+   | 32 % | **look** at this one, and say whether the difference is one that matters |

```text
approve = score >= 0.5
```

### Then

<div onclick=\"x()\">Raw <b>HTML</b> goes</div>

Last line,  \nbroken.
";

    #[test]
    fn a_document_at_eighty_columns_in_colour() {
        insta::assert_snapshot!(render(DOCUMENT, 80, COLOUR).replace('\x1B', "␛"), @r"
        ␛[1m␛[4mThe chatbot␛[0m

        You are the ␛[3mproject manager␛[0m. The regulator asks ␛[1mby Friday␛[0m what the chatbot
        ␛[36m`claims-bot`␛[0m decides, and on which data; see the guidance
        (␛[4m␛[34mhttps://example.org/guidance/ai␛[0m) or https://example.org.

        ␛[1mWhat you have␛[0m

        1. The policy, which says:

           ␛[2m│ ␛[0mEvery automated decision is explained to the person concerned.

        2. Logs:

           • chat logs of six weeks, kept by the vendor and never looked at by anyone in
             your own house
           • none of the intents
             ◦ not even a list

        3. The team's chart and a second line

        ␛[2m────────────────────────────────────────␛[0m

        ␛[1mgroup␛[0m␛[2m │ ␛[0m␛[1mapproved␛[0m␛[2m │ ␛[0m                            ␛[1mnote␛[0m
        ␛[2m──────┼──────────┼──────────────────────────────────────────────────────────────␛[0m
        18-39␛[2m │ ␛[0m    45 %␛[2m │ ␛[0m                             ok
        ␛[2m──────┼──────────┼──────────────────────────────────────────────────────────────␛[0m
        60+  ␛[2m │ ␛[0m    32 %␛[2m │ ␛[0m␛[1mlook␛[0m at this one, and say whether the difference is one that
             ␛[2m │ ␛[0m        ␛[2m │ ␛[0m                           matters

            ␛[36mapprove = score >= 0.5␛[0m

        ␛[1mThen␛[0m

        Last line,
        broken.
        ");
    }

    #[test]
    fn a_document_at_eighty_columns_without_colour() {
        insta::assert_snapshot!(render(DOCUMENT, 80, UNICODE), @r"
        The chatbot
        ===========

        You are the _project manager_. The regulator asks *by Friday* what the chatbot
        `claims-bot` decides, and on which data; see the guidance
        (https://example.org/guidance/ai) or https://example.org.

        What you have
        -------------

        1. The policy, which says:

           │ Every automated decision is explained to the person concerned.

        2. Logs:

           • chat logs of six weeks, kept by the vendor and never looked at by anyone in
             your own house
           • none of the intents
             ◦ not even a list

        3. The team's chart and a second line

        ────────────────────────────────────────

        group │ approved │                             note
        ──────┼──────────┼──────────────────────────────────────────────────────────────
        18-39 │     45 % │                              ok
        ──────┼──────────┼──────────────────────────────────────────────────────────────
        60+   │     32 % │   *look* at this one, and say whether the difference is one
              │          │                         that matters

            approve = score >= 0.5

        Then
        ~~~~

        Last line,
        broken.
        ");
    }

    #[test]
    fn a_document_at_sixty_columns_in_colour() {
        insta::assert_snapshot!(render(DOCUMENT, 60, COLOUR).replace('\x1B', "␛"), @r"
        ␛[1m␛[4mThe chatbot␛[0m

        You are the ␛[3mproject manager␛[0m. The regulator asks ␛[1mby Friday␛[0m
        what the chatbot ␛[36m`claims-bot`␛[0m decides, and on which data;
        see the guidance (␛[4m␛[34mhttps://example.org/guidance/ai␛[0m) or
        https://example.org.

        ␛[1mWhat you have␛[0m

        1. The policy, which says:

           ␛[2m│ ␛[0mEvery automated decision is explained to the person
           ␛[2m│ ␛[0mconcerned.

        2. Logs:

           • chat logs of six weeks, kept by the vendor and never
             looked at by anyone in your own house
           • none of the intents
             ◦ not even a list

        3. The team's chart and a second line

        ␛[2m────────────────────────────────────────␛[0m

        ␛[1mgroup␛[0m␛[2m │ ␛[0m␛[1mapproved␛[0m␛[2m │ ␛[0m                  ␛[1mnote␛[0m
        ␛[2m──────┼──────────┼──────────────────────────────────────────␛[0m
        18-39␛[2m │ ␛[0m    45 %␛[2m │ ␛[0m                   ok
        ␛[2m──────┼──────────┼──────────────────────────────────────────␛[0m
        60+  ␛[2m │ ␛[0m    32 %␛[2m │ ␛[0m  ␛[1mlook␛[0m at this one, and say whether the
             ␛[2m │ ␛[0m        ␛[2m │ ␛[0m     difference is one that matters

            ␛[36mapprove = score >= 0.5␛[0m

        ␛[1mThen␛[0m

        Last line,
        broken.
        ");
    }

    #[test]
    fn a_document_at_sixty_columns_without_colour_or_unicode() {
        insta::assert_snapshot!(render(DOCUMENT, 60, Theme::PLAIN), @r"
        The chatbot
        ===========

        You are the _project manager_. The regulator asks *by
        Friday* what the chatbot `claims-bot` decides, and on which
        data; see the guidance (https://example.org/guidance/ai) or
        https://example.org.

        What you have
        -------------

        1. The policy, which says:

           | Every automated decision is explained to the person
           | concerned.

        2. Logs:

           - chat logs of six weeks, kept by the vendor and never
             looked at by anyone in your own house
           - none of the intents
             * not even a list

        3. The team's chart and a second line

        ----------------------------------------

        group | approved |                   note
        ------+----------+------------------------------------------
        18-39 |     45 % |                    ok
        ------+----------+------------------------------------------
        60+   |     32 % |  *look* at this one, and say whether the
              |          |      difference is one that matters

            approve = score >= 0.5

        Then
        ~~~~

        Last line,
        broken.
        ");
    }

    #[test]
    fn entities_and_code_cannot_steer_the_terminal() {
        let hostile = "a&#27;[31mb &#x9b;2J\n\n`&#27;`\n\n    \x1B]0;t\x07code\n\n&#x202e;x\n\n\
                       | &#27;c |\n|--|\n| \x1B[1m |\n\n[l](<http://x/\x1B[2J>) ![\x1B[2J](y)";
        for theme in [UNICODE, Theme::PLAIN] {
            let shown = render(hostile, 60, theme);
            assert!(shown.chars().all(|c| c == '\n' || !c.is_control()), "{shown:?}");
            assert!(!shown.contains('\u{202E}'));
        }
    }

    #[test]
    fn deep_nesting_costs_neither_stack_nor_width() {
        for hostile in [
            "> ".repeat(20_000) + "deep",
            "- ".repeat(5_000) + "deep",
            "1. > ".repeat(3_000) + "deep",
        ] {
            let lines = lines(&hostile, 40, UNICODE);
            assert!(lines.iter().all(|line| line_width(line) <= 40));
            assert!(paint(&lines).contains("deep"));
        }
    }

    #[test]
    fn links_show_their_address_once() {
        assert_eq!(render("<https://a.b>", 40, UNICODE), "https://a.b\n");
        assert_eq!(render("<me@a.b>", 40, UNICODE), "me@a.b\n");
        assert_eq!(render("[a](https://a.b)", 40, UNICODE), "a (https://a.b)\n");
        assert_eq!(render("![pic](x.png)", 40, UNICODE), "pic\n");
    }

    fn markdown() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "# ",
            "## ",
            "- ",
            "  - ",
            "1. ",
            "999999999. ",
            "> ",
            "```\n",
            "`",
            "*",
            "**",
            "_",
            "[x](",
            ")",
            "![",
            "](",
            "| a | b |\n|--|:-:|\n| ",
            " | ",
            "\n",
            "\n\n",
            "---\n",
            "<b>",
            "&#27;",
            "\\",
            "    ",
            "\t",
            "  \n",
            "word ",
            "a-very-long-word-that-goes-on-and-on-",
            "漢字",
            "👩‍🔬",
            "e\u{301}",
            "\u{7}",
            "\r\n",
            "https://example.org/a/b?c=d ",
        ]);
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_screen(text in markdown(), columns in 40usize..=100, colour: bool) {
            let theme = Theme { colour, unicode: true };
            for line in lines(&text, columns, theme) {
                prop_assert!(line_width(&line) <= columns, "{line:?}");
                prop_assert!(line.iter().all(|run| !run.text.chars().any(char::is_control)), "{line:?}");
            }
        }
    }
}
