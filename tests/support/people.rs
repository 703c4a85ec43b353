//! People of a live room, as programs: they speak to it as a browser does, with its cookies, and ask
//! for JSON instead of pages where they hand something in.

use std::time::Duration;

use reqwest::header::{ACCEPT, HeaderMap, ORIGIN};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response};
use serde_json::Value;

/// No answer of a room takes longer; one that hangs is a failure, and not a test without end.
const PATIENCE: Duration = Duration::from_secs(30);

/// An answer, or the connection broke.
pub type Sent<T = Reply> = Result<T, reqwest::Error>;

/// What the server answered.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Reply {
    pub async fn of(request: RequestBuilder) -> Sent<Self> {
        let response = request.timeout(PATIENCE).send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Ok(Self { status, headers, body: response.text().await? })
    }

    /// Whether it says that something was done.
    pub fn is_done(&self) -> bool {
        matches!(self.status, 200 | 303)
    }

    /// Whether it asks to try again later.
    pub fn is_later(&self) -> bool {
        matches!(self.status, 429 | 503)
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap_or_default())
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }
}

/// A browser without a window: keeps cookies, follows no redirect, names its origin.
#[derive(Clone)]
pub struct Browser {
    client: Client,
    origin: String,
}

impl Browser {
    /// A browser on the site of an address.
    pub fn new(url: &str) -> Self {
        let client = Client::builder().cookie_store(true).redirect(Policy::none()).build().unwrap();
        let url = reqwest::Url::parse(url).unwrap();
        Self { client, origin: url.origin().ascii_serialization() }
    }

    pub fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        self.client.request(method, format!("{}{path}", self.origin))
    }

    pub async fn get(&self, path: &str) -> Sent {
        Reply::of(self.request("GET", path)).await
    }

    /// Sends a form as the page's script does.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Sent {
        let request = self.request("POST", path).header(ORIGIN, &self.origin);
        Reply::of(request.header(ACCEPT, "application/json").form(fields)).await
    }

    /// Sends a form as a page without script does.
    pub async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Sent {
        Reply::of(self.request("POST", path).header(ORIGIN, &self.origin).form(fields)).await
    }

    /// Listens to a room's live updates.
    pub async fn events(&self, path: &str) -> Sent<Events> {
        let response = self.request("GET", path).send().await?.error_for_status()?;
        Ok(Events { response, read: Vec::new() })
    }
}

/// Live updates as they come.
pub struct Events {
    response: Response,
    read: Vec<u8>,
}

impl Events {
    /// The next state of the room that is told; none when the server ends.
    pub async fn next(&mut self) -> Sent<Option<Value>> {
        loop {
            if let Some(end) = self.read.windows(2).position(|pair| pair == b"\n\n") {
                let event: Vec<u8> = self.read.drain(..end + 2).collect();
                let event = String::from_utf8(event).unwrap();
                if let Some(data) = event.lines().find_map(|line| line.strip_prefix("data:")) {
                    return Ok(Some(serde_json::from_str(data).unwrap()));
                }
                continue; // a heartbeat
            }
            match self.response.chunk().await? {
                Some(bytes) => self.read.extend(bytes),
                None => return Ok(None),
            }
        }
    }
}

/// Somebody with a phone.
#[derive(Clone)]
pub struct Participant {
    pub browser: Browser,
    /// The path of the room, such as `/r/K7QFM`.
    pub room: String,
}

impl Participant {
    /// Somebody who has the link into a room, and is not in it yet.
    pub fn with_link(url: &str) -> Self {
        let room = reqwest::Url::parse(url).unwrap().path().to_owned();
        Self { browser: Browser::new(url), room }
    }

    /// Their page.
    pub async fn page(&self) -> Sent {
        self.browser.get(&self.room).await
    }

    /// A page below the room's.
    pub async fn get(&self, path: &str) -> Sent {
        self.browser.get(&format!("{}/{path}", self.room)).await
    }

    /// Sends a form below the room's page.
    pub async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Sent {
        self.browser.post(&format!("{}/{path}", self.room), fields).await
    }

