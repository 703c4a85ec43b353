//! A live room as people see it: a facilitator, a wall, and phones, one of which loses its connection.

use super::{Browser, Browsers, Line, Setting, key};
use crate::support::{Place, Workshop};

const GOOD: &str = "I turn each clause of the policy into a point that one can test, and have its \
     owner confirm it. Then I sample 200 transcripts to see what the bot says today. I hold both \
     against each other in a gap list ranked by harm. The product owner signs the plan with dates.";
const THIN: &str = "We put up a banner that says it is AI, and we train the agents.";

fn open(arguments: &[&str]) -> Workshop {
    let all: Vec<&str> = ["workshop", "chatbot-explainability"]
        .iter()
        .copied()
        .chain(arguments.iter().copied())
        .collect();
    Workshop::start(Place::new(), &all, 1)
}

/// Comes in as somebody, and waits until the lobby is there.
fn join(person: &Browser, url: &str, name: &str) {
    person.open(url);
    person.wait_for("[data-page=join]");
    person.fill("#name", name);
    person.press("#join");
    person.wait_for("[data-page=lobby]");
}

fn facilitate(facilitator: &Browser, link: &str) {
    facilitator.open(link);
    facilitator.wait_for("[data-page=console]");
    assert!(!facilitator.url().contains("key="), "the secret does not stay in the address");
}

fn act(facilitator: &Browser, act: &str) {
    let step = facilitator.attribute("body", "data-step").unwrap();
    facilitator.press(&format!("button[name=act][value={act}]"));
    facilitator.wait_for(&format!("body:not([data-step='{step}'])"));
}

fn go(facilitator: &Browser, to: &str) {
    let step = facilitator.attribute("body", "data-step").unwrap();
    if to.starts_with("answering") || to == "report" {
        facilitator.run("document.querySelector('#go').open = true; return null");
    }
    facilitator.press(&format!("button[name=to][value='{to}']"));
    facilitator.wait_for(&format!("body:not([data-step='{step}'])"));
}

/// What every page must be.
fn looked_at(person: &Browser, name: &str) {
    assert!(!person.scrolls_sideways(), "{name} scrolls sideways");
    person.axe();
    person.screenshot(name);
}

