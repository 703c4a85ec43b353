//! Line by line, without a terminal: for screen readers and scripts.

use super::{CASE, between, latest, run};

const PLAIN: [&str; 5] = ["practice", CASE, "--plain", "--seed", "7"];

#[test]
fn a_question_can_be_looked_at_from_all_sides_before_it_is_answered() {
    let data = tempfile::tempdir().unwrap();
    let run = run(
        data.path(),
        &PLAIN,
        "1\nFirst I ask the owner of the policy.\n\n/exhibits\n/exhibit 1\n/exhibit polcy\n/hint\n\
         /brief\n/hnit\n- Then I read real chats.\n.\n",
    );
    assert_eq!((run.code, run.talk.as_str()), (Some(0), ""));
    let text = &run.output;
    assert!(text.contains("Fennway"), "the brief:\n{text}");
    assert!(text.contains("How would you find out how far the chatbot is from"), "{text}");
    assert!(text.contains("Take about 8 minutes.\nWrite your answer. A line with a single dot"));
    assert!(text.contains("1. Policy AI-07 (extract)\n2. Four chats with Wren\n"), "{text}");
    assert!(text.contains("── Exhibit: Policy AI-07 (extract) ──"));
    assert!(text.contains("Did you mean policy?"), "{text}");
    assert!(text.contains("Hint: Two halves are asked for."));
    assert!(text.contains("There is no command /hnit, and the line was not taken."));
    assert!(text.contains("Your draft so far (8 words):\n│ First I ask the owner of the policy."));
    let answer = between(text, "── Your answer, with what counted", "── Point by point");
    let (_, words) = answer.split_once("Marks: [counted]\n").unwrap_or_else(|| panic!("{answer}"));
    let bare = words.replace(['[', ']', '─'], "");
    assert_eq!(bare.trim(), "First I ask the owner of the policy.\n\n- Then I read real chats.");
    assert!(text.ends_with("Saved. `hotseat practice` continues here.\n"), "{text}");
    assert_eq!(latest(data.path())["finished"], false);
}

#[test]
fn the_end_of_the_input_leaves_and_says_how_to_go_on() {
    let data = tempfile::tempdir().unwrap();
    for (input, end) in [
        ("", "Nothing is written yet. `hotseat practice` opens the case again."),
        ("1\n", "Nothing is written yet. `hotseat practice` opens the case again."),
        ("1\n/skip\n", "Saved. `hotseat practice` continues here."),
        ("1\nHalf an answer\n/leave\n", "Saved. `hotseat practice` continues here."),
    ] {
        let run = run(data.path(), &PLAIN, input);
        assert_eq!((run.code, run.talk.as_str()), (Some(0), ""), "{input:?}");
        assert!(run.output.ends_with(&format!("\n{end}\n")), "{input:?}\n{}", run.output);
        assert_eq!(run.output.contains("\nSkipped.\n"), input.contains("/skip"));
    }
}

#[test]
fn a_whole_case_from_a_prepared_input() {
    let data = tempfile::tempdir().unwrap();
    let answer = "I sit down with the policy's owner and write a requirement for each clause.\n\
                  Then I read 200 real chats.\n.\n";
    let scope = format!("1\n{answer}2\n1\nA button leads to a human agent.\n.\n2\n1\n");
    let closed = "1\n1\n1 2 3 4 5 6 7\n1\n/skip\nlots\n0.477\n1\n/skip\n/skip\n";
    let input = format!("{scope}{closed}1\n2\n3\n4\n5\n6\n1\n/skip\n");
    let run = run(data.path(), &PLAIN, &input);
    assert_eq!((run.code, run.talk.as_str()), (Some(0), ""));
    for verdict in ["Not correct", "Partly correct: 10 %  (0 % is what guessing gives)"] {
        assert!(run.output.contains(verdict), "{}", run.output);
    }
    let attempt = latest(data.path());
    assert_eq!(attempt["finished"], true, "{}", run.output);
    assert!(run.output.contains("── Summary: Explain the chatbot"));
    assert!(!run.output.contains('\x1B'), "no sequences into a pipe");
    assert!(run.output.lines().all(|line| line.chars().count() <= 80));
}