    pub async fn join(&self, name: &str) -> Sent {
        self.send("join", &[("name", name)]).await
    }

    /// Hands in a text, from a page that was made after so many hand-ins.
    pub async fn answer(&self, question: &str, after: u32, text: &str) -> Sent {
        let after = after.to_string();
        self.send("answer", &[("question", question), ("after", &after), ("text", text)]).await
    }

    /// Picks an option.
    pub async fn pick(&self, question: &str, after: u32, option: &str) -> Sent {
        let after = after.to_string();
        self.send("answer", &[("question", question), ("after", &after), ("option", option)]).await
    }

    pub async fn probe(&self, question: &str, criterion: &str, after: u32, text: &str) -> Sent {
        let after = after.to_string();
        let fields =
            [("question", question), ("criterion", criterion), ("after", &after), ("text", text)];
        self.send("probe", &fields).await
    }

    pub async fn draft(&self, slot: &str, text: &str) -> Sent {
        self.send("draft", &[("slot", slot), ("text", text)]).await
    }

    pub async fn vote(&self, question: &str, choice: usize) -> Sent {
        self.send("vote", &[("question", question), ("choice", &choice.to_string())]).await
    }

    pub async fn events(&self) -> Sent<Events> {
        self.browser.events(&format!("{}/events", self.room)).await
    }
}

/// Who leads the room.
#[derive(Clone)]
pub struct Facilitator {
    pub browser: Browser,
    /// The path of the console, such as `/f/K7QFM`.
    pub console: String,
}

impl Facilitator {
    /// Opens the facilitator's link, as the program prints it.
    pub async fn enter(url: &str) -> Sent<Self> {
        let link = reqwest::Url::parse(url).unwrap();
        let browser = Browser::new(url);
        let path = format!("{}?{}", link.path(), link.query().unwrap());
        let reply = browser.get(&path).await?;
        assert_eq!(reply.status, 303, "{reply:#?}");
        Ok(Self { browser, console: link.path().to_owned() })
    }

    pub async fn acts(&self, act: &str, fields: &[(&str, &str)]) -> Sent {
        let fields: Vec<(&str, &str)> =
            std::iter::once(("act", act)).chain(fields.iter().copied()).collect();
        self.browser.post(&format!("{}/do", self.console), &fields).await
    }

    /// A page below the console's.
    pub async fn get(&self, path: &str) -> Sent {
        self.browser.get(&format!("{}/{path}", self.console)).await
    }

    /// The room as it stands: `step`, `phase`, `people` and so on.
    pub async fn state(&self) -> Sent<Value> {
        let mut events = self.browser.events(&format!("{}/events", self.console)).await?;
        Ok(events.next().await?.unwrap_or_default())
    }

    pub async fn phase(&self) -> String {
        let state = self.state().await.unwrap();
        state["phase"].as_str().unwrap_or_else(|| panic!("{state}")).to_owned()
    }

    /// Moves the room, from the step at which it stands, and gives the phase reached.
    pub async fn moves(&self, act: &str, fields: &[(&str, &str)]) -> String {
        let step = self.state().await.unwrap()["step"].to_string();
        let fields: Vec<(&str, &str)> =
            std::iter::once(("step", step.as_str())).chain(fields.iter().copied()).collect();
        let reply = self.acts(act, &fields).await.unwrap();
        assert_eq!(reply.status, 200, "{reply:#?}");
        reply.json()["phase"].as_str().unwrap().to_owned()
    }

    /// Moves on until the room stands there.
    pub async fn leads_to(&self, phase: &str) {
        let mut now = self.phase().await;
        while now != phase {
            assert_ne!(now, "report", "the way does not lead past {phase}");
            now = self.moves("next", &[]).await;
        }
    }

    /// The export as JSON.
    pub async fn document(&self) -> Sent<Value> {
        let reply = self.get("export.json").await?;
        assert_eq!(reply.status, 200, "{reply:#?}");
        Ok(reply.json())
    }
}
