//! What only looks like an answer, and what only looks like a trick.

use hotseat::content::ids::CriterionId;
use hotseat::scoring::assessment::{Assessment, FlagCode};
use hotseat::scoring::{Given, assess};

use crate::support::{Asked, asked, strong_answers};

fn chatbot() -> &'static Asked {
    asked().iter().find(|asked| asked.name == "chatbot-explainability/scope").unwrap()
}

fn judged(asked: &Asked, text: &str) -> Assessment {
    assess(&asked.rubric, Given::answer(text))
}

fn has(assessment: &Assessment, code: FlagCode) -> bool {
    assessment.flags.iter().any(|flag| flag.code == code)
}

const CIRCULAR: &str = "The owner would be owned by the owners. The escalation would be escalated to \
the escalation. The requirements would be required by what is required. The documentation would \
document the documents. The monitoring would monitor what is monitored.";

#[test]
fn terms_that_are_said_of_themselves_are_no_plan() {
    let assessment = judged(chatbot(), CIRCULAR);
    assert!(has(&assessment, FlagCode::Circular), "{assessment:#?}");
    assert_eq!(assessment.level, Some(0));
}

#[test]
fn whoever_states_nothing_at_first_is_paid_for_the_follow_up_alone() {
    let said = "I would ask the policy owner what the policy means for the chatbot, and write it down \
                as a list of what we can test, with an owner for each line.";
    let after = |first: &str, said: &str| {
        let probes = [(CriterionId::new("requirements"), said.to_owned())];
        assess(&chatbot().rubric, Given { answer: first, probes: &probes })
    };
    for first in [CIRCULAR, "Gap register, owners.", "Alignment."] {
        assert_eq!(judged(chatbot(), first).level, Some(0));
        let whole = after(first, said);
        let paid: Vec<&str> = whole
            .criteria
            .iter()
            .filter(|own| own.level > Some(0))
            .map(|own| own.id.as_str())
            .collect();
        assert_eq!(paid, ["requirements"]);
        assert!(whole.percent > Some(0), "{:?}", whole.flags);
        let told = &whole.flags[0].message;
        assert!(told.ends_with("Only your follow-ups count."), "{told}");
        // A follow-up that states nothing either leaves it where it was.
        let again = after(first, CIRCULAR);
        assert_eq!(again.level, Some(0));
        assert!(again.flags[0].message.ends_with("Level 0."), "{:?}", again.flags);
    }
}

#[test]
fn a_short_answer_pasted_six_times_is_worth_what_it_is_worth_once() {
    let once = "I would ask the policy owner what the policy means for the chatbot, and write the policy \
                down as a list of what we can test.";
    let six = [once; 6].join("\n\n");
    let (one, six) = (judged(chatbot(), once), judged(chatbot(), &six));
    assert!(one.percent.unwrap() > 0);
    assert_eq!(six.percent, one.percent);
    assert!(has(&six, FlagCode::Repeated) && !has(&six, FlagCode::Circular), "{:?}", six.flags);
}

/// Every second word goes to the front: English words in no English order.
fn unravelled(sentence: &str) -> String {
    let words: Vec<&str> = sentence.trim_end_matches('.').split(' ').collect();
    let odd = words.iter().skip(1).step_by(2);
    let even = words.iter().step_by(2).rev();
    odd.chain(even).copied().collect::<Vec<_>>().join(" ") + "."
}

#[test]
fn words_out_of_order_within_their_sentences_are_seen() {
    let plan = "First I would sit down with the owner of the policy and go through it line by line. \
                Then I would read two hundred of the chats with the agents who hear the complaints. \
                Each of the gaps gets an owner and a date, and the worst of them goes first.";
    let mixed: Vec<String> = plan.split_inclusive(". ").map(|own| unravelled(own.trim())).collect();
    let mixed = judged(chatbot(), &mixed.join(" "));
    assert!(has(&mixed, FlagCode::Shuffled), "{:?}", mixed.flags);
    assert_eq!(mixed.level, Some(0));
    assert!(!has(&judged(chatbot(), plan), FlagCode::Shuffled));
}

