//! `hotseat report`: one attempt to read, print or keep.

use serde_json::Value;

use crate::support::{Bakery, Place};

/// Words that a page, a sheet, a terminal or Markdown might take for more than words.
const HOSTILE: &str = "=cmd|' /C calc'!A0\n\
<script>alert(1)</script> & \"quotes\"\n\
# no heading, **no** [link](javascript:alert(1))\n\
I knead the dough with <b onclick=x>both</b> hands\u{1b}[31m and do it with care\u{7}, as a baker does.\u{202e}\n";

fn hostile() -> Bakery {
    let bakery = Bakery::unmarked();
    let answers = serde_json::json!({ "plan": HOSTILE, "flour": "rye", "probes": { "plan": {
        "oven": "=1+1 I heat the <i>oven</i> to 230 degrees before the loaf goes in.",
    } } });
    bakery.0.write("answers.toml", as_toml(&answers));
    let practice =
        ["practice", "bread", "--library", "bakery", "--answers", "answers.toml", "--seed", "7"];
    bakery.0.hotseat(&practice).succeeds();
    bakery
}

fn as_toml(answers: &Value) -> String {
    format!(
        "plan = {}\nflour = {}\n[probes.plan]\noven = {}\n",
        answers["plan"], answers["flour"], answers["probes"]["plan"]["oven"]
    )
}

/// The report with what differs from run to run taken out.
fn report(place: &Place, format: &str) -> String {
    let text = place.hotseat(&["report", "last", "--format", format]).succeeds().stdout;
    let history = place.json(&["history", "--json"]);
    let id = history[0]["attempt"].as_str().unwrap().strip_prefix("attempt/").unwrap();
    text.replace(id, "ID")
}

