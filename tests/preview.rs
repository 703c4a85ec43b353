//! `hotseat preview`: the whole case, as participants see it or with what lies behind it.

use insta::assert_snapshot;

use crate::support::Place;

fn ward() -> Place {
    let place = Place::new();
    place.hotseat(&["new", "library", "ward"]).exits(0);
    for kind in ["open", "choice", "order", "match", "number"] {
        if kind == "open" {
            place
                .hotseat(&["new", "scenario", "round", "--question", "open", "--into", "ward"])
                .exits(0);
        } else {
            let question = format!("round/{kind}");
            place
                .hotseat(&["new", "question", &question, "--kind", kind, "--into", "ward"])
                .exits(0);
        }
    }
    place
}

#[test]
fn participants_see_no_answer_and_authors_see_what_each_sample_earns() {
    let place = ward();
    let shown = place.hotseat(&["preview", "round", "--library", "ward"]).succeeds().stdout;
    for asked in ["how will you know that it worked?", "Pick one", "Count again", "the supplier"] {
        assert!(shown.contains(asked), "{shown}");
    }
    for behind in ["The trap", "Sample", "computed", "7.5", "They know what goes wrong"] {
        assert!(!shown.contains(behind), "{behind}: {shown}");
    }
    let author =
        place.hotseat(&["preview", "round", "--author", "--library", "ward"]).succeeds().stdout;
    for behind in ["The trap", "7.5 %, give or take 0.1", "They know what goes wrong"] {
        assert!(author.contains(behind), "{behind}: {author}");
    }
    let from = author.find("Sample of level 2").unwrap();
    let to = from + author[from..].find("── Question 2").unwrap();
    assert_snapshot!(author[from..to].trim_end(), @r#"
    Sample of level 2, computed: 2 (40 %)
    I would talk to the users and read the complaints of last month to learn what
    bothers them, and then my team fixes it step by step.
      2 of 2  finds out before it acts
          "talk to the users"  asks
          "read the complaints"  looks
      0 of 2  names who does what by when
          not found: name
          not found: date
      0 of 1  says how one would know that it worked
          not found: again
    "#);
}

#[test]
fn what_an_inject_opens_is_shown_where_it_happens() {
    let place = Place::new();
    let shown = place.hotseat(&["preview", "chatbot-explainability"]).succeeds().stdout;
    let (event, news) =
        (shown.find("What has happened").unwrap(), shown.rfind("Exhibit: ").unwrap());
    assert!(event < news, "{shown}");
}

#[test]
fn every_built_in_case_has_its_preview() {
    let place = Place::new();
    for case in place.json(&["list", "--json"]).as_array().unwrap() {
        let id = case["id"].as_str().unwrap();
        place.hotseat(&["preview", id, "--author"]).succeeds();
    }
    place.hotseat(&["preview", "nothing"]).exits(3);
}
