//! Somebody in the room, or on the same network, who means harm: nothing leaks, nothing falls over,
//! and the room goes on.

mod forged;
mod markup;
mod masses;
mod odd;

use crate::support::{Bakery, Facilitator, Participant, Reply, Sent, Workshop};

const ANSWER: &str = "I knead the dough with both hands, and the dough rests for an hour.";

/// A workshop with a facilitator, and Ann, who means well.
struct Scene {
    workshop: Workshop,
    facilitator: Facilitator,
    ann: Participant,
}

impl Scene {
    async fn with(more: &[&str]) -> Self {
        let Bakery(place) = Bakery::new();
        let arguments = [&["--library", "bakery", "workshop", "bread"], more].concat();
        let workshop = Workshop::start(place, &arguments, 1);
        let room = workshop.room();
        let facilitator = Facilitator::enter(&room.facilitator).await.unwrap();
        let ann = Participant::with_link(&room.join);
        assert!(ann.join("Ann").await.unwrap().is_done());
        Self { workshop, facilitator, ann }
    }

    async fn new() -> Self {
        Self::with(&[]).await
    }

    /// Somebody with the link, who has not joined.
    fn stranger(&self) -> Participant {
        Participant::with_link(&self.workshop.room().join)
    }

    /// Somebody who has joined.
    async fn mallory(&self) -> Participant {
        let mallory = self.stranger();
        assert!(mallory.join("Mallory").await.unwrap().is_done());
        mallory
    }

    /// The secret in the facilitator's link.
    fn secret(&self) -> String {
        let link = self.workshop.room().facilitator;
        link.split_once("key=").unwrap().1.to_owned()
    }

    /// Ann answers, and it counts; the process is the same, and has nothing to complain of.
    async fn goes_on(&mut self) {
        if self.facilitator.phase().await != "answering:plan" {
            self.facilitator.leads_to("answering:plan").await;
        }
        let page = self.ann.page().await.unwrap();
        let after = attribute(&page.body, "name=\"after\"", "value").unwrap();
        let text = format!("{ANSWER} After {after}.");
        let reply = self.ann.answer("plan", after.parse().unwrap(), &text).await.unwrap();
        assert_eq!(reply.status, 200, "{reply:#?}");
        assert!(self.ann.page().await.unwrap().body.contains(&text));
        assert!(self.workshop.is_running(), "{}", self.workshop.said());
        assert!(!self.workshop.said().contains("panicked"), "{}", self.workshop.said());
    }
}

/// The value of an attribute of the first tag in which something stands.
fn attribute<'p>(page: &'p str, part: &str, name: &str) -> Option<&'p str> {
    let at = page.find(part)?;
    let (start, end) = (page[..at].rfind('<')?, at + page[at..].find('>')?);
    let (_, behind) = page[start..end].split_once(&format!(" {name}=\""))?;
    Some(behind.split_once('"')?.0)
}

/// Every response says what a browser must not do, whatever was asked for.
#[track_caller]
fn assert_guarded(reply: &Reply) {
    let policy = reply.header("content-security-policy");
    for part in
        ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "script-src 'self'"]
    {
        assert!(policy.contains(part), "{part} is not in {policy:?}: {reply:#?}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains('*'), "{policy}");
    assert_eq!(reply.header("x-content-type-options"), "nosniff", "{reply:#?}");
    assert_eq!(reply.header("referrer-policy"), "no-referrer", "{reply:#?}");
}

/// Refused as somebody's fault, and not as a fault of the program.
#[track_caller]
fn assert_refused(reply: &Reply) {
    // 429 would say nothing about what was sent.
    assert!((400..429).contains(&reply.status), "{reply:#?}");
    assert_guarded(reply);
}