#[test]
fn markdown_holds_the_answer_with_what_counted_and_shows_words_as_words() {
    let bakery = hostile();
    let text = report(&bakery.0, "md");
    let steady: Vec<&str> = text
        .lines()
        .filter(|line| !line.contains(" UTC") && !line.starts_with("Receipt"))
        .collect();
    insta::assert_snapshot!(steady.join("\n"), @r#"
    # Bread

    - Attempt: `ID`

    ## At a glance

    | Question | Result |
    |---|---|
    | 1. plan | Level 3 of 4: good (67 %) |
    | 2. flour | 100 % |

    ## By competency

    | Competency | | Share |
    |---|---|---|
    | baking | ███████████████░░░░░ | 75 % (of 3 points) |

    ## Question 1: plan

    > How do you make a loaf?

    **Level 3 of 4: good** (67 %)

    ### Your answer, with what counted

    The number behind marked words is that of the criterion below for which they count.

    > \=cmd\|' /C calc'\!A0\
    > \<script\>alert(1)\</script\> \& "quotes"\
    > \# no heading, \*\*no\*\* \[link\](javascript:alert(1))\
    > I **knead the dough**\[1\] with \<b onclick=x\>both\</b\> hands and do it with care, as a baker does.

    ### Point by point

    | | Criterion: the answer … | Level | What was found | What is missing |
    |---|---|---|---|---|
    | 1 | Makes the dough | 1 of 2 | “knead the dough” | rests<br>→ Say how you knead it and how long it rests. |
    | 2 | Watches the oven | 1 of 1 | “heat the \<i\>oven” (in the follow-up) | Nothing: it is full. |

    ### What lifts it to level 4

    - rests (Makes the dough)

    ### Follow-ups

    #### How hot is the oven? (criterion 2)

    > \=1+1 I **heat the \<i\>oven**\[2\]\</i\> to 230 degrees before the loaf goes in.


    ## Question 2: flour

    > Which flour?

    **All correct**

    - Rye – you picked it; it is right
    - Sand – neither picked nor right

    ---

    Points come from fixed rules over the words of an answer. They advise; a person decides.
    "#);
    assert!(text.contains("Receipt: hotseat-scoring 1, answer `"), "{text}");
}

#[test]
fn html_is_one_file_that_asks_nobody_and_runs_nothing() {
    let bakery = hostile();
    let text = report(&bakery.0, "html");
    for bad in [
        "<script",
        "<b ",
        "<b>",
        "<i>",
        "javascript:alert(1)\"",
        "http://",
        "https://",
        "src=",
        "@import",
        "url(",
    ] {
        assert!(!text.contains(bad), "{bad} in {text}");
    }
    assert!(
        text.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot;"),
        "{text}"
    );
    assert!(text.contains("default-src 'none'; style-src 'unsafe-inline'"));
    assert!(text.contains("<mark>knead the dough<small>[1]</small></mark>"), "{text}");
    assert!(
        text.contains("What do you do with the dough?") || text.contains("How hot is the oven?")
    );
    assert!(text.contains("aria-label=\"baking: "), "{text}");
    let levels: Vec<u32> = text
        .match_indices("<h")
        .filter_map(|(at, _)| text[at + 2..].chars().next()?.to_digit(10))
        .collect();
    assert_eq!(levels[0], 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    assert!(levels[1..].iter().all(|level| *level > 1), "{levels:?}");
}

#[test]
fn a_sheet_has_a_row_a_criterion_and_no_cell_is_run() {
    let bakery = hostile();
    let text = report(&bakery.0, "csv");
    let text = text.strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().unwrap().clone();
    let at = |name: &str| head.iter().position(|own| own == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let of = |name: &str| rows.iter().map(|row| row[at(name)].to_owned()).collect::<Vec<_>>();
    assert_eq!(of("question"), ["plan", "plan", "flour"]);
    assert_eq!(of("criterion"), ["dough", "oven", ""]);
    assert_eq!(of("level"), ["1", "1", ""]);
    assert_eq!(of("with follow-up"), ["no", "yes", ""]);
    assert_eq!(of("question percent")[2], "100");
    for cell in rows.iter().flat_map(csv::StringRecord::iter) {
        assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
    }
}

#[test]
fn json_is_the_document_that_practice_prints() {
    let bakery = hostile();
    let place = &bakery.0;
    let practice =
        ["practice", "bread", "--library", "bakery", "--answers", "answers.toml", "--json"];
    let printed = place.hotseat(&practice).exits(0).json();
    assert_eq!(place.json(&["report", "--format", "json"]), printed);
}

#[test]
fn an_attempt_is_named_as_history_shows_it() {
    let bakery = hostile();
    let place = &bakery.0;
    place
        .hotseat(&["practice", "bread", "--library", "bakery", "--answers", "answers.toml"])
        .succeeds();
    let history = place.hotseat(&["history"]).succeeds().stdout;
    let shorts: Vec<&str> = history
        .lines()
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(shorts.len(), 2);
    let ids: Vec<String> = place
        .json(&["history", "--json"])
        .as_array()
        .unwrap()
        .iter()
        .map(|own| own["attempt"].as_str().unwrap().strip_prefix("attempt/").unwrap().to_owned())
        .collect();
    for (short, id) in shorts.iter().zip(&ids) {
        assert!(id.starts_with(short), "{short} of {id}");
        place.hotseat(&["report", short]).succeeds().shows(&format!("- Attempt: `{id}`"));
    }
    place.hotseat(&["report"]).succeeds().shows(&ids[0]);
    place.hotseat(&["report", "0000"]).exits(2).says("at least 8 characters");
    place.hotseat(&["report", "00000000"]).exits(2).says("`hotseat history` shows them");
    // Both were begun in the same minute.
    place.hotseat(&["report", &ids[0][..8]]).exits(2).says("write more of it").says(&ids[1]);
}

#[test]
fn a_file_says_by_its_ending_what_it_is_and_is_not_written_over_by_mistake() {
    let bakery = hostile();
    let place = &bakery.0;
    place.hotseat(&["report", "--output", "mine.html"]).succeeds().prints("");
    assert!(place.read("mine.html").starts_with("<!DOCTYPE html><html lang=\"en\">"));
    place.hotseat(&["report", "--output", "mine.html"]).exits(2).says("--force to write over it");
    place.hotseat(&["report", "--output", "mine.html", "--format", "md", "--force"]).succeeds();
    assert!(place.read("mine.html").starts_with("# Bread\n"));
    place.hotseat(&["report", "--output", "no/such/folder.md"]).exits(3).says("cannot write");
    place.hotseat(&["report", "--format", "docx"]).exits(2);
    place.hotseat(&["report", "--output", "mine.pdf"]).exits(2).says("prints the .html as a PDF");
    assert!(!place.path("mine.pdf").exists());
    place.hotseat(&["report", "--output", "mine.pdf", "--format", "html"]).succeeds();
    place.hotseat(&["report", "--output", "mine"]).succeeds();
    assert!(place.read("mine").starts_with("# Bread\n"));
}

#[test]
fn an_attempt_that_is_not_finished_says_how_far_it_is() {
    let bakery = Bakery::unmarked();
    let place = &bakery.0;
    // It ends where the answers do.
    place.hotseat_reading(
        &["practice", "bread", "--library", "bakery", "--plain"],
        "1\nI knead the dough with both hands, and that is what matters most to me.\n.\n",
    );
    let text = place.hotseat(&["report"]).succeeds().stdout;
    assert!(
        text.contains("- Last answered: ") && text.contains("(1 of 2 questions so far)"),
        "{text}"
    );
    assert!(text.contains("| 2. flour | Not answered |"), "{text}");
    let page = place.hotseat(&["report", "--format", "html"]).succeeds().stdout;
    assert!(page.contains("Last answered") && page.contains("Not answered"), "{page}");
}

#[test]
fn what_is_not_there_or_was_erased_is_told() {
    let place = Place::new();
    place
        .hotseat(&["report"])
        .only_says(2, "error: there are no attempts yet: `hotseat practice` begins one");
    assert!(!place.path("data").exists());
    let bakery = hostile();
    bakery.0.hotseat(&["data", "purge", "--yes"]).exits(0);
    bakery.0.hotseat(&["report"]).exits(3).says("was purged");
}
