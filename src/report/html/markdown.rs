//! Markdown of the content as HTML: without raw HTML, and cleaned. For reports and for the web.

use std::collections::BTreeSet;

use maud::{Markup, PreEscaped};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// Renders Markdown. Headings become `h3` and below, since the page has the higher ones; raw HTML is
/// shown as the text that it is.
#[must_use]
pub fn markdown(text: &str) -> Markup {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).map(
        |event| match event {
            Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(CowStr::from(raw.to_string())),
            Event::Start(Tag::Heading { level, .. }) => Event::Start(Tag::Heading {
                level: lower(level),
                id: None,
                classes: Vec::new(),
                attrs: Vec::new(),
            }),
            Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
            other => other,
        },
    );
    let mut raw = String::new();
    html::push_html(&mut raw, events);
    let clean = ammonia::Builder::default()
        .rm_tags(["img", "area", "map", "center", "kbd"])
        .url_schemes(BTreeSet::from(["https", "http"]).into_iter().collect())
        .link_rel(Some("noopener noreferrer nofollow"))
        .clean(&raw)
        .to_string();
    // Wide tables scroll on their own, and can be reached by keyboard to do so.
    let wide = clean
        .replace(
            "<table>",
            "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>",
        )
        .replace("</table>", "</table></div>")
        .replace("<pre>", "<pre tabindex=\"0\">");
    PreEscaped(wide)
}

fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 => HeadingLevel::H4,
        HeadingLevel::H4 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_browser_would_run_comes_out() {
        let text = "a <b onclick=x>bold</b> [go](javascript:alert(1)) \
                    [go](data:text/html,x) ![x](https://elsewhere/x.png)\n\n\
                    <script>alert(1)</script> [shown as text](javascript:alert(1))";
        let out = markdown(text).into_string();
        for bad in ["<script", "<b ", "<b>", "href=\"javascript:", "href=\"data:", "<img"] {
            assert!(!out.contains(bad), "{bad} in {out}");
        }
        assert!(
            out.contains("&lt;b onclick=x&gt;bold"),
            "it is shown as the text that it is: {out}"
        );
        assert!(out.contains("&lt;script&gt;"), "it is shown as the text that it is: {out}");
    }

    #[test]
    fn headings_stand_below_those_of_the_page() {
        let out = markdown("# Title\n\n### Part").into_string();
        assert_eq!(out, "<h3>Title</h3>\n<h4>Part</h4>\n");
    }
}