#[test]
fn a_room_is_played_from_the_lobby_to_the_reports_though_a_phone_loses_its_connection_twice() {
    let Some(browsers) = Browsers::here() else { return };
    let workshop = open(&["--questions", "scope,requirement,sequence,supported-share"]);
    let room = workshop.room();
    let line = Line::to(workshop.room().address());
    let facilitator = browsers.with(Setting::wall());
    let wall = browsers.wall();
    let (ana, bo) = (browsers.phone(), browsers.with(Setting::narrow().dark()));
    let cy = browsers.with(Setting::narrow().zoomed(2.0).still());

    facilitate(&facilitator, &room.facilitator);
    // The wall is another window of the facilitator's: it opens by the same link.
    wall.open(&room.facilitator);
    wall.wait_for("[data-page=console]");
    let wall_url = format!("{}/wall", wall.url());
    wall.open(&wall_url);
    wall.wait_for("[data-page=wall]");
    ana.open(&room.join);
    looked_at(&ana, "join-phone");
    join(&ana, &room.join, "Ana");
    join(&bo, &line.through(&room.join), "Bo");
    join(&cy, &room.join, "");
    wall.wait_for_text("#people", "Ana");
    wall.wait_for_text("#people", "Person 3");
    facilitator.wait_for_text("#seats", "Bo");
    looked_at(&ana, "lobby-phone");
    looked_at(&bo, "lobby-narrow-dark");
    looked_at(&wall, "lobby-wall");
    looked_at(&facilitator, "lobby-console");

    act(&facilitator, "next");
    for person in [&ana, &bo, &cy] {
        person.wait_for("[data-page=brief]");
    }
    looked_at(&ana, "brief-phone");
    looked_at(&wall, "brief-wall");

    act(&facilitator, "next");
    for person in [&ana, &bo, &cy] {
        person.wait_for("[data-page=answering] #text");
    }
    ana.wait_for_focus("#main");
    // The first loss: while writing. The text stays, is sent when the line is back, and is kept.
    bo.fill("#text", "We put up a banner");
    bo.wait_for_text("#status", "Draft saved");
    line.cut();
    bo.fill("#text", THIN);
    bo.wait_for_text("#status", "No connection");
    line.mend();
    bo.wait_for_text("#status", "Draft saved");
    // The second: while handing in.
    line.cut();
    bo.press("#send");
    bo.wait_for_text("#status", "sent again");
    assert_eq!(bo.value("#text"), THIN);
    line.mend();
    bo.wait_for_text("#status", "Handed in at");
    ana.fill("#text", GOOD);
    ana.press("#send");
    ana.wait_for_text("#status", "Handed in at");
    looked_at(&ana, "answering-phone");
    looked_at(&cy, "answering-zoomed");
    wall.wait_for_text("#progress", "2 of 3");
    looked_at(&wall, "answering-wall");
    facilitator.wait_for_text("#answers", "Ana");
    looked_at(&facilitator, "answering-console");

    act(&facilitator, "next");
    wall.wait_for_text("#tally", "2 answers from 3 people");
    wall.wait_for_text("#tally", "Missing in");
    assert!(!wall.text("#tally").contains("Ana"), "nobody agreed to be named");
    ana.wait_for_text("#own", "Level");
    assert_eq!(wall.text("#tally"), ana.text("#tally"), "all of the wall is on the phone");
    cy.wait_for_text("main", "You have not handed in yet");
    cy.fill("#text", "Late, but here: we rank the gaps by harm.");
    cy.press("#send");
    wall.wait_for_text("#tally", "3 answers from 3 people");
    looked_at(&wall, "reveal-wall");
    looked_at(&bo, "reveal-narrow-dark");
    looked_at(&facilitator, "reveal-console");

    let probe = facilitator.attribute("#rounds button[value^=probe]", "value").unwrap();
    go(&facilitator, &probe);
    ana.wait_for("[data-page=probe] #text");
    ana.fill("#text", "The product owner decides, with Legal, and signs it by name.");
    ana.press("#send");
    ana.wait_for_text("#status", "Handed in at");
    looked_at(&ana, "probe-phone");
    looked_at(&wall, "probe-wall");
    act(&facilitator, "next");
    ana.wait_for("[data-page=reveal]");
    ana.wait_for_text("#own", "Your follow-up");

    facilitator.wait_for("#rounds button[value^=vote]");
    go(&facilitator, "vote:scope");
    bo.wait_for("[data-page=vote] input:not([disabled])");
    bo.press("#vote input:not([disabled])");
    bo.press("#vote button");
    bo.wait_for_text("#status", "Your vote is kept");
    looked_at(&bo, "vote-narrow-dark");
    looked_at(&wall, "vote-wall");
    act(&facilitator, "next");
    wall.wait_for_text("#votes", "1 vote");
    looked_at(&ana, "discussion-phone");
    looked_at(&wall, "discussion-wall");

    // The other kinds of question.
    go(&facilitator, "answering:requirement");
    ana.wait_for("[data-kind=choice]");
    ana.press("input[name=option]");
    ana.press("#send");
    ana.wait_for_text("#status", "Handed in at");
    looked_at(&ana, "choice-phone");
    go(&facilitator, "answering:sequence");
    ana.wait_for("[data-kind=order]");
    for at in 0..ana.count("[data-kind=order] select") {
        ana.choose(&format!("#place-{at}"), &(at + 1).to_string());
    }
    ana.press("#send");
    ana.wait_for_text("#status", "Handed in at");
    looked_at(&ana, "order-phone");
    act(&facilitator, "next");
    wall.wait_for_text("#tally", "have all of it right");
    looked_at(&wall, "order-reveal-wall");
    go(&facilitator, "answering:supported-share");
    ana.wait_for("[data-kind=number]");
    ana.fill("#figure", "some");
    ana.press("#send");
    ana.wait_for_text("#status", "Not saved");
    ana.fill("#figure", "75");
    ana.press("#send");
    ana.wait_for_text("#status", "Handed in at");
    looked_at(&ana, "number-phone");

    // The same seat on another device.
    ana.run("location.href = location.pathname + '/link'; return null");
    ana.wait_for("[data-page=link]");
    looked_at(&ana, "link-phone");
    let link = ana.text(".answer");
    cy.open(&link);
    cy.wait_for_text("footer summary", "Ana");
    assert!(!cy.url().contains("key="));
    ana.go_back();

    go(&facilitator, "report");
    ana.wait_for_text("main", "By competency");
    looked_at(&ana, "report-phone");
    looked_at(&bo, "report-narrow-dark");
    wall.wait_for("[data-phase=report]");
    looked_at(&wall, "report-wall");
}