#[test]
fn no_honest_answer_is_taken_for_shuffled_or_for_an_argument_against_the_work() {
    for (asked, text) in strong_answers() {
        let assessment = judged(asked, text);
        for code in [FlagCode::Shuffled, FlagCode::AgainstInTone, FlagCode::ArguesOpposite] {
            assert!(!has(&assessment, code), "{} {code:?}: {text}", asked.name);
        }
    }
}

/// Reasonable reasons for not doing it, in words that no pattern foresees.
const REASONS: &str = "The wording of the policy is broad on purpose, and that breadth will serve us \
better than any reading that could be agreed. The engineers already know what the chatbot can do, \
since they built it, and a survey of old chats would mostly please those who enjoy surveys. Customers \
are used to it as it is. A list of shortcomings would only suggest that there are some, which is \
hardly in our interest. Whatever remains open will settle when the next version arrives.";

#[test]
fn reasons_against_the_work_cap_the_answer_and_are_quoted() {
    let assessment = judged(chatbot(), REASONS);
    let said: Vec<&str> = assessment.flags.iter().map(|flag| flag.message.as_str()).collect();
    let against =
        has(&assessment, FlagCode::AgainstInTone) || has(&assessment, FlagCode::ArguesOpposite);
    assert!(against, "{said:?}");
    assert!(assessment.level <= Some(1));
    assert!(said.iter().any(|said| said.contains("would only suggest")), "{said:?}");
}

/// The answer without any word for the question's object.
fn unnamed(text: &str) -> String {
    let names =
        ["chatbot", "the bot", "bot", "assistant", "chats", "chat", "conversations", "transcripts"];
    names.iter().fold(text.to_lowercase(), |text, name| text.replace(name, "it"))
}

#[test]
fn who_earns_half_of_what_a_question_asks_for_is_not_beside_it_though_its_object_is_never_named() {
    for id in ["strong-plain", "strong-expert", "b-strong"] {
        let assessment = judged(chatbot(), &unnamed(chatbot().answer(id)));
        assert!(!has(&assessment, FlagCode::Beside) && assessment.level >= Some(3), "{id}");
    }
    let elsewhere = "First I ask the owner which rules apply, and we agree who signs. Then a table of the \
                     gaps, the worst first, with a date for each, and at the end we look again.";
    let assessment = judged(chatbot(), elsewhere);
    assert!(assessment.level <= Some(1), "{assessment:#?}");
}

#[test]
fn who_refuses_throughout_is_told_by_the_refusals_that_were_counted() {
    let refusing = judged(
        chatbot(),
        "I never read that policy. I don't know its author. Nobody told me about the chats. I can't \
         say anything about the bot. We won't find out either.",
    );
    assert_eq!(refusing.level, Some(0));
    let flag = refusing.flags.iter().find(|own| own.code == FlagCode::ArguesOpposite).unwrap();
    assert!(flag.message.contains("5 of 5 sentences deny or refuse something"), "{flag:?}");
}

/// An image is no mockery: whoever compares the work with a kitchen or a garden is for it.
#[test]
fn homely_words_are_held_against_nobody() {
    let kitchen = "My grandmother baked biscuits, and she tasted the dough before it went in. I would \
                   do the same: I read two hundred chats with the agents before I change anything. My \
                   cousin writes the recipe on a sticky note; I write a list of the gaps, and each has \
                   an owner and a date. A splendid poem on the tin does not make it sweet.";
    let judged = judged(chatbot(), kitchen);
    assert!(!has(&judged, FlagCode::ArguesOpposite), "{:?}", judged.flags);
    assert!(judged.level >= Some(1), "{:?}", judged.percent);
}