#[test]
fn joining_and_answering_work_without_script() {
    let Some(browsers) = Browsers::here() else { return };
    let workshop = open(&[]);
    let room = workshop.room();
    let facilitator = browsers.wall();
    facilitate(&facilitator, &room.facilitator);
    let ana = browsers.with(Setting::phone().without_script());
    join(&ana, &room.join, "Ana");
    act(&facilitator, "next");
    act(&facilitator, "next");
    ana.press(".no-script a");
    ana.wait_for("[data-page=answering]");
    ana.fill("#text", "half a thought");
    ana.press("button[name=draft]");
    ana.wait_for("[data-page=answering]");
    assert_eq!(ana.value("#text"), "half a thought");
    ana.fill("#text", GOOD);
    ana.press("#send");
    ana.wait_for_text("#status", "Handed in at");
    ana.axe();
    act(&facilitator, "next");
    ana.open(&room.join);
    ana.wait_for_text("#own", "Level");
}

#[test]
fn every_journey_can_be_made_by_keyboard() {
    let Some(browsers) = Browsers::here() else { return };
    let workshop = open(&[]);
    let room = workshop.room();
    let (facilitator, ana) = (browsers.wall(), browsers.phone());
    facilitate(&facilitator, &room.facilitator);
    ana.open(&room.join);
    ana.keys(key::TAB);
    assert!(ana.text(":focus").contains("Skip"));
    ana.keys(key::TAB);
    ana.wait_for_focus("#name");
    ana.keys(&format!("Ana{}{}", key::TAB, key::SPACE));
    assert!(ana.sees("[name=show_name]:checked"));
    ana.keys(key::TAB);
    ana.wait_for_focus("#join");
    ana.keys(key::ENTER);
    ana.wait_for("[data-page=lobby]");
    for page in ["brief", "answering"] {
        facilitator.keys("n");
        ana.wait_for(&format!("[data-page={page}]"));
    }
    facilitator.keys("p");
    ana.wait_for_text(".pause", "A break");
    facilitator.wait_for("button[value=resume]");
    facilitator.keys("p");
    ana.wait_until_gone(".pause");
    ana.wait_for_focus("#main");
    ana.keys(key::TAB);
    ana.wait_for_focus("#text");
    ana.keys(&format!("{GOOD}{}{}", key::TAB, key::ENTER));
    ana.wait_for_text("#status", "Handed in at");
    facilitator.wait_for_text("#answers", "Ana");
    // Keys type letters in fields, and do nothing where they were switched off.
    facilitator.press("#keys");
    facilitator.wait_for("#keys[aria-pressed=false]");
    facilitator.run("document.activeElement.blur(); return null");
    facilitator.keys("n");
    facilitator.press("#keys");
    facilitator.wait_for("#keys[aria-pressed=true]");
    assert!(ana.sees("[data-page=answering]"), "the room has not moved");
    facilitator.run("document.activeElement.blur(); return null");
    facilitator.keys("n");
    ana.wait_for("[data-page=reveal]");
    facilitator.wait_for("button[value=back]");
    facilitator.keys("b");
    ana.wait_for("[data-page=answering]");
    assert_eq!(ana.value("#text"), GOOD, "what was handed in can be changed again");
}

#[test]
fn the_first_load_is_small_and_asks_no_other_host() {
    let Some(browsers) = Browsers::here() else { return };
    let workshop = open(&[]);
    let room = workshop.room();
    let ana = browsers.phone();
    ana.open(&room.join);
    ana.wait_for("[data-page=join]");
    ana.with_traffic(|traffic| {
        assert!(traffic.bytes() < 100_000, "{} bytes: {:?}", traffic.bytes(), traffic.urls());
        assert_eq!(traffic.hosts().into_iter().collect::<Vec<_>>(), [room.address()]);
    });
}

#[test]
fn a_phone_that_slept_and_a_page_that_is_loaded_anew_are_where_the_room_is() {
    let Some(browsers) = Browsers::here() else { return };
    let mut workshop = open(&[]);
    let room = workshop.room();
    let (facilitator, ana) = (browsers.wall(), browsers.phone());
    facilitate(&facilitator, &room.facilitator);
    join(&ana, &room.join, "Ana");
    ana.fall_asleep();
    act(&facilitator, "next");
    act(&facilitator, "next");
    ana.wake();
    ana.wait_for("[data-page=answering]");
    ana.fill("#text", "A thought that is not handed in");
    ana.wait_for_text("#status", "Draft saved");
    // The program is killed and comes back: nobody has to do anything.
    workshop.kill9();
    ana.wait_for_text("#line", "No connection");
    workshop.restart(None);
    ana.wait_until("the connection is back", || ana.text("#line").is_empty());
    ana.reload();
    ana.wait_for("[data-page=answering]");
    assert_eq!(ana.value("#text"), "A thought that is not handed in");
}
